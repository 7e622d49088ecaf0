"""Make a handover or a summary, and look at what left before."""
