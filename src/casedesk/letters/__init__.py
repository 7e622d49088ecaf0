"""Letters from templates: texts with named places, checked before anybody uses them."""
