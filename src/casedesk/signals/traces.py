"""Traces in a signal, by which two signals can be about the same; and signals that were tied.

A trace (kenmerk) is a phone, a plate, an address or a nickname that somebody saw. It identifies
people, so it never leaves by itself, and it is kept no longer than its signal.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import UniqueConstraint, or_
from sqlalchemy.orm import Mapped

from casedesk.kernel.changes import Refused
from casedesk.kernel.fields import Find, Kind, Realm, RecordKind, Sensitivity, Topic
from casedesk.kernel.words import N_, _
from casedesk.people.model import hangs_on_suspect
from casedesk.people.rules import identifier_doubt
from casedesk.signals.spelling import WHAT_OF_TRACE, spellings
from casedesk.store.base import Record
from casedesk.store.declare import field

S = Sensitivity


def normal_trace(values: Mapping[str, Any]) -> str | None:
    """The one spelling of a trace, or None where nothing can be compared."""
    found = spellings(WHAT_OF_TRACE.get(values["trace_kind"], "number"), values["value"])
    return found[0].normal if found else None


def trace_doubt(values: Mapping[str, Any]) -> Refused | None:
    """What is probably wrong with a number, plate or account; it is kept all the same."""
    return identifier_doubt(
        {"identifier_kind": values.get("trace_kind"), "value": values.get("value")}
    )


def tied_to_another(values: Mapping[str, Any]) -> Refused | None:
    """A signal is not tied to itself."""
    if values.get("signal_id") is not None and values["signal_id"] == values.get("other_id"):
        return Refused(_("This is the same signal. Choose another."), "other_id")
    return None


def of_suspect(signal_id: Any) -> Any:
    """SQL condition: the signal is about somebody who is only a suspect (``Signal.restricted``)."""
    return hangs_on_suspect("signal", signal_id)


class SignalTrace(Record):
    """Something by which the people or the place of a signal can be recognised elsewhere."""

    __tablename__ = "signal_trace"
    record = RecordKind(
        name="signal_trace",
        label=N_("Trace"),
        plural=N_("Traces"),
        realm=Realm.SIGNALS,
        topic=Topic.SIGNAL,
        icon="target",
        title=("trace_kind", "value"),
        empty=N_("Add a phone, plate, address or nickname. CaseDesk looks whether it is known."),
        derived=(("normal", normal_trace),),
        doubts=(trace_doubt,),
    )

    signal_id: Mapped[int] = field(Kind.REFERENCE, N_("Signal"), target="signal", required=True)
    trace_kind: Mapped[str] = field(
        Kind.CHOICE, N_("Kind of trace"), choices="trace_kind", required=True
    )
    value: Mapped[str] = field(
        Kind.TEXT,
        N_("What was seen"),
        S.IDENTIFYING,
        S.CONTACT,
        required=True,
        find=Find.NAMES,
        help=N_("As it was told or read. The program compares it in one spelling."),
    )
    normal: Mapped[str | None] = field(
        Kind.TEXT, N_("Normal form"), S.IDENTIFYING, S.CONTACT, hidden=True, index=True,
        find=Find.NAMES,
    )  # fmt: skip
    note: Mapped[str | None] = field(Kind.TEXT, N_("Remark"), S.FREE_TEXT, S.IDENTIFYING)

    @classmethod
    def restricted(cls) -> Any:
        return of_suspect(cls.signal_id)


class SignalLink(Record):
    """Two signals that somebody judged to be about the same; read from either side."""

    __tablename__ = "signal_link"
    __table_args__ = (UniqueConstraint("signal_id", "other_id"),)
    record = RecordKind(
        name="signal_link",
        label=N_("Link between signals"),
        plural=N_("Links between signals"),
        realm=Realm.SIGNALS,
        topic=Topic.SIGNAL,
        icon="link",
        title=("other_id", "reason"),
        guarded=("signal_id", "other_id"),
        rules=(tied_to_another,),
        empty=N_("Link signals that are about the same place or people."),
    )

    signal_id: Mapped[int] = field(Kind.REFERENCE, N_("Signal"), target="signal", required=True)
    other_id: Mapped[int] = field(
        Kind.REFERENCE, N_("Other signal"), target="signal", required=True
    )
    reason: Mapped[str] = field(
        Kind.TEXT,
        N_("Why they belong together"),
        S.FREE_TEXT,
        required=True,
        help=N_("For example: the same phone number, the same address."),
    )

    @classmethod
    def restricted(cls) -> Any:
        return or_(of_suspect(cls.signal_id), of_suspect(cls.other_id))
