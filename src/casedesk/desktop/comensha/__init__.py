"""How victims stand with CoMensha: a card per victim, and the list over all cases."""
