"""The timeline of a case, drawn: a reading of its entries, never a copy."""
