"""CaseDesk: work on human trafficking cases, kept encrypted and handed over with care."""

__version__ = "0.1.0"
