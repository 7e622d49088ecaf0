"""Suspects across cases: what is known of each, from whom, and how sure it is (art. 10 AVG)."""
