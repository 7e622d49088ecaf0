"""Names of the few kinds of record of which the whole program speaks.

All other kinds are known to their feature only; what they have in common stands in their
declaration.
"""

PERSON = "person"
CASE = "case_file"
TIE = "person_role"
"""Ties a person to a case, in a role."""
