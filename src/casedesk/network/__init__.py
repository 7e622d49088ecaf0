"""Who ties whom: the network around a case, read from the records, never a copy of its own."""
