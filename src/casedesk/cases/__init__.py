"""The case (dossier): one situation, its phase, who is responsible."""
