"""Forms drawn from declarations: they know kinds of fields, and no feature by name."""
