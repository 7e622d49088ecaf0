"""What leaves the store: one resolver decides, and preview, PDF and register follow it."""
