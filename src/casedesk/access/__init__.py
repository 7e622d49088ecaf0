"""Who may see and do what; accounts; reading the trail."""
