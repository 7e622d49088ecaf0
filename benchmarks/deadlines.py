"""(m) Moving a date that starts deadlines, with all deadlines of its case reckoned anew."""

from datetime import date, timedelta
from pathlib import Path

from benchmarks.rows import Row, median_ms
from casedesk import bootstrap
from casedesk.bootstrap import Sitting
from casedesk.kernel.changes import Changes
from casedesk.kernel.dates import VagueDate
from casedesk.records.use_cases import ChangeField, Create, change, create

_VICTIMS = 3
_FIRST = date(2026, 1, 5)
_STEPS = ("wmo_reported", "safe_home_reported", "cosm_entered", "privacy_asked")


def measure(work: Path) -> list[Row]:
    """One row, in a case with three victims, 12 steps on each side and 24 deadlines or more."""
    with bootstrap.create_store(
        work / "deadlines.casedesk", login="bench", name="Bench", passphrase="bench", least=1
    ) as sitting:
        event = _full_case(sitting)
        days = [_FIRST]

        def move() -> None:
            now = _FIRST + timedelta(days=len(days) % 300)
            seen, new = VagueDate.on(days[-1]), VagueDate.on(now)
            command = ChangeField("residence_event", event, "happened", new, seen)
            assert change(sitting.store, command, sitting.labels)
            days.append(now)

        ours = median_ms(move, 100, 10)
    return [
        Row("m", "one date moved with the deadlines of its case", ours, None, "< 50 ms", ours < 50)
    ]


def _made(sitting: Sitting, kind: str, **values: object) -> int:
    answer = create(sitting.store, Create(kind, values), sitting.labels)
    assert isinstance(answer, Changes)
    assert answer.created
    return answer.created


def _full_case(sitting: Sitting) -> int:
    case = _made(
        sitting, "case_file", number="2026-0001", phase="active", opened_on=_FIRST,
        coordinator="bench",
    )  # fmt: skip
    event = 0
    for _n in range(_VICTIMS):
        person = _made(sitting, "person", birth=VagueDate.on(date(2011, 5, 20)))
        _made(sitting, "person_role", case_id=case, person_id=person, role="victim")
        of = {"case_id": case, "person_id": person, "happened": VagueDate.on(_FIRST)}
        for step in _STEPS:
            _made(sitting, "procedure_step", step=step, **of)
        for code in ("talk_planned", "talk_held", "report_filed", "dismissed"):
            _made(sitting, "criminal_event", event=code, **of)
        for code in ("reflection_offered", "reflection_granted", "b8_applied", "b8_granted"):
            event = _made(sitting, "residence_event", event=code, **of)
    return event
