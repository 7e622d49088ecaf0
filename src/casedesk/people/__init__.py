"""Persons, their names and identifiers, and the part each plays in a case."""
