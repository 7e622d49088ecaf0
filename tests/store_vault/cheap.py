"""A store that opens at once: for tests only, and outside what a real store accepts."""

from casedesk.store.kdf import Cost, Policy

CHEAP = Policy(
    cost=Cost(memory=64, passes=1, lanes=1),
    least=Cost(memory=8, passes=1, lanes=1),
    most=Cost(memory=2048 * 1024, passes=20, lanes=16),
)
