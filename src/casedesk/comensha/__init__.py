"""How each victim stands with CoMensha: the state, the ground of each report, and the next step."""
