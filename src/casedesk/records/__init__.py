"""What can be done with a record of any kind: make, change, remove, read, show, list."""
