"""The lists of signals, of reports and of requests for advice."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, String, cast, select
from sqlalchemy.orm import Session

from casedesk.kernel.columns import Column, Filter, ListQuery
from casedesk.kernel.dates import show_date
from casedesk.kernel.kinds import CASE
from casedesk.kernel.words import N_, _
from casedesk.records.listing import (
    Order,
    RecordList,
    by_label,
    by_list_order,
    code_options,
    found_by_words,
)
from casedesk.records.reading import Reader
from casedesk.signals.model import AdviceRequest, Notification, Signal, SignalTrace
from casedesk.signals.outcomes import INSPECTION, WATCH
from casedesk.store.base import Record
from casedesk.store.text_index import fts_row

OPEN, DONE = "open", "done"
MONTH, QUARTER, YEAR, LAST_YEAR = "month", "quarter", "year", "last_year"


def periods() -> tuple[tuple[str, str], ...]:
    """The periods by which a list can be narrowed."""
    return (
        (MONTH, _("This month")),
        (QUARTER, _("The last three months")),
        (YEAR, _("This year")),
        (LAST_YEAR, _("Last year")),
    )


def in_period(column: Any, period: str, today: date) -> ColumnElement[bool]:
    """SQL condition: the day lies in a period of :func:`periods`."""
    first = {
        MONTH: today.replace(day=1),
        QUARTER: today - timedelta(days=92),
        YEAR: date(today.year, 1, 1),
        LAST_YEAR: date(today.year - 1, 1, 1),
    }[period]
    last = date(today.year - 1, 12, 31) if period == LAST_YEAR else date.max
    found: ColumnElement[bool] = column.between(first, last)
    return found


class SignalList(RecordList):
    """All signals; unless they are sorted otherwise, those without an outcome come first."""

    kind = "signal"
    record: ClassVar[type[Record]] = Signal
    columns = (
        Column("received_on", N_("Received on"), 12),
        Column("subject", N_("Signal in short"), 34, grow=True, sortable=False),
        Column("outcome", N_("What happened with it"), 24),
        Column("place", N_("Place"), 22, sortable=False),
        Column("gemeente", N_("Gemeente"), 16),
        Column("source", N_("Kind of source"), 20),
        Column("grade", N_("Grade"), 8, sortable=False),
        Column("review_on", N_("Look again on"), 14),
    )
    sort = "received_on"
    descending = True

    def orders(self, reader: Reader) -> Mapping[str, Order]:
        """By day of receipt, gemeente, source, outcome, and when to look again."""
        del reader
        return {
            "received_on": Order(Signal.received_on),
            "gemeente": Order(Signal.gemeente, by_label("gemeente")),
            "source": Order(Signal.source_kind, by_list_order("signal_source")),
            "outcome": Order(Signal.outcome, by_list_order("signal_outcome")),
            "review_on": Order(Signal.review_on, gaps=True),
        }

    def ids(self, session: Session, query: ListQuery, context: Reader) -> list[int]:
        """In the order that was asked for; else what waits for an outcome stands on top."""
        found = super().ids(session, query, context)
        if query.sort:
            return found
        waiting = set(session.scalars(select(Signal.id).where(_waits())))
        return sorted(found, key=lambda signal_id: signal_id not in waiting)

    def filters(self, context: Reader) -> tuple[Filter, ...]:
        """Without outcome first, then where, what form, and when."""
        today = context.clock.today()
        labels = context.labels
        places = [option.code for option in labels.options("gemeente", today)]
        forms = labels.options("exploitation_form", today)
        state = ((OPEN, _("Without outcome")), (DONE, _("With outcome")))
        return (
            Filter("state", N_("Outcome"), state),
            Filter("gemeente", N_("Gemeente"), code_options(context, "gemeente", places)),
            Filter("form", N_("Form"), tuple((o.code, o.label) for o in forms)),
            Filter("period", N_("Period"), periods()),
        )

    def condition(self, key: str, value: str, reader: Reader) -> ColumnElement[bool]:
        """What each filter asks; what is watched or inspected has no outcome yet."""
        if key == "state":
            return _waits() if value == OPEN else ~_waits()
        if key == "form":
            return cast(Signal.forms, String).contains(f'"{value}"', autoescape=True)
        if key == "period":
            return in_period(Signal.received_on, value, reader.clock.today())
        return Signal.gemeente == value

    def found(self, text: str, reader: Reader) -> ColumnElement[bool]:
        """By words of the signal, or by one of its traces."""
        mine = found_by_words(text, reader, ("signal",), fts_row.c.record_id)
        traces = found_by_words(text, reader, ("signal_trace",), fts_row.c.record_id)
        theirs = select(SignalTrace.signal_id).where(SignalTrace.id.in_(traces))
        return Signal.id.in_(mine) | Signal.id.in_(theirs)

    def cells(
        self, session: Session, ids: Sequence[int], reader: Reader
    ) -> Mapping[int, tuple[str, ...]]:
        """Day, subject, outcome, place, gemeente, source, grade and the day to look again."""
        label = reader.labels.label
        rows = session.scalars(select(Signal).where(Signal.id.in_(ids))).all()
        places = reader.titles(
            session, "location", [row.location_id for row in rows if row.location_id is not None]
        )
        cases = reader.titles(
            session, CASE, [row.case_id for row in rows if row.case_id is not None]
        )
        return {
            row.id: (
                show_date(row.received_on),
                row.subject,
                _outcome(reader, row, cases),
                places.get(row.location_id or 0, row.place or ""),
                label("gemeente", row.gemeente) if row.gemeente else "",
                label("signal_source", row.source_kind) if row.source_kind else "",
                grade(row.grade_source, row.grade_content),
                show_date(row.review_on) if row.review_on else "",
            )
            for row in rows
        }


def _waits() -> ColumnElement[bool]:
    return Signal.outcome.is_(None) | Signal.outcome.in_((WATCH, INSPECTION))


def grade(source: str | None, content: str | None) -> str:
    """The two grades of a signal as they are said: B2."""
    return f"{(source or '').upper()}{content or ''}"


def _outcome(reader: Reader, signal: Signal, cases: Mapping[int, str]) -> str:
    if not signal.outcome:
        return _("No outcome yet")
    words = reader.labels.label("signal_outcome", signal.outcome)
    number = cases.get(signal.case_id or 0, "")
    return f"{words}: {number}" if number else words


class NotificationList(RecordList):
    """All reports (meldingen), in and out."""

    kind = "notification"
    record: ClassVar[type[Record]] = Notification
    columns = (
        Column("reported_on", N_("Reported on"), 12),
        Column("direction", N_("Direction"), 12),
        Column("person", N_("Possible victim"), 26, grow=True, sortable=False),
        Column("reporter", N_("Kind of reporter"), 22),
        Column("urgency", N_("Urgency"), 16),
        Column("case", N_("Case"), 12, sortable=False),
        Column("feedback_on", N_("Feedback"), 12),
    )
    sort = "reported_on"
    descending = True

    def orders(self, reader: Reader) -> Mapping[str, Order]:
        """By day, direction, kind of reporter, urgency and feedback."""
        del reader
        return {
            "reported_on": Order(Notification.reported_on),
            "direction": Order(Notification.direction, by_list_order("referral_direction")),
            "reporter": Order(Notification.reporter_kind, by_list_order("notification_reporter")),
            "urgency": Order(Notification.urgency, by_list_order("case_urgency")),
            "feedback_on": Order(Notification.feedback_on, gaps=True),
        }

    def filters(self, context: Reader) -> tuple[Filter, ...]:
        """Not yet in a case, without feedback; direction and period."""
        directions = context.labels.options("referral_direction", context.clock.today())
        state = ((OPEN, _("In no case yet")), ("feedback", _("Reporter heard nothing yet")))
        return (
            Filter("state", N_("State"), state),
            Filter("direction", N_("Direction"), tuple((o.code, o.label) for o in directions)),
            Filter("period", N_("Period"), periods()),
        )

    def condition(self, key: str, value: str, reader: Reader) -> ColumnElement[bool]:
        """What each filter asks."""
        if key == "state":
            column = Notification.case_id if value == OPEN else Notification.feedback_on
            return column.is_(None)
        if key == "period":
            return in_period(Notification.reported_on, value, reader.clock.today())
        return Notification.direction == value

    def found(self, text: str, reader: Reader) -> ColumnElement[bool]:
        """By words of the reason and by their reference."""
        return Notification.id.in_(
            found_by_words(text, reader, ("notification",), fts_row.c.record_id)
        )

    def cells(
        self, session: Session, ids: Sequence[int], reader: Reader
    ) -> Mapping[int, tuple[str, ...]]:
        """Day, direction, person, reporter, urgency, case and feedback."""
        label = reader.labels.label
        rows = session.scalars(select(Notification).where(Notification.id.in_(ids))).all()
        cases = reader.titles(session, CASE, [row.case_id for row in rows if row.case_id])
        persons = reader.titles(session, "person", [row.person_id for row in rows if row.person_id])
        return {
            row.id: (
                show_date(row.reported_on),
                label("referral_direction", row.direction),
                persons.get(row.person_id or 0, ""),
                label("notification_reporter", row.reporter_kind) if row.reporter_kind else "",
                label("case_urgency", row.urgency) if row.urgency else "",
                cases.get(row.case_id or 0, ""),
                show_date(row.feedback_on) if row.feedback_on else "",
            )
            for row in rows
        }


class AdviceList(RecordList):
    """All requests for advice; their count is what is reported."""

    kind = "advice_request"
    record: ClassVar[type[Record]] = AdviceRequest
    columns = (
        Column("asked_on", N_("Asked on"), 12),
        Column("subject", N_("Question in short"), 36, grow=True, sortable=False),
        Column("caller", N_("Who asks"), 22),
        Column("topics", N_("Topics"), 26, sortable=False),
        Column("answered_on", N_("Answered on"), 12),
        Column("minutes", N_("Minutes"), 8, align_right=True),
    )
    sort = "asked_on"
    descending = True

    def orders(self, reader: Reader) -> Mapping[str, Order]:
        """By day, who asks, day of the answer and length."""
        del reader
        return {
            "asked_on": Order(AdviceRequest.asked_on),
            "caller": Order(AdviceRequest.caller_kind, by_list_order("notification_reporter")),
            "answered_on": Order(AdviceRequest.answered_on, gaps=True),
            "minutes": Order(AdviceRequest.minutes, gaps=True),
        }

    def filters(self, context: Reader) -> tuple[Filter, ...]:
        """Not answered yet; who asks and when."""
        callers = context.labels.options("notification_reporter", context.clock.today())
        return (
            Filter("state", N_("State"), ((OPEN, _("Not answered yet")),)),
            Filter("caller", N_("Who asks"), tuple((o.code, o.label) for o in callers)),
            Filter("period", N_("Period"), periods()),
        )

    def condition(self, key: str, value: str, reader: Reader) -> ColumnElement[bool]:
        """What each filter asks."""
        if key == "state":
            return AdviceRequest.answered_on.is_(None)
        if key == "period":
            return in_period(AdviceRequest.asked_on, value, reader.clock.today())
        return AdviceRequest.caller_kind == value

    def found(self, text: str, reader: Reader) -> ColumnElement[bool]:
        """By words of the question and the advice."""
        return AdviceRequest.id.in_(
            found_by_words(text, reader, ("advice_request",), fts_row.c.record_id)
        )

    def cells(
        self, session: Session, ids: Sequence[int], reader: Reader
    ) -> Mapping[int, tuple[str, ...]]:
        """Day, question, who asks, topics, answer and length."""
        label = reader.labels.label
        rows = session.scalars(select(AdviceRequest).where(AdviceRequest.id.in_(ids))).all()
        return {
            row.id: (
                show_date(row.asked_on),
                row.subject,
                label("notification_reporter", row.caller_kind) if row.caller_kind else "",
                ", ".join(label("advice_topic", code) for code in row.topics or ()),
                show_date(row.answered_on) if row.answered_on else "",
                str(row.minutes) if row.minutes is not None else "",
            )
            for row in rows
        }


LISTS = {"signals": SignalList(), "notifications": NotificationList(), "advice": AdviceList()}
