"""The case workspace: a header that stays in view and the tabs of one case."""
