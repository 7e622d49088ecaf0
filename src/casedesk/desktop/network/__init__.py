"""The relationship diagram of a case: drawn, walked through by keys, read out as a list."""
