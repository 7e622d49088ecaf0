"""What each kind of partner may have by default: the profiles, read from dated data.

The files and the meaning of their keys: ``resources/partner_profiles`` and its README. The matrix
behind them is a proposal that the functionaris gegevensbescherming has to confirm.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from casedesk.kernel.fields import Level, Sensitivity, Topic
from casedesk.kernel.resources import resource_path

NARROWEST = "other"
SUPERVISOR = "supervisor"
CLIENT = "client"
STAND_IN = "stand_in"
CONSULT = "consult"

READERS = frozenset({SUPERVISOR, CLIENT, STAND_IN, CONSULT})
"""Who reads a document without being a partner: colleagues, the client, a table of partners."""


class FreeText(StrEnum):
    """What happens to free text: it stays, or goes after its author looked at it."""

    LEAVE_OUT = "leave_out"
    REVIEWED = "reviewed"


class Suspects(StrEnum):
    """What may be added about suspects with a reason; by default nothing goes.

    ``REPORT`` is for a document about one suspect and nobody else; only the profiles in
    ``resources/suspect_profiles`` have it.
    """

    NONE = "none"
    RECOGNISE = "recognise"
    REPORT = "report"


class Whom(StrEnum):
    """About whom a document is when its author chose nobody: of all who may be in it."""

    ALL = "all"
    ONE = "one"
    MINORS = "minors"


@dataclass(frozen=True, slots=True)
class Wording:
    """One text in both languages, chosen by the language of the document."""

    nl: str
    en: str

    def in_language(self, language: str) -> str:
        """The text in ``nl`` or ``en``."""
        return self.en if language == "en" else self.nl


@dataclass(frozen=True, slots=True)
class Profile:
    """What one kind of partner may have in one period.

    A field goes by default only if its topic is in ``topics`` and all its classes are in
    ``classes``. ``never`` holds topics that no reason can add. ``subjects`` are the roles
    (codes of ``person_role``) a document may be about, ``whom`` says which of those it is about
    by default. Without ``history`` only what counts now goes by default. A ``discreet`` document
    does not tell that it is about human trafficking. ``response_days`` are calendar days.
    ``asked`` are keys of fields that the partner's own form asks: what is not given of those is
    listed as unknown, never left blank (domain.md 11, 26).
    ``valid_to`` is the first day on which the profile no longer holds.

    The rest is about the paper: ``language`` of the document (empty: that of its author),
    ``header`` below its title, ``expiry`` at its end with {day}, which is ``keep_days`` after it
    was made, the usual ``channel``, whether the ``sources`` of facts are printed, and whether the
    ``logo`` of the organisation heads it.
    """

    partner_kind: str
    label: Wording
    valid_from: date
    valid_to: date | None
    source: str
    level: Level
    highest_level: Level
    topics: frozenset[Topic]
    classes: frozenset[Sensitivity]
    never: frozenset[Topic]
    subjects: frozenset[str]
    whom: Whom
    history: bool
    discreet: bool
    free_text: FreeText
    suspects: Suspects
    response_days: int
    classification: str
    purposes: tuple[Wording, ...]
    after_use: Wording
    asked: tuple[str, ...] = ()
    free_text_unnamed: FreeText = FreeText.LEAVE_OUT
    language: str = ""
    header: Wording | None = None
    expiry: Wording | None = None
    keep_days: int | None = None
    channel: str = ""
    sources: bool = False
    logo: bool = False

    def texts_at(self, level: Level) -> FreeText:
        """What happens to free text at this level; where names stay, texts stay by default."""
        return self.free_text if level > Level.PSEUDONYM else self.free_text_unnamed

    def is_valid_on(self, day: date) -> bool:
        """Whether the profile holds on that day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@cache
def all_profiles() -> tuple[Profile, ...]:
    """Every shipped profile of every period, by kind and first day."""
    return _read("partner_profiles")


@cache
def suspect_profiles() -> tuple[Profile, ...]:
    """The kinds of partner to whom a report about a suspect may go, of every period."""
    return _read("suspect_profiles")


def suspect_profile_for(partner_kind: str, on: date) -> Profile | None:
    """What this kind of partner may have of a suspect on a day; None: no such report at all."""
    for profile in suspect_profiles():
        if profile.partner_kind == partner_kind and profile.is_valid_on(on):
            return profile
    return None


def _read(folder: str) -> tuple[Profile, ...]:
    found = []
    for path in resource_path(folder).glob("*.toml"):
        with path.open("rb") as file:
            found += [_profile(table) for table in tomllib.load(file)["profile"]]
    return tuple(sorted(found, key=lambda profile: (profile.partner_kind, profile.valid_from)))


def profile_for(partner_kind: str, on: date) -> Profile:
    """The profile of a kind of partner on a day.

    A kind without a profile of its own (added by the organisation) gets the narrowest one.
    Raises ``LookupError`` when a known kind has no profile on that day.
    """
    kinds = {profile.partner_kind for profile in all_profiles()}
    wanted = partner_kind if partner_kind in kinds else NARROWEST
    for profile in all_profiles():
        if profile.partner_kind == wanted and profile.is_valid_on(on):
            return profile
    raise LookupError(f"no partner profile for {wanted!r} on {on:%Y-%m-%d}")


def _profile(table: dict[str, Any]) -> Profile:
    return Profile(
        partner_kind=table["partner_kind"],
        label=Wording(table["label_nl"], table["label_en"]),
        valid_from=table["valid_from"],
        valid_to=table.get("valid_to"),
        source=table["source"],
        level=Level[table["level"].upper()],
        highest_level=Level[table["highest_level"].upper()],
        topics=frozenset(map(Topic, table["topics"])),
        classes=frozenset(map(Sensitivity, table["classes"])),
        never=frozenset(map(Topic, table["never"])),
        subjects=frozenset(table["subjects"]),
        whom=Whom(table.get("whom", "all")),
        history=table.get("history", False),
        discreet=table.get("discreet", False),
        free_text=FreeText(table["free_text"]),
        suspects=Suspects(table["suspects"]),
        response_days=table["response_days"],
        classification=table["classification"],
        purposes=tuple(Wording(**purpose) for purpose in table["purpose"]),
        after_use=Wording(table["return_nl"], table["return_en"]),
        asked=tuple(table.get("asked", ())),
        free_text_unnamed=FreeText(table.get("free_text_unnamed", "leave_out")),
        language=table.get("language", ""),
        header=_wording(table, "header"),
        expiry=_wording(table, "expiry"),
        keep_days=table.get("keep_days"),
        channel=table.get("channel", ""),
        sources=table.get("sources", False),
        logo=table.get("logo", False),
    )


def _wording(table: dict[str, Any], key: str) -> Wording | None:
    """A text that a profile may have in both languages."""
    found = f"{key}_nl" in table
    return Wording(table[f"{key}_nl"], table[f"{key}_en"]) if found else None
