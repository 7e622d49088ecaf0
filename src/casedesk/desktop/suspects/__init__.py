"""Suspects across cases, for those entitled; for others these pages do not exist."""
