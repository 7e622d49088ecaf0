"""Write down a case from its outline: the file itself, how it went, and what is shared."""

from datetime import date, timedelta
from typing import Any

from casedesk.cases.model import CaseFile
from casedesk.demo.case_care import write_care
from casedesk.demo.case_people import write_people
from casedesk.demo.case_tracks import write_tracks
from casedesk.demo.course import weekday
from casedesk.demo.diary import Entry
from casedesk.demo.material import codes
from casedesk.demo.outline import CaseOutline, ReferralOutline, VictimOutline
from casedesk.demo.region import COORDINATOR, DEPUTY, Region
from casedesk.grounds.model import SharingGround
from casedesk.referrals.model import Referral
from casedesk.signals.model import Notification
from casedesk.store.base import Record

_PARTNER_OF = {"labour_inspectorate": "police", "kmar": "police", "fairwork": "ngo"}


class CaseBook:
    """One case while it is written down: who writes, what it is about, and its grounds."""

    def __init__(self, region: Region, outline: CaseOutline, number: str, by: str) -> None:
        self.region = region
        self.source = region.source
        self.outline = outline
        self.number = number
        self.by = by
        self.end = outline.closed_on or outline.today
        self.name = region.names[by]
        self.police = region.partner("police")
        self.grounds: dict[int, Entry] = {}
        self.case: Entry

    def new(self, cls: type[Record], on: date, *, by: str = "", **values: Any) -> Entry:
        """A record of this case."""
        return self.region.diary.new(
            cls, on, by or self.by, self.number, case_id=self.case, **values
        )

    def change(self, entry: Entry, on: date, **values: Any) -> None:
        """New values on a later day."""
        self.region.diary.change(entry, on, self.by, self.number, **values)

    def person(self, key: int) -> Entry:
        """A person of the case."""
        return self.region.persons[key]

    def told(self, *path: str) -> str:
        """Something that a person in the case says or has."""
        return str(self.source.one(self.region.words("told", *path)))

    def after(self, least: int, most: int) -> date:
        """A working day so many days after the opening, and not after the end."""
        days = self.source.random.randint(least, most)
        return min(weekday(self.outline.opened_on + timedelta(days=days)), self.end)

    def report_to_comensha(self, details: Entry, person: Entry, told: VictimOutline) -> None:
        """The report to CoMensha of a victim who is known there."""
        on = self.after(8, 25)
        self.change(details, on, comensha_state=told.comensha_state)
        self.new(
            Notification,
            on,
            direction="outgoing",
            reported_on=on,
            person_id=person,
            organisation_id=self.region.partner("comensha_registration"),
            urgency=self.outline.urgency,
            informed="yes",
            ground="consent" if told.comensha_state == "registered_name" else "public_task",
            comensha_state=told.comensha_state,
            reference=f"CM-{self.source.random.randrange(10**5):05d}",
        )


def write_case(region: Region, outline: CaseOutline, number: str) -> None:
    """One case, from the report to where it stands."""
    by = COORDINATOR if outline.suspects or region.source.chance(0.65) else DEPUTY
    book = CaseBook(region, outline, number, by)
    _file(book)
    write_people(book)
    _report(book)
    for ground in outline.grounds:
        book.grounds[ground.person] = book.new(
            SharingGround,
            ground.on,
            person_id=book.person(ground.person),
            ground=ground.ground,
            purpose=book.told("purposes"),
            reason="" if ground.ground == "consent" else book.told("reasons"),
            given_on=ground.on,
            signatory=ground.signatory,
            consent_form=ground.form,
            text_version="2024-1" if ground.ground == "consent" else None,
            partner_kinds=region.source.some(("shelter", "health", "municipality", "lawyer"), 1, 3),
            informed="yes",
        )
    write_care(book)
    write_tracks(book)
    for referral in outline.referrals:
        _referral(book, referral)


def _file(book: CaseBook) -> None:
    outline = book.outline
    book.case = book.region.diary.new(
        CaseFile,
        outline.opened_on,
        book.by,
        book.number,
        number=book.number,
        phase="report",
        opened_on=outline.opened_on,
        urgency=outline.urgency,
        gemeente=outline.gemeente,
        gemeente_reason=codes("triage_responsibility")[outline.responsibility].label_nl,
        coordinator=book.by,
        reporter_kind=outline.reporter_kind,
        reporter=outline.reporter,
        summary=outline.summary,
        danger=outline.danger,
    )
    for on, phase in _phases(book):
        book.change(book.case, on, phase=phase)
    if outline.triage_decision:
        book.change(
            book.case,
            book.after(9, 11),
            triage_decision=outline.triage_decision,
            triage_reason=outline.triage_reason,
        )
    if outline.feedback_on:
        book.change(book.case, outline.feedback_on, feedback_on=outline.feedback_on)
    if outline.closed_on:
        book.change(
            book.case,
            outline.closed_on,
            closed_on=outline.closed_on,
            close_reason=outline.close_reason,
            outcome=outline.outcome,
            aftercare_on=outline.aftercare_on,
            no_aftercare=None if outline.aftercare_on else "Niemand om nog te spreken",
            retention_basis="wmo",
            retention_from=outline.closed_on,
        )
    aftercare = outline.aftercare_on
    if aftercare is not None and aftercare + timedelta(days=30) < outline.today:
        book.change(book.case, aftercare, aftercare_done_on=aftercare)


def _phases(book: CaseBook) -> list[tuple[date, str]]:
    """The phases after the first, in order, up to the one that the outline ends in."""
    outline = book.outline
    stages = [("triage", 4), ("intake", 12), ("active", 28)]
    if outline.triage_decision == "no_trafficking":
        stages = stages[:1]
    if outline.phase == "monitoring":
        stages.append(("monitoring", 181))
    last = "active" if outline.phase in ("aftercare", "closed") else outline.phase
    names = [name for name, _days in stages]
    if last in names:
        stages = stages[: names.index(last) + 1]
    elif last == "report":
        stages = []
    found = [(book.after(days, days), name) for name, days in stages]
    if outline.phase in ("aftercare", "closed") and outline.triage_decision != "no_trafficking":
        end = outline.closed_on or outline.today
        found.append((max(found[-1][0], end - timedelta(days=40)), "aftercare"))
    if outline.closed_on:
        found.append((outline.closed_on, "closed"))
    return found


def _report(book: CaseBook) -> None:
    """How the case came in, and the signal before it if there was one."""
    outline, region = book.outline, book.region
    kind = _PARTNER_OF.get(outline.reporter_kind, outline.reporter_kind)
    known = [partner for partner in book.source.partners if partner.kind == kind]
    victim = outline.victims[0].person.key
    signal = None
    if outline.episodes and book.source.chance(0.4):
        heard = outline.opened_on - timedelta(days=book.source.random.randint(3, 30))
        place = outline.episodes[0].place
        signal = region.signal(place, max(heard, region.since), "case_opened")
        book.change(signal, outline.opened_on, case_id=book.case)
    report = book.new(
        Notification,
        outline.opened_on,
        direction="incoming",
        reported_on=outline.opened_on,
        person_id=book.person(victim),
        organisation_id=region.partners[book.source.one(known).name] if known else None,
        reporter_kind=outline.reporter_kind,
        reporter=outline.reporter,
        reporter_contact=book.source.phone(),
        urgency=outline.urgency,
        reason=outline.summary,
        informed=book.source.pick({"yes": 0.8, "no": 0.2}),
        ground="public_task",
        signal_id=signal,
    )
    if report.values["informed"] == "no":
        report.values["informed_not_reason"] = "acute"
    if outline.feedback_on:
        book.change(report, outline.feedback_on, feedback_on=outline.feedback_on)


def _referral(book: CaseBook, told: ReferralOutline) -> None:
    ground = book.grounds.get(told.person)
    made = book.new(
        Referral,
        told.made_on,
        person_id=book.person(told.person),
        partner_id=book.region.partners[told.partner.name],
        direction=told.direction,
        service=told.service,
        question=told.question,
        state="draft",
        ground_id=ground if ground and ground.day <= told.made_on else None,
    )
    ends = told.state in ("completed", "withdrawn", "person_withdrew")
    ending = told.ended_on if ends else None
    steps: list[tuple[date | None, dict[str, Any]]] = [
        (told.sent_on, {"state": "sent", "sent_on": told.sent_on, "answer_by": told.answer_by}),
        (told.received_on, {"state": "received", "received_on": told.received_on}),
    ]
    if told.state == "refused":
        refused = {"state": "refused", "refusal_reason": told.refusal_reason}
        steps.append((told.answered_on, refused | {"answered_on": told.answered_on}))
    else:
        steps.append((told.answered_on, {"state": "accepted", "answered_on": told.answered_on}))
    steps.append((told.started_on, {"state": "started", "started_on": told.started_on}))
    steps.append((ending, {"state": told.state, "ended_on": ending}))
    for on, values in steps:
        if on is not None:
            book.change(made, on, **values)
    last = max(on for on in (told.made_on, *(on for on, _v in steps)) if on is not None)
    if told.state == "expired" and told.answer_by:
        last = min(told.answer_by + timedelta(days=21), book.end)
        book.change(made, last, state="expired")
    if told.result:
        book.change(made, last, result=told.result)
