"""What comes in before there is a case: signals, requests for advice, and reports (meldingen)."""
