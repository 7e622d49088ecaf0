"""Pages about the care of one person: needs and safety, the plan, and the three tracks."""
