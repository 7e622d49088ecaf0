"""Places, inspections and their numbers; partners with what was asked of them."""
