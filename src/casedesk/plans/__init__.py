"""The care plan and its goals; the actions that belong to a goal are tasks."""
