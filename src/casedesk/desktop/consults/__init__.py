"""Consults of a case and the reporting code, on their tab."""
