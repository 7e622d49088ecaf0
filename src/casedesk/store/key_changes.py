"""Change who can open a store: add, renew and revoke slots.

Every change is a new generation of the key file, written while the database's write lock is
held, so that two programs cannot overwrite each other's change; the database then remembers
the generation.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from casedesk.kernel.changes import Refused, RefusedError
from casedesk.kernel.words import N_, _
from casedesk.store import (
    facts,
    kdf,
    key_file,
    passphrases,
    recovery_code,
    rewrite,
    rotation,
    slots,
)
from casedesk.store.faults import KeyFileOlder, WrongPassphrase
from casedesk.store.key_file import PERSON, RECOVERY, KeyFile, Slot
from casedesk.store.keys import changed, prove, with_roots
from casedesk.store.vault import Vault, refuse_bad_entry

LOGIN_TAKEN = N_("There is already somebody with this login name.")
NOBODY = N_("There is nobody with this login name.")
NOT_YOURSELF = N_("You cannot revoke your own access. Ask a colleague to do it.")
RECOVERY_LOGIN = "recovery"


@dataclass(frozen=True, slots=True)
class Entry:
    """One slot as it may be shown: who can open the store."""

    slot_id: str
    login: str
    kind: str


def entries(vault: Vault) -> list[Entry]:
    """Who can open the store, as the key file has it now."""
    file = key_file.read(vault.key_file)
    prove(file, vault.keys)
    return [Entry(slot.id, slot.login, slot.kind) for slot in file.slots]


def add_person(
    vault: Vault,
    *,
    login: str,
    passphrase: str,
    policy: kdf.Policy | None = None,
    least: int = passphrases.LEAST,
) -> str:
    """Give a person a slot of their own; answers its id. Raises RefusedError."""
    slot = new_slot(vault, login=login, passphrase=passphrase, policy=policy, least=least)
    add_slot(vault, slot)
    return slot.id


def new_slot(
    vault: Vault,
    *,
    login: str,
    passphrase: str,
    policy: kdf.Policy | None = None,
    least: int = passphrases.LEAST,
) -> Slot:
    """Derive the slot of a person, which takes long, without touching the store."""
    refuse_bad_entry(login, passphrase, least)
    cost = (policy or kdf.standard()).cost
    return slots.new_slot(vault.keys.store_id, login, PERSON, passphrase, cost)


def add_slot(vault: Vault, slot: Slot) -> None:
    """Put a derived slot into the key file. Raises RefusedError if the login has one."""

    def add(file: KeyFile) -> KeyFile:
        if file.slot_of(slot.login) is not None:
            raise RefusedError(Refused(_(LOGIN_TAKEN), "login"))
        return _with(file, vault, slot)

    _update(vault, add)


def set_passphrase(
    vault: Vault,
    *,
    login: str,
    passphrase: str,
    policy: kdf.Policy | None = None,
    least: int = passphrases.LEAST,
) -> str:
    """Give a person who forgot the passphrase a new slot in place of the old one."""
    refuse_bad_entry(login, passphrase, least)
    cost = (policy or kdf.standard()).cost
    slot = slots.new_slot(vault.keys.store_id, login, PERSON, passphrase, cost)

    def swap(file: KeyFile) -> KeyFile:
        return _with(_without(file, _person(file, login)), vault, slot)

    _update(vault, swap)
    return slot.id


def change_passphrase(
    vault: Vault,
    *,
    old: str,
    new: str,
    policy: kdf.Policy | None = None,
    least: int = passphrases.LEAST,
) -> None:
    """Wrap one's own slot under another passphrase. Raises WrongPassphrase or RefusedError."""
    refuse_bad_entry(vault.keys.login, new, least)
    before = key_file.read(vault.key_file)
    mine = next((s for s in before.slots if s.id == vault.keys.slot_id), None)
    if mine is None:
        raise WrongPassphrase
    cost = (policy or kdf.standard()).cost
    slot = slots.rewrapped(before.store_id, mine, old, new, cost)

    def swap(file: KeyFile) -> KeyFile:
        if mine not in file.slots:
            raise RefusedError(Refused(_(NOBODY), "login"))
        return replace(file, slots=tuple(slot if s == mine else s for s in file.slots))

    _update(vault, swap)


def new_recovery_code(vault: Vault, *, policy: kdf.Policy | None = None) -> str:
    """A fresh code to print and keep in a safe; earlier codes no longer open the store."""
    code = recovery_code.new_code()
    secret = recovery_code.read_code(code)
    if not isinstance(secret, str):
        raise TypeError("a new code must read back")
    cost = (policy or kdf.standard()).cost
    slot = slots.new_slot(vault.keys.store_id, RECOVERY_LOGIN, RECOVERY, secret, cost)

    def swap(file: KeyFile) -> KeyFile:
        return _with(_without(file, *file.recovery_slots()), vault, slot)

    _update(vault, swap)
    return code


def revoke(vault: Vault, *, login: str) -> None:
    """Take a person's slot away and rotate the root, so that a kept key opens nothing new.

    Needs the store alone: raises StoreInUse while it is open elsewhere or in use here. Old
    backups stay readable to whoever could read them then.
    """
    with vault.alone():
        file = _proved(vault)
        slot = _person(file, login)
        if slot.id == vault.keys.slot_id:
            raise RefusedError(Refused(_(NOT_YOURSELF), "login"))
        rewrite.refuse_full_disk(vault.path, vault.database.stat().st_size)
        vault.rest()
        if file.rotating:
            file = _carry_out(vault, rotation.Stage(file, vault.keys))
        root = os.urandom(slots.ROOT_BYTES)
        begun = rotation.begin(file, vault.keys, without=slot.id, root=root)
        key_file.write(vault.key_file, begun.file)
        finished = _carry_out(vault, begun)
    with vault.engine.begin() as connection:
        facts.put(connection, facts.KEY_GENERATION, str(finished.generation))


def _carry_out(vault: Vault, begun: rotation.Stage) -> KeyFile:
    """Run a rotation to its end; whatever happens, the vault holds the keys that fit."""
    try:
        finished = rotation.carry_out(vault.path, begun.file, begun.keys)
    except BaseException:
        vault.take_keys(rotation.present(vault.path, begun.file, begun.keys))
        raise
    vault.take_keys(finished.keys)
    return finished.file


def _update(vault: Vault, change: Callable[[KeyFile], KeyFile]) -> None:
    with vault.engine.begin() as connection:
        new = changed(_proved(vault, connection), vault.keys, change)
        key_file.write(vault.key_file, new)
        facts.put(connection, facts.KEY_GENERATION, str(new.generation))


def _proved(vault: Vault, connection: Connection | None = None) -> KeyFile:
    """The key file as it is now, genuine and not an older one."""
    if connection is None:
        with vault.reading() as reading:
            return _proved(vault, reading)
    file = key_file.read(vault.key_file)
    prove(file, vault.keys)
    known = int(facts.get(connection, facts.KEY_GENERATION) or "1")
    if known > file.generation:
        raise KeyFileOlder(f"{file.generation} < {known}")
    return file


def _person(file: KeyFile, login: str) -> Slot:
    slot = file.slot_of(login)
    if slot is None:
        raise RefusedError(Refused(_(NOBODY), "login"))
    return slot


def _with(file: KeyFile, vault: Vault, slot: Slot) -> KeyFile:
    return replace(file, slots=(*file.slots, with_roots(slot, vault.keys, file.epochs)))


def _without(file: KeyFile, *gone: Slot) -> KeyFile:
    return replace(file, slots=tuple(slot for slot in file.slots if slot not in gone))
