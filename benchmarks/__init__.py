"""How fast CaseDesk is, against floors measured in the same run. ``make bench`` prints a table."""
