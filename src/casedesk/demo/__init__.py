"""An invented region: people, partners and cases that were never there."""
