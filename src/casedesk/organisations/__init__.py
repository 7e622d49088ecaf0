"""The partner directory: organisations and the persons to call there."""
