"""What comes in: the pages of signals, reports and advice, and triage in a case."""
