"""The kinds of document that may leave a case, made of what the resolver lets go."""
