"""The list of indicators for one signal: what was answered, and the words that go with it.

Answers are hints with a source and a day. They are never added up: there is no score here, and
nothing that could be read as one (domain.md 3.3, 11 nr 16).
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import select

from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.dates import VagueDate
from casedesk.kernel.resources import resource_path
from casedesk.kernel.words import N_, _, current_language
from casedesk.records.use_cases import make
from casedesk.signals.model import Signal, SignalIndicator
from casedesk.store.code_lists import CodeLabels
from casedesk.store.journal import Act
from casedesk.store.store import Store


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to one indicator; ``answer`` None takes it back.

    ``seen`` and ``source`` are set where they are given, and left alone where not.
    """

    signal_id: int
    indicator: str
    answer: str | None
    seen: VagueDate | None = None
    source: str | None = None


def answer_indicator(store: Store, command: Answer, labels: CodeLabels) -> Changes | Refused:
    """Write down, change or take back the answer to one indicator; one act, one undo."""
    act = Act.REMOVE if command.answer is None else Act.CHANGE
    with store.write(N_("Indicator answered"), act=act) as writing:
        unit = writing.unit
        unit.get(Signal, command.signal_id)
        query = select(SignalIndicator).where(
            SignalIndicator.signal_id == command.signal_id,
            SignalIndicator.indicator == command.indicator,
        )
        known = unit.session.scalars(query.order_by(SignalIndicator.id)).first()
        if command.answer is None:
            if known is not None:
                unit.remove(known)
        elif not labels.knows("indicator_answer", command.answer):
            unit.refuse(_("Choose yes, no, suspected or unknown."), "answer")
        else:
            told = {"seen": command.seen, "source": command.source}
            given = {name: value for name, value in told.items() if value is not None}
            values = {"answer": command.answer} | given
            if known is None:
                first = {"signal_id": command.signal_id, "indicator": command.indicator}
                make(unit, SignalIndicator, first | values, labels)
            else:
                unit.set(known, **values)
    return writing.answer


def caution(on: date) -> str:
    """What stands above every list of indicators, in the user's language."""
    valid = [row for row in _cautions() if row["valid_from"] <= on]
    newest = max(valid or list(_cautions()), key=lambda row: row["valid_from"])
    return str(newest[current_language()])


@cache
def _cautions() -> tuple[Mapping[str, Any], ...]:
    with resource_path("indicators", "caution.toml").open("rb") as file:
        return tuple(tomllib.load(file)["caution"])
