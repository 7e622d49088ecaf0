"""Persons who look alike: found before one is made, put together, and taken apart again."""
