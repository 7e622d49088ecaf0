"""The one way to disclose: what goes, what stays, what is blocked, and why.

A pure function over plain values. A value goes by default only when the profile of the partner
names its topic and every one of its classes, the person that it is about is in the document,
and the level of the document reaches that of the field (domain.md 9.2; AVG art. 5(1)(c)).
Suspects, the reporter and the shelter address never go by default, and most profiles let no
reason change that.
"""

import re

from casedesk.handover.facts import (
    Decision,
    Fact,
    Outcome,
    Overrides,
    Purpose,
    Recipient,
    Resolution,
    Snapshot,
    Subject,
)
from casedesk.handover.profiles import FreeText, Profile, Suspects
from casedesk.kernel.fields import Kind, Level, Sensitivity, Topic
from casedesk.kernel.names import fold

SHORTEST_NAME = 3
"""Shorter names are too common as words to look for in a text."""


def resolve(
    snapshot: Snapshot, recipient: Recipient, purpose: Purpose, overrides: Overrides | None = None
) -> Resolution:
    """Decide for every value of the case. Values that the author may not read are blocked.

    Without a ground, or with the ground "other" and no reason, nothing goes.
    """
    overrides = overrides or Overrides()
    profile = recipient.profile
    level = _level(profile, overrides)
    subjects = _subjects(snapshot, profile, overrides)
    judge = _Judge(snapshot, profile, level, subjects, overrides, _has_ground(purpose))
    decisions = tuple(judge.decide(fact) for fact in snapshot.facts)
    return Resolution(
        snapshot.case_id, snapshot.number, recipient, purpose, level, subjects, decisions
    )


def _has_ground(purpose: Purpose) -> bool:
    if not purpose.text.strip() or not purpose.ground:
        return False
    return purpose.ground != "other" or bool(purpose.ground_reason.strip())


def _level(profile: Profile, overrides: Overrides) -> Level:
    wanted = profile.level if overrides.level is None else overrides.level
    return min(wanted, profile.highest_level)


def _subjects(snapshot: Snapshot, profile: Profile, overrides: Overrides) -> tuple[Subject, ...]:
    """The persons whom the document is about: by role, never a suspect, as the author chose."""
    return tuple(
        subject
        for subject in snapshot.subjects
        if not subject.restricted
        and subject.roles & profile.subjects
        and (overrides.persons is None or subject.person_id in overrides.persons)
    )


class _Judge:
    """Holds what all decisions of one document share."""

    def __init__(
        self,
        snapshot: Snapshot,
        profile: Profile,
        level: Level,
        subjects: tuple[Subject, ...],
        overrides: Overrides,
        has_ground: bool,
    ) -> None:
        self.profile = profile
        self.level = level
        self.overrides = overrides
        self.has_ground = has_ground
        self.subject_ids = {subject.person_id for subject in subjects}
        self.by_id = {subject.person_id: subject for subject in snapshot.subjects}
        self.secrets = _secrets(snapshot, self.subject_ids, level)

    def decide(self, fact: Fact) -> Decision:
        """One value."""
        if not fact.readable:
            return Decision(fact, Outcome.BLOCKED, "no_right")
        if not self.has_ground:
            return Decision(fact, Outcome.BLOCKED, "no_ground")
        reason, final = self._why_not(fact)
        because = self.overrides.added.get(fact.id, "").strip()
        if reason and (final or not because):
            return Decision(fact, Outcome.BLOCKED if final else Outcome.STAYS, reason)
        if fact.id in self.overrides.left_out:
            return Decision(fact, Outcome.STAYS, "left_out")
        return Decision(fact, Outcome.GOES, "", self._text(fact), because if reason else "")

    def _why_not(self, fact: Fact) -> tuple[str, bool]:
        """The reason to keep it (empty: none), and whether no reason can lift that."""
        topic, classes, profile = fact.field.topic, fact.classes, self.profile
        final = topic in profile.never
        if fact.restricted or Sensitivity.ART10 in classes:
            return "suspect", final or profile.suspects is not Suspects.RECOGNISE
        if topic is Topic.REPORTER:
            return "reporter", final
        if topic is Topic.SHELTER_ADDRESS or Sensitivity.LOCATION_SECRET in classes:
            return "shelter_address", final
        if fact.about is not None and fact.about not in self.subject_ids:
            return self._other_person(fact.about), True
        if fact.refers_to is not None and fact.refers_to not in self.subject_ids:
            return self._other_person(fact.refers_to), True
        if topic not in profile.topics:
            return "not_in_profile", final
        if fact.field.level > self.level:
            return "level", fact.field.level > profile.highest_level
        if Sensitivity.FREE_TEXT in classes:
            return self._free_text(fact)
        if not classes <= profile.classes:
            return "sensitive", final
        return "", False

    def _other_person(self, person_id: int) -> str:
        other = self.by_id.get(person_id)
        return "suspect" if other is None or other.restricted else "other_person"

    def _free_text(self, fact: Fact) -> tuple[str, bool]:
        if self._gives_away(fact.text):
            return "other_person", True
        allowed = (
            self.profile.free_text is FreeText.REVIEWED and fact.classes <= self.profile.classes
        )
        if allowed and self.overrides.texts_read:
            return "", False
        return "free_text", False

    def _gives_away(self, text: str) -> bool:
        return self.secrets is not None and bool(self.secrets.search(fold(text)))

    def _text(self, fact: Fact) -> str:
        if fact.refers_to is None:
            return fact.text
        return self.by_id[fact.refers_to].label(self.level)


def _secrets(snapshot: Snapshot, subject_ids: set[int], level: Level) -> re.Pattern[str] | None:
    """Words that no free text may hold: names of others, shelter, reporter, hidden numbers."""
    found = set(snapshot.hidden_words)
    for subject in snapshot.subjects:
        if subject.person_id not in subject_ids or level < Level.NAME:
            found.update(subject.names)
    for fact in snapshot.facts:
        if fact.field.kind is Kind.TEXT and _is_secret(fact, subject_ids):
            found.add(fact.text)
    words = sorted({f for f in map(fold, found) if len(f) >= SHORTEST_NAME}, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b") if words else None


def _is_secret(fact: Fact, subject_ids: set[int]) -> bool:
    if fact.restricted or fact.field.topic in (Topic.SHELTER_ADDRESS, Topic.REPORTER):
        return True
    if Sensitivity.LOCATION_SECRET in fact.classes:
        return True
    about_other = fact.about is not None and fact.about not in subject_ids
    return about_other and bool(fact.classes & {Sensitivity.IDENTIFYING, Sensitivity.CONTACT})
