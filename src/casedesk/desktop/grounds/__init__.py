"""Consent and other grounds in the window: what was given on them, and withdrawing."""
