"""Places of risk, and the inspections that were held there."""
