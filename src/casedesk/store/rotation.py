"""Give a store a new root key, so that who knew the old one can no longer read what follows.

Steps, each of which may be the last before a crash:
1. the key file holds the old and the new root for every remaining slot;
2. a copy of the database under the new root takes the place of the old one;
3. the copy is opened, and only then does the key file let go of the old root.
The next opening looks which database stands there and goes on from that step. Nobody's
passphrase is needed for anybody else's slot.
"""

import os
from dataclasses import dataclass, replace
from pathlib import Path

import sqlcipher3.dbapi2 as driver

from casedesk.store import facts, key_file, rewrite
from casedesk.store.engine import salt_of
from casedesk.store.inside import DATABASE, look_inside
from casedesk.store.key_file import KeyFile
from casedesk.store.keys import Keys, archived, changed, prove, signed, with_roots


@dataclass(frozen=True, slots=True)
class Stage:
    """A key file and the keys that belong to it."""

    file: KeyFile
    keys: Keys


def begin(file: KeyFile, keys: Keys, *, without: str, root: bytes) -> Stage:
    """The key file of step 1, without one slot."""
    both = keys.rotated(root)
    epochs = (file.epoch, file.epoch + 1)
    staying = tuple(with_roots(slot, both, epochs) for slot in file.slots if slot.id != without)
    salts = {**file.salts, file.epoch + 1: os.urandom(16)}
    started = replace(file, rotating=True, slots=staying, salts=salts)
    return Stage(changed(started, both, lambda same: same), both.at(file.epoch))


def carry_out(folder: Path, file: KeyFile, keys: Keys) -> Stage:
    """Steps 2 and 3, from wherever the store stands. The store is held alone.

    ``keys`` hold both roots. Answers the finished key file and the keys of the new epoch.
    """
    database = folder / DATABASE
    old, new = keys.at(file.epoch), keys.at(file.epoch + 1)
    if salt_of(database) != file.salts[new.epoch]:
        look_inside(folder, file, old)

        def remember(copy: driver.Connection) -> None:
            copy.execute(
                "UPDATE store_fact SET value = ? WHERE name = ?",
                (str(file.generation), facts.KEY_GENERATION),
            )

        rewrite.replace_database(
            database,
            key=old.database_key(),
            new_key=new.database_key(),
            new_salt=file.salts[new.epoch],
            change=remember,
        )
    look_inside(folder, file, new)
    finished = _finished(file, new)
    key_file.write(folder / key_file.NAME, finished)
    return Stage(finished, new)


def present(folder: Path, file: KeyFile, keys: Keys) -> Keys:
    """The keys with the epoch of the database that stands there, while a rotation runs."""
    done = salt_of(folder / DATABASE) == file.salts[file.epoch + 1]
    return keys.at(file.epoch + 1 if done else file.epoch)


def _finished(file: KeyFile, keys: Keys) -> KeyFile:
    """The key file of step 3: the old root only in the archive, sealed under the new one."""
    prove(file, keys)
    done = replace(
        file,
        generation=file.generation + 1,
        epoch=keys.epoch,
        rotating=False,
        slots=tuple(
            replace(slot, sealed={keys.epoch: slot.sealed[keys.epoch]}) for slot in file.slots
        ),
        salts={keys.epoch: file.salts[keys.epoch]},
        archive={epoch: archived(keys, epoch) for epoch in range(1, keys.epoch)},
    )
    return signed(done, keys)
