"""The code lists as an organisation may change them: own terms, ends of terms, other words."""
