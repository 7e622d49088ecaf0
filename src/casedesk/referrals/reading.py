"""What happened with each referral of a case, step by step.

Every answer is for one reader: rows are narrowed by the session, values by the reader.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from casedesk.kernel.dates import show_date
from casedesk.kernel.fields import Field
from casedesk.kernel.words import _, ngettext
from casedesk.records.listing import colleagues
from casedesk.records.reading import Reader, RecordView
from casedesk.records.showing import SHIELDED, show_moment
from casedesk.referrals.model import ReferralStep
from casedesk.store.declare import fields_of

_STEP = ReferralStep.record.name


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step in words: when, what, by whom, what was said, and what it found."""

    id: int
    on: date
    title: str
    by: str
    said: str
    found: str


def histories(session: Session, reader: Reader, case_id: int) -> Mapping[int, tuple[StepLine, ...]]:
    """The steps of every referral of a case, the first step first, by the id of the referral."""
    names = colleagues(session)
    found: dict[int, list[StepLine]] = {}
    for view in reader.views(session, _STEP, case_id=case_id):
        line = _line(session, reader, view, names)
        found.setdefault(view.values["referral_id"], []).append(line)
    return {i: tuple(sorted(lines, key=lambda line: line.id)) for i, lines in found.items()}


def _line(session: Session, reader: Reader, view: RecordView, names: Mapping[str, str]) -> StepLine:
    declared, values = fields_of(ReferralStep), view.values

    def show(name: str) -> str:
        return reader.show(session, declared[name], values[name], case_id=view.case_id)

    said = [show(name) for name in ("refusal_reason", "withdrawal_reason", "way", "note")]
    if isinstance(values["next_on"], date):
        said.append(_("asked again on {date}").format(date=show_date(values["next_on"])))
    by = names.get(values["by"], values["by"])
    written = show_moment(values["at"])
    return StepLine(
        view.id,
        values["taken_on"],
        f"{show_date(values['taken_on'])} · {show('act')}",
        _("{who}, written down {moment}").format(who=by, moment=written),
        " · ".join(part for part in said if part),
        _found_words(values, declared, show),
    )


def _found_words(values: Mapping[str, Any], declared: Mapping[str, Field], show: Any) -> str:
    """How case, person and ground stood at that moment."""
    parts = []
    if phase := show("case_phase"):
        parts.append(_("case: {phase}").format(phase=phase))
    person = [show("person_role")]
    age = values["person_age"]
    if isinstance(age, int):
        person.append(ngettext("{n} year old", "{n} years old", age).format(n=age))
    elif age is SHIELDED:
        person.append(show("person_age"))
    if any(person):
        parts.append(", ".join(part for part in person if part))
    ground = show("ground")
    state = show("ground_state")
    if ground:
        version = values["ground_version"]
        words = _("ground: {ground}, version {version}, {state}")
        parts.append(words.format(ground=ground, version=version, state=state.lower()))
    elif state:
        parts.append(state)
    if reason := show("no_ground_reason"):
        parts.append(f"{_(declared['no_ground_reason'].label)}: {reason}")
    return " · ".join(parts)
