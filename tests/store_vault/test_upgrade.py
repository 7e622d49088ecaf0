"""Bringing an older store up to date: children and triggers survive, failure leaves the old."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from casedesk.kernel.resources import migrations_path
from casedesk.store import backup, lock, rewrite, upgrade, vault
from casedesk.store.faults import DiskFull, NewerSchema, StoreInUse, UpgradeFailed
from casedesk.store.integrity import problems
from tests.store_vault import kills
from tests.store_vault.conftest import LOGIN, PASS, bytes_of, reopen

FIRST = """
import sqlalchemy as sa
from alembic import op

revision = "aa01"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "parent",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
    )
    op.create_table(
        "child",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("parent_id", sa.Integer, sa.ForeignKey("parent.id", ondelete="CASCADE")),
    )
"""

# Rebuilding a parent is where rows of children have been lost before.
SECOND = """
import sqlalchemy as sa
from alembic import op

revision: str = 'bb02'
down_revision: str | None = 'aa01'


def upgrade() -> None:
    with op.batch_alter_table("parent") as batch:
        batch.add_column(sa.Column("colour", sa.Text, server_default="blue", nullable=False))
        batch.alter_column("title", type_=sa.String(80), existing_type=sa.Text)
"""

RAISES = (
    SECOND.replace("bb02", "cc03").replace("aa01", "bb02").replace("colour", "size")
    + """
    op.execute("DELETE FROM child")
    raise LookupError("on purpose")
"""
)

ORPHANS = RAISES.replace('raise LookupError("on purpose")', "").replace(
    "DELETE FROM child", "DELETE FROM parent"
)


def guard(connection: Connection) -> None:
    connection.execute(
        text(
            "CREATE TRIGGER IF NOT EXISTS parent_stays BEFORE DELETE ON parent "
            "BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    )


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Migrations of our own, run by the real ``env.py``."""
    folder = tmp_path / "migrations 100%"
    (folder / "versions").mkdir(parents=True)
    for name in ("env.py", "script.py.mako"):
        shutil.copy(migrations_path() / name, folder)
    monkeypatch.setattr(upgrade, "scripts", lambda: folder)
    monkeypatch.setattr("casedesk.features.load_records", lambda: None)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    _add(folder, FIRST)
    return folder


def _add(folder: Path, *scripts: str) -> None:
    for script in scripts:
        number = len(list((folder / "versions").glob("*.py")))
        (folder / "versions" / f"m{number}.py").write_text(script, encoding="utf-8")


@pytest.fixture
def old(scripts: Path, tmp_path: Path) -> Path:
    """A store at the first revision with a parent, its children and a trigger."""
    path = tmp_path / "regio.casedesk"
    opened = vault.create(path, login=LOGIN, passphrase=PASS)
    with opened.engine.begin() as connection:
        guard(connection)
        connection.execute(text("INSERT INTO parent (title) VALUES ('a'), ('b')"))
        connection.execute(text("INSERT INTO child (parent_id) VALUES (1), (1), (2)"))
    opened.close()
    return path


def _content(path: Path) -> dict[str, object]:
    with reopen(path, finish=guard) as opened, opened.reading() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        assert problems(raw) == []
        return {
            "revision": connection.scalar(text("SELECT version_num FROM alembic_version")),
            "parents": connection.scalar(text("SELECT count(*) FROM parent")),
            "children": connection.scalar(text("SELECT count(*) FROM child")),
            "columns": [row.name for row in connection.execute(text("PRAGMA table_info(parent)"))],
            "triggers": list(
                connection.scalars(text("SELECT name FROM sqlite_master WHERE type='trigger'"))
            ),
        }


def test_a_store_that_is_up_to_date_needs_no_alembic(old: Path) -> None:
    before = bytes_of(old)
    for name in [name for name in sys.modules if name.startswith("alembic")]:
        del sys.modules[name]
    reopen(old).close()
    assert "alembic" not in sys.modules
    assert set(bytes_of(old)) == set(before)


def test_children_and_triggers_survive_the_rebuild_of_a_parent(old: Path, scripts: Path) -> None:
    _add(scripts, SECOND)
    assert _content(old) == {
        "revision": "bb02",
        "parents": 2,
        "children": 3,
        "columns": ["id", "title", "colour"],
        "triggers": ["parent_stays"],
    }


def test_an_upgraded_store_equals_a_fresh_one(old: Path, scripts: Path, tmp_path: Path) -> None:
    _add(scripts, SECOND)
    fresh = tmp_path / "vers.casedesk"
    vault.create(fresh, login=LOGIN, passphrase=PASS).close()
    schemas = []
    for path in (old, fresh):
        with reopen(path, finish=lambda _c: None) as opened, opened.reading() as connection:
            query = "SELECT type, name, sql FROM sqlite_master WHERE type != 'trigger' ORDER BY 2"
            schemas.append(connection.execute(text(query)).all())
    assert schemas[0] == schemas[1]


def test_a_verified_backup_is_made_first(old: Path, scripts: Path, tmp_path: Path) -> None:
    _add(scripts, SECOND)
    reopen(old).close()
    (file, _moment) = backup.listed(old)[0]
    manifest = backup.inspect(file)
    assert (manifest.why, manifest.checked) == ("upgrade", True)
    (scripts / "versions" / "m1.py").unlink()
    backup.restore(file, tmp_path / "terug.casedesk")
    content = _content(tmp_path / "terug.casedesk")
    assert (content["revision"], content["children"]) == ("aa01", 3)


@pytest.mark.parametrize("bad", [RAISES, ORPHANS], ids=["raises", "leaves orphans"])
def test_a_failing_migration_leaves_the_old_store_as_it_was(
    old: Path, scripts: Path, bad: str
) -> None:
    """Also when a step before it succeeded: all or nothing."""
    before = bytes_of(old)
    _add(scripts, SECOND, bad)
    with pytest.raises(UpgradeFailed) as raised:
        reopen(old)
    assert raised.value.detail
    after = bytes_of(old)
    assert {name: after[name] for name in before} == before
    new = set(after) - set(before)
    assert len(new) == 1, new
    assert new.pop().endswith(backup.ENDING)
    for path in (scripts / "versions").glob("m[12].py"):
        path.unlink()
    content = _content(old)
    assert (content["revision"], content["children"]) == ("aa01", 3)
    assert content["triggers"] == ["parent_stays"]


def test_a_finish_that_fails_leaves_the_old_store_as_it_was(old: Path, scripts: Path) -> None:
    _add(scripts, SECOND)
    before = (old / "store.db").read_bytes()

    def fails(_connection: Connection) -> None:
        raise LookupError

    with pytest.raises(UpgradeFailed):
        reopen(old, finish=fails)
    assert (old / "store.db").read_bytes() == before


def test_an_upgrade_needs_the_store_alone(
    old: Path, scripts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE_SECONDS", 0.05)
    with reopen(old):
        _add(scripts, SECOND)
        with pytest.raises(StoreInUse):
            reopen(old)
    assert _content(old)["revision"] == "bb02"


def test_others_may_come_in_after_the_upgrade(old: Path, scripts: Path) -> None:
    _add(scripts, SECOND)
    with reopen(old), reopen(old):
        pass


def test_an_unknown_revision_is_a_newer_store(old: Path, scripts: Path) -> None:
    _add(scripts, SECOND)
    reopen(old).close()
    (scripts / "versions" / "m1.py").unlink()
    before = bytes_of(old)
    with pytest.raises(NewerSchema):
        reopen(old)
    assert bytes_of(old) == before


def test_no_room_is_said_before_anything_is_tried(
    old: Path, scripts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _add(scripts, SECOND)
    before = bytes_of(old)
    nearly = shutil.disk_usage(old)._replace(free=1000)
    monkeypatch.setattr("casedesk.store.rewrite.shutil.disk_usage", lambda _path: nearly)
    with pytest.raises(DiskFull):
        reopen(old)
    assert bytes_of(old) == before
    assert rewrite.NEXT not in before


def test_the_head_is_read_from_the_scripts_as_alembic_reads_them(scripts: Path) -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    _add(scripts, SECOND)
    for folder in (scripts, migrations_path()):
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        directory = ScriptDirectory.from_config(config)
        assert upgrade.head(folder) == directory.get_current_head()
        known = {script.revision for script in directory.walk_revisions()}
        assert set(upgrade.revisions(folder)) == known


def test_two_ends_are_a_mistake(scripts: Path) -> None:
    _add(scripts, SECOND, SECOND.replace("bb02", "bb99"))
    with pytest.raises(RuntimeError):
        upgrade.head(scripts)


@pytest.mark.skipif(sys.platform == "win32", reason="no fork")
def test_what_a_crash_left_in_the_log_is_upgraded_too(old: Path, scripts: Path) -> None:
    child = os.fork()
    if child == 0:
        with reopen(old).engine.begin() as connection:
            connection.execute(text("INSERT INTO child (parent_id) VALUES (2), (2)"))
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert (old / "store.db-wal").stat().st_size
    (old / rewrite.NEXT).write_bytes(b"half a copy")
    _add(scripts, SECOND)
    assert _content(old)["children"] == 5
    assert sorted(path.name for path in old.iterdir()) == [
        "backups",
        "keys.json",
        "lock",
        "store.db",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="no fork")
def test_killed_at_any_call_of_an_upgrade(old: Path, scripts: Path, tmp_path: Path) -> None:
    import alembic.command  # noqa: F401 - imported once, here, not in every child

    _add(scripts, SECOND)
    for point in kills.points():
        store = tmp_path / f"kill-{point}.casedesk"
        shutil.copytree(old, store)

        def work(store: Path = store) -> None:
            reopen(store, finish=guard).close()

        ended = kills.run_until(point, work)
        content = _content(store)
        assert content["revision"] == "bb02"
        assert content["children"] == 3
        assert content["triggers"] == ["parent_stays"]
        shutil.rmtree(store)
        if ended:
            break
    assert point > 10
