"""Automatic backups: one each half hour, thinned as they age."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.store import backup, vault
from casedesk.store.faults import (
    DatabaseDamaged,
)
from casedesk.store.keeping import Keeping, superfluous
from tests.store_vault.conftest import (
    fill,
    reopen,
)

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


# ----------------------------------------------------------------------------- of themselves


def test_one_each_half_hour_and_old_ones_thinned(full: vault.Vault) -> None:
    now = NOON - timedelta(days=1)
    assert backup.automatic(full, now) is not None
    assert backup.automatic(full, now + timedelta(minutes=29)) is None
    assert backup.automatic(full, now + timedelta(minutes=30)) is not None
    assert len(backup.listed(full.path)) == 2
    assert backup.automatic(full, now + timedelta(days=100)) is not None
    assert len(backup.listed(full.path)) == 1
    for path, _moment in backup.listed(full.path):
        assert backup.inspect(path, full.keys).checked


def test_a_store_that_proves_damaged_costs_no_good_backup(full: vault.Vault) -> None:
    fill(full, 400, start=60)
    backup.automatic(full, NOON - timedelta(days=300))
    full.close()
    content = bytearray(full.database.read_bytes())
    content[20 * 4096 + 99] ^= 1
    full.database.write_bytes(content)
    with reopen(full.path) as opened, pytest.raises(DatabaseDamaged):
        backup.automatic(opened, NOON)
    assert len(backup.listed(full.path)) == 1


@given(
    st.lists(st.integers(0, 60 * 24 * 400), max_size=300, unique=True),
    st.integers(0, 60 * 24 * 3),
)
def test_what_is_kept(minutes: list[int], later: int) -> None:
    moments = {NOON - timedelta(minutes=m) for m in minutes}
    keep = Keeping()
    gone = superfluous(moments, NOON, keep)
    kept = moments - gone
    assert not moments or max(moments) in kept
    assert {m for m in moments if NOON - m <= timedelta(hours=48)} <= kept
    old = [m for m in kept if NOON - m > timedelta(weeks=8)]
    assert all(m == max(moments) for m in old)
    assert len([m for m in kept if NOON - m > timedelta(hours=48)]) <= 13 + 8 + 1
    again = superfluous(kept, NOON + timedelta(minutes=later), keep)
    assert max(kept, default=NOON) not in again


def test_a_year_of_half_hours_ends_as_few_files() -> None:
    kept: set[datetime] = set()
    for step in range(400 * 12):  # every two hours
        now = NOON + timedelta(hours=2 * step)
        kept.add(now)
        kept -= superfluous(kept, now, Keeping())
    days = sorted({(max(kept) - m).days for m in kept})
    assert len(kept) <= 24 + 1 + 14 + 8
    assert days[:14] == list(range(14))
    assert 40 <= days[-1] <= 56
