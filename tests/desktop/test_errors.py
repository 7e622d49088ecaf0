"""An unexpected fault is told in a sentence and logged without a word of what was typed."""

from __future__ import annotations

from pathlib import Path

from casedesk.desktop.errors import ErrorHook, FaultLog, describe
from casedesk.store.faults import DiskFull


def a_log(file: Path) -> FaultLog:
    return FaultLog(lambda: file)


def a_fault() -> Exception:
    name = "Mirela Popescu"
    people: dict[str, str] = {}
    try:
        try:
            people[name]
        except KeyError as inner:
            raise ValueError(f"no such person: {name}") from inner
    except ValueError as fault:
        return fault
    raise AssertionError("nothing failed")


def test_the_log_names_kinds_and_places_but_no_values(tmp_path: Path) -> None:
    log = a_log(tmp_path / "logs" / "faults.log")
    log.add(a_fault())
    text = log.file.read_text("utf-8")
    assert "builtins.ValueError <- builtins.KeyError" in text
    assert "test_errors.py" in text
    assert "Mirela" not in text
    assert str(Path.home()) not in text
    assert str(tmp_path) not in text


def test_the_log_does_not_grow_for_ever(tmp_path: Path) -> None:
    log = a_log(tmp_path / "faults.log")
    log.file.write_bytes(b"x" * 300_000)
    log.add(a_fault())
    assert log.file.stat().st_size <= 256 * 1024


def test_the_user_hears_what_happened_and_what_is_safe(tmp_path: Path) -> None:
    told: list[tuple[str, str]] = []
    hook = ErrorHook(a_log(tmp_path / "f.log"), lambda *words: told.append(words))
    hook.take(a_fault())
    hook.take(DiskFull())
    (what, more), (full, _nothing) = told
    assert "mis" in what
    assert "veilig" in more
    assert "Popescu" not in more
    assert full == str(DiskFull())


def test_a_fault_while_telling_is_logged_and_not_told_again(tmp_path: Path) -> None:
    told: list[str] = []

    def tell(what: str, _more: str) -> None:
        told.append(what)
        hook.take(RuntimeError())

    hook = ErrorHook(a_log(tmp_path / "f.log"), tell)
    hook.take(a_fault())
    assert len(told) == 1
    assert "RuntimeError" in (tmp_path / "f.log").read_text()


def test_a_log_that_cannot_be_written_is_no_second_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    a_log(tmp_path / "file" / "faults.log").add(a_fault())


def test_a_description_goes_no_deeper_than_it_must() -> None:
    assert len(describe(a_fault()).splitlines()) <= 21
