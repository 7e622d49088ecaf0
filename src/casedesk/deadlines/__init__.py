"""Time limits that records start: rules as dated data, and the dates that follow from them."""
