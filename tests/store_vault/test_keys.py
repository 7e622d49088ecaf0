"""The key file: every byte counts, nothing is weaker than it says, wrong is wrong."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.store import kdf, key_file, keys, slots
from casedesk.store.faults import KeyFileDamaged, WrongPassphrase
from casedesk.store.key_file import PERSON, KeyFile
from casedesk.store.keys import Keys
from tests.store_vault.cheap import CHEAP
from tests.store_vault.conftest import LOGIN, OTHER, PASS


def two_people() -> tuple[KeyFile, Keys]:
    file, opened = keys.new_key_file(login=LOGIN, passphrase=PASS, policy=CHEAP)
    bram = slots.new_slot(file.store_id, "bram", PERSON, OTHER, CHEAP.cost)
    with_bram = keys.with_roots(bram, opened, file.epochs)
    return (
        keys.changed(file, opened, lambda f: replace(f, slots=(*f.slots, with_bram))),
        opened,
    )


FILE, KEYS = two_people()
CONTENT = FILE.to_bytes()


def test_each_person_reaches_the_same_database() -> None:
    read = key_file.from_bytes(CONTENT)
    assert read == FILE
    anna = keys.unlock(read, "ANNA ", PASS)
    bram = keys.unlock(read, "bram", OTHER)
    assert anna.database_key() == bram.database_key() == KEYS.database_key()
    assert len({KEYS.database_key(), KEYS.trail_key(1), KEYS.salt_key(1), KEYS.backup_key()}) == 4


def test_one_spelling_of_the_passphrase() -> None:
    file, _keys = keys.new_key_file(login="é", passphrase="caf\u00e9 zonder zorgen", policy=CHEAP)
    keys.unlock(file, "e\u0301", "cafe\u0301 zonder zorgen")


@pytest.mark.parametrize(("login", "secret"), [(LOGIN, OTHER), ("niemand", PASS), ("", "")])
def test_wrong_is_wrong_and_says_no_more(login: str, secret: str) -> None:
    with pytest.raises(WrongPassphrase) as raised:
        keys.unlock(FILE, login, secret)
    assert raised.value.detail == ""


def test_an_unknown_login_takes_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[kdf.Cost] = []
    real = kdf.derive

    def counting(passphrase: str, salt: bytes, cost: kdf.Cost) -> bytes:
        asked.append(cost)
        return real(passphrase, salt, cost)

    monkeypatch.setattr(kdf, "derive", counting)
    for login in (LOGIN, "niemand"):
        with pytest.raises(WrongPassphrase):
            keys.unlock(FILE, login, OTHER)
    assert asked == [CHEAP.cost, CHEAP.cost]


@pytest.mark.parametrize("at", range(0, len(CONTENT), max(1, len(CONTENT) // 200)))
def test_an_altered_byte_is_damage_not_a_wrong_passphrase(at: int) -> None:
    for bit in (0x01, 0x20, 0x80):
        content = bytearray(CONTENT)
        content[at] ^= bit
        with pytest.raises(KeyFileDamaged):
            key_file.from_bytes(bytes(content))


@given(st.binary(max_size=300))
def test_noise_is_damage(content: bytes) -> None:
    with pytest.raises(KeyFileDamaged):
        key_file.from_bytes(content)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    ),
    st.sampled_from(["store", "slots", "epoch", "salts", "archive", "macs", "generation"]),
)
def test_a_key_file_of_another_shape_is_damage(value: object, field: str) -> None:
    document = json.loads(CONTENT)
    if document[field] != value:
        with pytest.raises(KeyFileDamaged):
            key_file.from_bytes(_respelled(document | {field: value}))


def _respelled(document: dict[str, object]) -> bytes:
    """What an attacker can do: change the file and mend its checksum."""
    import hashlib

    document.pop("check", None)
    check = hashlib.sha256(key_file.canonical(document)).hexdigest()
    return key_file.canonical(document | {"check": check}) + b"\n"


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["slots"][0]["kdf"].update(m=8),
        lambda d: d["slots"][0].update(login="chris"),
        lambda d: d["slots"][0].update(kind="recovery"),
        lambda d: d["slots"].pop(1),
        lambda d: d["slots"].append(d["slots"][1]),
        lambda d: d["slots"].reverse(),
        lambda d: d.update(generation=9),
        lambda d: d.update(rotating=True),
        lambda d: d.update(store="0" * 32),
        lambda d: d["slots"][0].update(sealed=d["slots"][1]["sealed"]),
        lambda d: d["salts"].update({"1": d["slots"][0]["salt"]}),
    ],
)
def test_a_change_on_purpose_is_refused(change: object) -> None:
    document = json.loads(CONTENT)
    change(document)  # type: ignore[operator]
    with pytest.raises((KeyFileDamaged, WrongPassphrase)):
        _unlock_both(_respelled(document))


def _unlock_both(content: bytes) -> None:
    file = key_file.from_bytes(content)
    for login, secret in ((LOGIN, PASS), ("bram", OTHER)):
        keys.unlock(file, login, secret)


@pytest.mark.parametrize(
    "cost",
    [
        kdf.Cost(64 * 1024 - 1, 3, 4),
        kdf.Cost(2048 * 1024 + 1, 3, 4),
        kdf.Cost(256 * 1024, 1, 4),
        kdf.Cost(256 * 1024, 21, 4),
        kdf.Cost(256 * 1024, 3, 17),
    ],
)
def test_the_limits_of_a_real_store(cost: kdf.Cost) -> None:
    from casedesk.store.kdf import Policy

    real = Policy(
        cost=kdf.Cost(262144, 3, 4), least=kdf.Cost(65536, 2, 1), most=kdf.Cost(2097152, 20, 16)
    )
    assert real.accepts(real.cost)
    assert not real.accepts(cost)
    document = json.loads(CONTENT)
    document["slots"][0]["kdf"] = {
        "alg": "argon2id",
        "m": cost.memory,
        "t": cost.passes,
        "p": cost.lanes,
    }
    with pytest.raises(KeyFileDamaged):
        key_file.from_bytes(_respelled(document), real)


def test_keys_tell_nothing_and_can_be_forgotten() -> None:
    opened = keys.unlock(FILE, LOGIN, PASS)
    root = opened.root(1)
    shown = f"{opened!r} {opened} {FILE!r}"
    assert root.hex() not in shown
    assert repr(root) not in shown
    with pytest.raises(TypeError):
        pickle.dumps(opened)
    opened.forget()
    with pytest.raises(RuntimeError):
        opened.database_key()


def test_a_new_passphrase_wraps_the_same_key_pair() -> None:
    slot = FILE.slots[0]
    new = slots.rewrapped(FILE.store_id, slot, PASS, OTHER, CHEAP.cost)
    assert (new.public, new.sealed, new.id) == (slot.public, slot.sealed, slot.id)
    assert new.salt != slot.salt
    assert new.box != slot.box
    with pytest.raises(WrongPassphrase):
        slots.open_slot(FILE.store_id, new, PASS)
    slots.open_slot(FILE.store_id, new, OTHER)


@pytest.mark.proof
def test_the_real_cost_opens_and_refuses() -> None:
    policy = kdf.Policy(
        cost=kdf.Cost(262144, 3, 4), least=kdf.Cost(65536, 2, 1), most=kdf.Cost(2097152, 20, 16)
    )
    file, made = keys.new_key_file(login=LOGIN, passphrase=PASS, policy=policy)
    assert keys.unlock(file, LOGIN, PASS).database_key() == made.database_key()
    with pytest.raises(WrongPassphrase):
        keys.unlock(file, LOGIN, OTHER)
