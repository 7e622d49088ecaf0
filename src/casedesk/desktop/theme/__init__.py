"""Colours, sizes, icons and style, named once."""
