"""Lists of records: an id list, rows by block, search, filters and order."""
