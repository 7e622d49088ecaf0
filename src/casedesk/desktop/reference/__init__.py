"""The code lists and partner profiles, as an administrator may change them."""
