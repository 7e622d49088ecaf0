"""Case consults (casusoverleg), who was there, and what was agreed."""
