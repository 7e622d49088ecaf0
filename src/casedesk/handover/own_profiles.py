"""What an organisation decided itself that a kind of partner may have: dated local versions.

Each version stands on the shipped profile of that day and says only what differs. Narrowing needs
no more than a reason; widening is marked as such, since the functionaris gegevensbescherming has
to see it. Suspects, the reporter and a shelter address cannot be brought in by a version
(docs/decisions/0002). From its first day on the resolver reads it; what was handed over before
keeps the answer it had.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session

from casedesk.access.rights import Right, may, refusal
from casedesk.handover.profiles import READERS, FreeText, Profile, Wording, profile_for
from casedesk.kernel.changes import Changes, Refused, RefusedError
from casedesk.kernel.fields import Kind, Level, Realm, RecordKind, Sensitivity, Topic
from casedesk.kernel.words import N_, _
from casedesk.store.base import Record
from casedesk.store.code_lists import CodeLabels
from casedesk.store.declare import field
from casedesk.store.journal import Act
from casedesk.store.store import Store

NEVER_TOPICS = frozenset({Topic.SHELTER_ADDRESS, Topic.REPORTER, Topic.SUSPECT})
NEVER_CLASSES = frozenset({Sensitivity.LOCATION_SECRET, Sensitivity.ART10})


class OwnProfile(Record):
    """One dated local version of what a kind of partner may have."""

    __tablename__ = "own_profile"
    __table_args__ = (UniqueConstraint("partner_kind", "valid_from"),)
    record = RecordKind(
        name="own_profile",
        label=N_("Own partner profile"),
        plural=N_("Own partner profiles"),
        realm=Realm.ADMINISTRATION,
        topic=Topic.ADMINISTRATION,
        icon="shield-check",
        title=("partner_kind", "valid_from"),
        guarded=(
            "partner_kind", "valid_from", "level", "topics", "classes", "free_text",
            "response_days", "reason", "widens", "decided_by", "language", "header", "expiry",
            "keep_days", "channel", "sources", "logo",
        ),
    )  # fmt: skip

    partner_kind: Mapped[str] = field(
        Kind.CHOICE, N_("Kind of partner"), choices="partner_kind", required=True
    )
    valid_from: Mapped[date] = field(Kind.DATE, N_("Holds from"), required=True)
    level: Mapped[str] = field(Kind.TEXT, N_("Level"), required=True, max_length=20)
    topics: Mapped[str] = field(Kind.TEXT, N_("Topics"), required=True, max_length=600)
    classes: Mapped[str] = field(Kind.TEXT, N_("Classes of data"), required=True, max_length=200)
    free_text: Mapped[str] = field(Kind.TEXT, N_("Free text"), required=True, max_length=20)
    response_days: Mapped[int] = field(Kind.NUMBER, N_("Answer within (days)"), required=True)
    reason: Mapped[str] = field(Kind.TEXT, N_("Why"), required=True, max_length=500)
    widens: Mapped[str | None] = field(Kind.TEXT, N_("Wider than shipped"), max_length=600)
    decided_by: Mapped[str] = field(Kind.TEXT, N_("Decided by"), required=True, max_length=60)
    language: Mapped[str | None] = field(Kind.TEXT, N_("Language of the document"), max_length=2)
    header: Mapped[str | None] = field(Kind.TEXT, N_("Text below the title"), max_length=300)
    expiry: Mapped[str | None] = field(
        Kind.TEXT, N_("Text about keeping"), max_length=300,
        help=N_("{day} becomes the last day on which the document may be kept."),
    )  # fmt: skip
    keep_days: Mapped[int | None] = field(Kind.NUMBER, N_("May be kept for (days)"))
    channel: Mapped[str | None] = field(
        Kind.CHOICE, N_("Usual channel"), choices="disclosure_channel"
    )
    sources: Mapped[bool | None] = field(Kind.FLAG, N_("Sources of facts are printed"))
    logo: Mapped[bool | None] = field(Kind.FLAG, N_("The logo stands on the first page"))


@dataclass(frozen=True, slots=True)
class Paper:
    """How the documents for a kind of partner look; the texts are in their language."""

    language: str = ""
    header: str = ""
    expiry: str = ""
    keep_days: int | None = None
    channel: str = ""
    sources: bool = False
    logo: bool = False


@dataclass(frozen=True, slots=True)
class NewProfile:
    """What a kind of partner may have from a day on; ``sure`` says: wider, and meant so.

    Without ``paper`` its documents look as shipped.
    """

    partner_kind: str
    valid_from: date
    level: Level
    topics: frozenset[Topic]
    classes: frozenset[Sensitivity]
    free_text: FreeText
    response_days: int
    reason: str
    sure: bool = False
    paper: Paper | None = None


def widening(shipped: Profile, wanted: NewProfile) -> tuple[str, ...]:
    """In what the wanted version gives more than the shipped profile; empty if nowhere.

    Codes of topics and classes, and the words ``level`` and ``free_text``; in a fixed order.
    """
    found = sorted(topic.value for topic in wanted.topics - shipped.topics)
    found += sorted(each.value for each in wanted.classes - shipped.classes)
    if wanted.level > shipped.level:
        found.append("level")
    if wanted.free_text is FreeText.REVIEWED and shipped.free_text is FreeText.LEAVE_OUT:
        found.append("free_text")
    return tuple(found)


def applied(shipped: Profile, own: OwnProfile) -> Profile:
    """The profile as the local version has it; what it does not speak of stays as shipped."""
    level = Level[own.level.upper()]
    return replace(
        shipped,
        valid_from=own.valid_from,
        valid_to=None,
        source=_("decided here: {why}").format(why=own.reason),
        level=level,
        highest_level=max(level, shipped.highest_level),
        topics=frozenset(map(Topic, own.topics.split())) - NEVER_TOPICS - shipped.never,
        classes=frozenset(map(Sensitivity, own.classes.split())) - NEVER_CLASSES,
        free_text=FreeText(own.free_text),
        response_days=own.response_days,
        **_paper_of(own),
    )


def paper_of(profile: Profile, language: str) -> Paper:
    """How the documents of a profile look, in the words of one language."""
    header, expiry = profile.header, profile.expiry
    return Paper(
        profile.language,
        header.in_language(language) if header else "",
        expiry.in_language(language) if expiry else "",
        profile.keep_days,
        profile.channel,
        profile.sources,
        profile.logo,
    )


def _paper_of(own: OwnProfile) -> dict[str, Any]:
    """What a version says about the paper; one that says nothing keeps what is shipped."""
    if own.sources is None:
        return {}
    return {
        "language": own.language or "",
        "header": Wording(own.header, own.header) if own.header else None,
        "expiry": Wording(own.expiry, own.expiry) if own.expiry else None,
        "keep_days": own.keep_days,
        "channel": own.channel or "",
        "sources": bool(own.sources),
        "logo": bool(own.logo),
    }


def profile_on(session: Session, partner_kind: str, on: date) -> Profile:
    """What a kind of partner may have on a day: the local version if there is one, else shipped.

    Raises ``LookupError`` as :func:`~casedesk.handover.profiles.profile_for` does.
    """
    shipped = profile_for(partner_kind, on)
    own = session.scalars(
        select(OwnProfile)
        .where(OwnProfile.partner_kind == partner_kind, OwnProfile.valid_from <= on)
        .order_by(OwnProfile.valid_from.desc())
        .limit(1)
    ).first()
    return shipped if own is None else applied(shipped, own)


def decide_profile(store: Store, wanted: NewProfile, labels: CodeLabels) -> Changes | Refused:
    """Let a local version hold from a day on. Never earlier than today: given is given."""
    today = store.clock.today()
    with store.write(N_("Partner profile decided"), act=Act.CODE_LISTS, why=wanted.reason) as w:
        unit = w.unit
        if not may(unit.actor, Right.CODE_LISTS):
            raise RefusedError(refusal(Right.CODE_LISTS))
        problem = _problem_with(wanted, today, labels)
        if problem is not None:
            raise RefusedError(problem)
        wider = widening(profile_for(wanted.partner_kind, wanted.valid_from), wanted)
        if wider and not wanted.sure:
            unit.refuse(_("This gives more than the profile of CaseDesk. Tick that it is meant."),
                        "sure")  # fmt: skip
        values: dict[str, Any] = {
            "level": wanted.level.name.lower(),
            "topics": _words(wanted.topics),
            "classes": _words(wanted.classes),
            "free_text": wanted.free_text.value,
            "response_days": wanted.response_days,
            "reason": wanted.reason.strip(),
            "widens": " ".join(wider) or None,
            "decided_by": unit.actor.login,
            **_paper_values(wanted.paper),
        }
        there = unit.session.scalars(
            select(OwnProfile).where(
                OwnProfile.partner_kind == wanted.partner_kind,
                OwnProfile.valid_from == wanted.valid_from,
            )
        ).first()
        if there is not None:
            unit.set(there, **values)
        else:
            keys = {"partner_kind": wanted.partner_kind, "valid_from": wanted.valid_from}
            unit.add(OwnProfile(**keys, **values))
    return w.answer


def _paper_values(paper: Paper | None) -> dict[str, Any]:
    if paper is None:
        return dict.fromkeys(("language", "header", "expiry", "keep_days", "channel",
                              "sources", "logo"))  # fmt: skip
    return {
        "language": paper.language or None,
        "header": paper.header.strip() or None,
        "expiry": paper.expiry.strip() or None,
        "keep_days": paper.keep_days,
        "channel": paper.channel or None,
        "sources": paper.sources,
        "logo": paper.logo,
    }


def _paper_problem(paper: Paper, labels: CodeLabels) -> Refused | None:
    if paper.language not in ("", "nl", "en"):
        return Refused(_("Choose Dutch or English."), "language")
    if paper.channel and not labels.knows("disclosure_channel", paper.channel):
        return Refused(_("This channel is not in the list."), "channel")
    if paper.keep_days is not None and not 1 <= paper.keep_days <= 3650:
        return Refused(_("Choose a number of days between 1 and 3650."), "keep_days")
    if ("{day}" in paper.expiry) != (paper.keep_days is not None):
        sentence = _("Write {day} in the text about keeping, and give the number of days.")
        return Refused(sentence, "expiry")
    for name, text in (("header", paper.header), ("expiry", paper.expiry)):
        if len(text) > 300:
            return Refused(_("Use at most 300 signs."), name)
    return None


def _problem_with(wanted: NewProfile, today: date, labels: CodeLabels) -> Refused | None:
    if wanted.partner_kind in READERS or not labels.knows("partner_kind", wanted.partner_kind):
        return Refused(_("Choose a kind of partner."), "partner_kind")
    if wanted.valid_from < today:
        return Refused(_("Choose today or a later day. What was given stays as it was."),
                       "valid_from")  # fmt: skip
    if not 0 < len(wanted.reason.strip()) <= 500:
        return Refused(_("Say why, in words that the functionaris can follow later."), "reason")
    if wanted.topics & NEVER_TOPICS or wanted.classes & NEVER_CLASSES:
        return Refused(_("Suspects, the reporter and shelter addresses never go by themselves."),
                       "topics")  # fmt: skip
    if not 1 <= wanted.response_days <= 365:
        return Refused(_("Choose a term between 1 and 365 days."), "response_days")
    return _paper_problem(wanted.paper, labels) if wanted.paper is not None else None


def _words(found: Iterable[Topic | Sensitivity]) -> str:
    return " ".join(sorted(each.value for each in found))
