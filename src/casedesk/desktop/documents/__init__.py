"""Files of a case in the window: the list, taking in, looking at, and what leaves."""
