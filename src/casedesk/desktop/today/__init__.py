"""The daily work list on screen, its number on the rail, and its notification."""
