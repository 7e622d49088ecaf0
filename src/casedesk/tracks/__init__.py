"""The residence track and the criminal track, which run beside the care."""
