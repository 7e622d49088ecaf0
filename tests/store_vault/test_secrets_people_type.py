"""Passphrases, recovery codes and the wait after a wrong try."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.store import passphrases, recovery_code
from casedesk.store.recovery_code import ALPHABET, Typo
from casedesk.store.tries import Tries, wait_after

GOOD = [
    "paard fiets maan lamp",
    "De kat van de buren slaapt op het dak",
    "ظرف رسالة بيت شجرة قمر",
    "x7#mQ2!vLp9&zRt4",
    "vijf gele eenden zwemmen",
    "   spaties mogen ook   ",
    "a" * 3 + "bcdefg zeven olifanten dansen",
    "Пять жёлтых уток плывут",
]
COMMON = [
    "aaaaaaaaaaaaaaaa",
    "abcabcabcabcabcabc",
    "123456789012345",
    "1234567890123456",
    "qwertyuiopasdfghjkl",
    "qwertyuiopqwertyuiop",
    "wachtwoordwachtwoord",
    "Wachtwoord2026!!",
    "Welkom01Welkom01",
    "P@ssw0rdP@ssw0rd",
    "passwordpassword1",
    "Mijn wachtwoord 1",
    "CaseDesk-Gemeente-2026",
    "Zomer2026Zomer2026",
    "casedesk casedesk",
    "jansenjansenjansen",
    "j.jansen wachtwoord",
]


@pytest.mark.parametrize("passphrase", GOOD)
def test_a_good_passphrase_passes(passphrase: str) -> None:
    assert passphrases.objection(passphrase, login="j.jansen") is None


@pytest.mark.parametrize("passphrase", COMMON)
def test_an_easy_one_is_refused(passphrase: str) -> None:
    assert passphrases.objection(passphrase, login="j.jansen") == passphrases.TOO_COMMON


def test_length_is_counted_in_signs_and_long_ones_are_fine() -> None:
    assert "15" in str(passphrases.objection("veertien signs"))
    assert passphrases.objection("zeven kleine olifanten " * 40) is None
    assert passphrases.objection("lang " * 300) is not None
    assert passphrases.objection("demo", least=4) is None


# ------------------------------------------------------------------------------ recovery code

CODE = recovery_code.new_code()


def test_a_code_has_160_bits_and_reads_back() -> None:
    assert len(CODE.split("-")) == 8
    secret = recovery_code.read_code(CODE)
    assert isinstance(secret, str)
    assert len(secret) * 5 == 160
    assert recovery_code.new_code() != CODE


@pytest.mark.parametrize("how", [str.lower, lambda c: c.replace("-", " "), lambda c: f" {c}\n"])
def test_it_may_be_typed_in_any_dress(how: object) -> None:
    assert recovery_code.read_code(how(CODE)) == recovery_code.read_code(CODE)  # type: ignore[operator]


def test_look_alikes_are_forgiven() -> None:
    code = next(c for c in iter(recovery_code.new_code, "") if "0" in c and "1" in c)
    typed = code.replace("0", "O").replace("1", "l")
    assert recovery_code.read_code(typed) == recovery_code.read_code(code)


@given(st.integers(0, 39), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_found_in_its_group(place: int, sign: str) -> None:
    signs = list(CODE.replace("-", ""))
    if signs[place] != sign:
        signs[place] = sign
        assert recovery_code.read_code("".join(signs)) == Typo((place // 5 + 1,))


@given(st.integers(0, 7), st.integers(0, 4), st.integers(0, 4))
def test_two_swapped_signs_are_found(group: int, a: int, b: int) -> None:
    signs = list(CODE.replace("-", ""))
    a, b = group * 5 + a, group * 5 + b
    if signs[a] != signs[b]:
        signs[a], signs[b] = signs[b], signs[a]
        assert recovery_code.read_code("".join(signs)) == Typo((group + 1,))


@given(st.integers(0, 7), st.integers(0, 7))
def test_two_swapped_groups_are_found(a: int, b: int) -> None:
    groups = CODE.split("-")
    if a != b and groups[a] != groups[b]:
        groups[a], groups[b] = groups[b], groups[a]
        assert recovery_code.read_code("-".join(groups)) == Typo(tuple(sorted((a + 1, b + 1))))


@pytest.mark.parametrize(
    "typed",
    ["", "ABC", CODE[:-1], CODE + "0", "é" * 40],
    ids=["nothing", "few signs", "one too few", "one too many", "other signs"],
)
def test_what_is_no_code_is_said_to_be_none(typed: str) -> None:
    assert isinstance(recovery_code.read_code(typed), Typo)


# ------------------------------------------------------------------------------- wrong tries

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_the_wait_doubles_up_to_a_minute() -> None:
    assert [wait_after(n) for n in range(9)] == [0, 1, 2, 4, 8, 16, 32, 60, 60]
    assert wait_after(10_000) == 60


def test_the_wait_outlives_a_restart_and_ends_with_success(tmp_path: Path) -> None:
    store, folder = tmp_path / "a.casedesk", tmp_path / "state"
    for _try in range(4):
        Tries(store, folder).failed(NOON)
    assert Tries(store, folder).remaining(NOON + timedelta(seconds=3)) == 5.0
    assert Tries(store, folder).remaining(NOON + timedelta(seconds=8)) == 0.0
    assert Tries(tmp_path / "b.casedesk", folder).remaining(NOON) == 0.0
    Tries(store, folder).succeeded()
    assert Tries(store, folder).remaining(NOON) == 0.0


def test_a_clock_that_is_set_back_does_not_lock_anybody_out(tmp_path: Path) -> None:
    tries = Tries(tmp_path / "a", tmp_path)
    tries.failed(NOON)
    assert tries.remaining(NOON - timedelta(days=400)) == 1.0


def test_ten_tries_at_most_in_five_minutes(tmp_path: Path) -> None:
    tries, now, made = Tries(tmp_path / "a", tmp_path), NOON, 0
    while now < NOON + timedelta(minutes=5):
        wait = tries.remaining(now)
        if wait:
            now += timedelta(seconds=wait)
            continue
        tries.failed(now)
        made += 1
    assert made <= 10


def test_a_spoiled_file_does_not_stop_anybody(tmp_path: Path) -> None:
    tries = Tries(tmp_path / "a", tmp_path)
    tries.failed(NOON)
    next(tmp_path.glob("*.json")).write_text('{"failures": "x"', encoding="ascii")
    assert tries.remaining(NOON) == 0.0
