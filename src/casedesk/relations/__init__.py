"""How persons hang together: with each other, with organisations and with places."""
