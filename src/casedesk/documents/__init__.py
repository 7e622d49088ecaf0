"""Documents in a case. Their bytes stand in the store's blob table, encrypted like the rest."""
