"""All of Qt: draws what the features declare, and knows none of them by name."""
