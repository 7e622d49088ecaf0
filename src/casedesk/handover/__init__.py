"""What may leave the store, for whom, and the documents that carry it."""
