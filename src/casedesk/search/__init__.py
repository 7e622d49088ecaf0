"""Find anything by name, number or word, within what the reader may see."""
