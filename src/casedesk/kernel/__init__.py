"""Words that every part of CaseDesk shares. No Qt, no SQL."""
