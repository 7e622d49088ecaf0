"""The pages that stand in the main window."""
