"""The daily work list: what is late, due today, and coming, over all cases and beside them.

A reading of the records, never a copy: every kind says in ``moments.py`` which of its dates
somebody must meet.
"""
