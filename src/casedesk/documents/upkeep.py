"""Let go of what was removed: once a store is opened, the bytes of documents long gone."""

from contextlib import suppress

from casedesk.store import blobs
from casedesk.store.faults import DiskFull
from casedesk.store.store import Store


def forget_removed(store: Store) -> None:
    """Let go of the bytes of documents that were removed more than a day ago."""
    with store.read() as session:
        if not blobs.any_unused(session.connection()):
            return
    with suppress(DiskFull), store.derive() as connection:
        blobs.forget_unused(connection, store.clock.now())
