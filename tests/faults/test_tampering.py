"""Whatever somebody with the key alters in the database, ``verify`` says so (quality.md S19)."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from casedesk.bootstrap import Sitting, verify_store
from casedesk.store.journal import chain_mac, lines
from casedesk.store.verify import Report
from tests.builders import CHEAP, a_store
from tests.faults.filled import fill_with_every_kind
from tests.faults.stores import a_filled_store, sit
from tests.faults.tampering import ALTERATIONS, Alteration, Hand, forger

Tampered = Callable[[Alteration, int], Report | None]
Drawn = tuple[str, int]

_NEXT = 1_000_003


@pytest.fixture
def sitting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sitting]:
    monkeypatch.setattr("casedesk.store.kdf.STANDARD", CHEAP)
    with sit(a_filled_store(tmp_path)) as made:
        yield made


def unnoticed(tampered: Tampered, alterations: list[Drawn]) -> list[Drawn]:
    """Make each alteration; answers those that verify did not report, with their seeds."""
    missed = []
    for name, seed in alterations:
        report, used = tampered(ALTERATIONS[name], seed), seed
        while report is None:  # it would have made no difference: draw another
            used += _NEXT
            report = tampered(ALTERATIONS[name], used)
        if report.whole:
            missed.append((name, used))
    return missed


def test_alterations_of_all_sorts_are_reported(sitting: Sitting) -> None:
    names = list(ALTERATIONS)
    with forger(sitting) as tampered:
        assert unnoticed(tampered, [(names[n % len(names)], n) for n in range(42)]) == []
    assert verify_store(sitting).whole


@pytest.mark.proof
def test_a_thousand_alterations_are_all_reported(
    tmp_path: Path, figure: Callable[[str], None]
) -> None:
    chance = random.Random()
    with a_store(tmp_path) as sitting:
        fill_with_every_kind(sitting, rounds=5)
        drawn = [(chance.choice(list(ALTERATIONS)), chance.randrange(10**9)) for _ in range(1000)]
        with forger(sitting) as tampered:
            missed = unnoticed(tampered, drawn)
        whole = verify_store(sitting)
    figure(
        f"tampering: {len(drawn) - len(missed)} of {len(drawn)} alterations of "
        f"{len(ALTERATIONS)} sorts reported, in {whole.lines} lines and {whole.records} records"
    )
    assert missed == []
    assert whole.whole


def test_a_finding_names_the_line(sitting: Sitting) -> None:
    def alter(hand: Hand) -> bool:
        return bool(hand.do("UPDATE trail SET login = 'iemand' WHERE seq = 20"))

    with forger(sitting) as tampered:
        report = tampered(alter, 0)
    assert report is not None
    assert [finding.seq for finding in report.findings] == [20]
    assert "20" in report.findings[0].sentence


def test_a_chain_that_was_rebuilt_with_its_key_is_found_by_the_anchor(sitting: Sitting) -> None:
    """Whoever holds the keys can write a trail without fault; this machine remembers another."""
    trail_key = sitting.vault.keys.trail_key

    def rebuild(hand: Hand) -> bool:
        hand.do("UPDATE trail SET login = 'iemand' WHERE seq = 20")
        previous = ""
        for line in list(lines(hand.connection)):
            previous = chain_mac(trail_key(line.epoch), previous, dict(line._mapping))
            hand.do("UPDATE trail SET mac = ? WHERE seq = ?", previous, line.seq)
        return True

    with forger(sitting) as tampered:
        report = tampered(rebuild, 0)
    assert report is not None
    head = sitting.anchor.read()
    assert head is not None
    assert [finding.seq for finding in report.findings] == [head.seq]
