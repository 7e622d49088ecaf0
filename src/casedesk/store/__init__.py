"""The encrypted store: vault, records, and the one way to change them."""
