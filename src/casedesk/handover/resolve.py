"""The one way to disclose: what goes, what stays, what is blocked, and why.

A pure function over plain values. A value goes by default only when the profile of the partner
names all its topics and classes, the persons that its record names are in the document, and the
level of the document reaches that of the field (domain.md 9.2; AVG art. 5(1)(c)).
Suspects, the reporter and the shelter address never go by default, and most profiles let no
reason change that.
"""

from collections.abc import Iterable, Iterator

from casedesk.grounds.policy import STRICTNESS, Answer
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
from casedesk.handover.profiles import FreeText, Profile, Suspects, Whom
from casedesk.handover.spellings import Spellings, address_words, list_words, place_words
from casedesk.kernel.fields import Find, Kind, Level, Sensitivity, Topic

_NAME_PARTS = ("given_names", "name_prefix", "family_name", "original_script")
_TYPED = (Kind.TEXT, Kind.LONG_TEXT)
_REPORTED = (
    *("person", "person_name", "person_role", "identifier", "suspect_details", "suspect_fact"),
    *("person_organisation", "person_place"),
)
"""Kinds that a report about a suspect may hold; all others are records of care."""


def resolve(
    snapshot: Snapshot, recipient: Recipient, purpose: Purpose, overrides: Overrides | None = None
) -> Resolution:
    """Decide for every value of the case. Values that the author may not read are blocked.

    Without a ground, or with the ground "other" and no reason, nothing goes.
    """
    judge = _Judge(snapshot, recipient, overrides or Overrides(), _has_ground(purpose), purpose)
    decisions = tuple(judge.decide(fact) for fact in snapshot.facts)
    return Resolution(
        snapshot.case_id,
        snapshot.number,
        recipient,
        purpose,
        judge.level,
        judge.subjects,
        decisions,
    )


def gives_away(
    snapshot: Snapshot, recipient: Recipient, overrides: Overrides | None, text: str
) -> bool:
    """Whether a text that the author adds to the document names who or what must stay."""
    return bool(_Judge(snapshot, recipient, overrides or Overrides(), True).names(text))


def candidates(snapshot: Snapshot, profile: Profile) -> tuple[Subject, ...]:
    """The persons whom a document of this profile may be about.

    A suspect only in a report about suspects, and then nobody else: a victim who is also
    suspected stays a victim here (non-punishment, art. 273f lid 9 Sr as proposed).
    """
    if profile.suspects is Suspects.REPORT:
        return tuple(subject for subject in snapshot.subjects if subject.restricted)
    return tuple(
        subject
        for subject in snapshot.subjects
        if not subject.restricted and subject.roles & profile.subjects
    )


def _has_ground(purpose: Purpose) -> bool:
    if not purpose.text.strip() or not purpose.ground:
        return False
    return purpose.ground != "other" or bool(purpose.ground_reason.strip())


def _level(profile: Profile, overrides: Overrides) -> Level:
    wanted = profile.level if overrides.level is None else overrides.level
    return min(wanted, profile.highest_level)


def _subjects(snapshot: Snapshot, profile: Profile, overrides: Overrides) -> tuple[Subject, ...]:
    """The persons whom the document is about, as the author chose, else as the profile says."""
    found = candidates(snapshot, profile)
    if profile.suspects is Suspects.REPORT:
        chosen = overrides.persons or frozenset()
        return tuple(s for s in found if s.person_id in chosen) if len(chosen) == 1 else ()
    if overrides.persons is not None:
        return tuple(subject for subject in found if subject.person_id in overrides.persons)
    if profile.whom is Whom.MINORS:
        return tuple(subject for subject in found if subject.minor)
    if profile.whom is Whom.ONE and sum("victim" in subject.roles for subject in found) > 1:
        return ()
    return found


def _is_a_name(fact: Fact) -> bool:
    """Whether the value is itself a name or number, which others may share: a family, a phone."""
    return fact.field.topic is Topic.IDENTITY or fact.kind in ("identifier", "location")


class _Judge:
    """Holds what all decisions of one document share."""

    def __init__(
        self,
        snapshot: Snapshot,
        recipient: Recipient,
        overrides: Overrides,
        has_ground: bool,
        purpose: Purpose | None = None,
    ) -> None:
        self.purpose = purpose or Purpose("", "")
        self.recipient, self.profile = recipient, recipient.profile
        self.overrides, self.has_ground = overrides, has_ground
        self.level = _level(self.profile, overrides)
        found = _subjects(snapshot, self.profile, overrides)
        self.subject_ids = {subject.person_id for subject in found}
        self.by_id = {subject.person_id: subject for subject in snapshot.subjects}
        self.others = self.places = Spellings(())
        named = self._named(snapshot)
        self.subjects = tuple(s if s.person_id in named else s.unnamed() for s in found)
        self.by_id |= {subject.person_id: subject for subject in self.subjects}
        own = [n for s in found if s.person_id in named for n in s.names]
        own += [w for f in snapshot.facts if self._is_reported(f) for w in list_words(f.text)]
        self.others = Spellings(self._other_names(snapshot, named), without=own)
        facts = [fact for fact in snapshot.facts if not self._is_reported(fact)]
        self.places = Spellings(self._place_names(facts), without=place_words(recipient.name))

    def decide(self, fact: Fact) -> Decision:
        """One value."""
        if not fact.readable:
            return Decision(fact, Outcome.BLOCKED, "no_right")
        if not self.has_ground:
            return Decision(fact, Outcome.BLOCKED, "no_ground")
        reason, final = self._why_not(fact)
        if not final:
            # The ground counts for what the author adds, too.
            uncovered, stops = self._uncovered(fact)
            if stops or not reason:
                reason, final = uncovered or reason, stops
        because = self.overrides.added.get(fact.id, "").strip()
        if reason and (final or not because):
            return Decision(fact, Outcome.BLOCKED if final else Outcome.STAYS, reason)
        if fact.id in self.overrides.left_out:
            return Decision(fact, Outcome.STAYS, "left_out")
        return Decision(fact, Outcome.GOES, "", self._text(fact), because if reason else "")

    def names(self, text: str) -> str:
        """Why this text must stay: it names another person, or a secret place; else empty."""
        if self.others.found_in(text):
            return "other_person"
        return "shelter_address" if self.places.found_in(text) else ""

    def _why_not(self, fact: Fact) -> tuple[str, bool]:
        """The reason to keep it (empty: none), and whether no reason can lift that."""
        topics, profile = self._topics(fact), self.profile
        final = bool(topics & profile.never)
        outside = {*fact.persons, fact.about, fact.refers_to} - {None, *self.subject_ids}
        if profile.suspects is Suspects.REPORT:
            return self._why_not_report(fact, topics, final, bool(outside))
        if fact.shielded:
            recognise = profile.suspects is Suspects.RECOGNISE and self._all_hidden(outside)
            return "suspect", final or not recognise
        if outside:
            return "other_person" if self._all_innocent(outside) else "suspect", True
        if Topic.REPORTER in topics:
            return "reporter", final
        if self._is_secret_place(fact):
            return "shelter_address", final
        if not topics <= profile.topics:
            return "not_in_profile", final
        if fact.superseded and not profile.history:
            return "older", final
        if fact.field.level > self.level:
            return "level", fact.field.level > profile.highest_level
        return self._why_not_words(fact, final)

    def _uncovered(self, fact: Fact) -> tuple[str, bool]:
        """The reason why no recorded ground carries it, where the policy keeps it for that.

        Also whether no reason of the author can lift that. What is about the case as such must be
        carried for every person of the document.
        """
        worst = ("", Answer.SHOW)
        for coverage in self.purpose.coverage:
            person = coverage.person_id
            if person in self.subject_ids and fact.about in (None, person):
                found = coverage.answer(self._topics(fact), self.level)
                worst = max(worst, found, key=lambda pair: STRICTNESS[pair[1]])
        reason, answer = worst
        if answer is Answer.REASON and self.purpose.ground_reason.strip():
            return "", False
        return ("", False) if answer is Answer.SHOW else (reason, answer is Answer.STOP)

    def _why_not_report(
        self, fact: Fact, topics: frozenset[Topic], final: bool, outside: bool
    ) -> tuple[str, bool]:
        """The same in a report about one suspect: nothing goes by itself, victims never."""
        if outside:
            return "other_person", True
        if fact.kind not in _REPORTED or fact.about not in self.subject_ids:
            # What is about the case as such may point to its victims.
            return "not_in_profile", True
        if not fact.shielded or not fact.classes <= self.profile.classes:
            # Not shielded: somebody who plays another part elsewhere, perhaps that of a victim.
            return "sensitive", True
        if Topic.REPORTER in topics:
            return "reporter", final
        if not topics <= self.profile.topics:
            return "not_in_profile", True
        if fact.field.kind in _TYPED and not _is_a_name(fact):
            named = self.names(fact.text)
            if named:
                return named, True
        if Sensitivity.FREE_TEXT in fact.classes and not self.overrides.texts_read:
            return "free_text", True
        return "suspect", final

    def _why_not_words(self, fact: Fact, final: bool) -> tuple[str, bool]:
        """The same, by what the value says and how sensitive that is."""
        profile = self.profile
        if fact.field.kind in _TYPED and not _is_a_name(fact):
            named = self.names(fact.text)
            if named:
                return named, True
        classes = fact.classes
        if self._is_with_recipient(fact):
            classes = classes - {Sensitivity.LOCATION_SECRET}
        if Sensitivity.FREE_TEXT not in classes:
            return ("", False) if classes <= profile.classes else ("sensitive", final)
        allowed = profile.free_text is FreeText.REVIEWED and classes <= profile.classes
        return ("", False) if allowed and self.overrides.texts_read else ("free_text", final)

    def _topics(self, fact: Fact) -> frozenset[Topic]:
        """All that the value is about; a dealing with another partner is about partners too."""
        topics = fact.topics | {fact.field.topic}
        elsewhere = fact.dealing and not self._is_with_recipient(fact)
        return topics | {Topic.PARTNERS} if elsewhere else topics

    def _is_with_recipient(self, fact: Fact) -> bool:
        own = self.recipient.organisation_id
        return own is not None and fact.with_partner == own

    def _is_secret_place(self, fact: Fact) -> bool:
        if self._is_with_recipient(fact):
            return False
        secret = Sensitivity.LOCATION_SECRET in fact.classes
        if fact.field.kind is Kind.REFERENCE and fact.refers_to is None:
            secret = secret or self.places.found_in(fact.text)
        return secret or Topic.SHELTER_ADDRESS in fact.topics | {fact.field.topic}

    def _all_hidden(self, persons: Iterable[int | None]) -> bool:
        """Whether none of these persons has another part in the case than a suspect's."""
        return all((p := self.by_id.get(i or 0)) is None or p.restricted for i in persons)

    def _all_innocent(self, persons: Iterable[int | None]) -> bool:
        return all((p := self.by_id.get(i or 0)) and not p.restricted for i in persons)

    def _text(self, fact: Fact) -> str:
        if fact.refers_to is None:
            return fact.text
        return self.by_id[fact.refers_to].label(self.level)

    def _named(self, snapshot: Snapshot) -> set[int]:
        """Who is called by name: the level says so, and every part of the name goes."""
        if self.level < Level.NAME:
            return set()
        parts = [f for f in snapshot.facts if f.kind == "person" and f.field.name in _NAME_PARTS]
        kept = {f.about for f in parts if self.decide(f).outcome is not Outcome.GOES}
        return self.subject_ids - kept

    def _other_names(self, snapshot: Snapshot, named: set[int]) -> Iterator[str]:
        """Names of who is not in the document, of the reporter, and what points to them."""
        yield from snapshot.hidden_words
        for subject in snapshot.subjects:
            if subject.person_id not in named:
                yield from subject.names
        for fact in snapshot.facts:
            if self._is_reported(fact):
                continue
            if fact.field.kind is Kind.TEXT and self._points_to_others(fact):
                yield from list_words(fact.text)

    def _is_reported(self, fact: Fact) -> bool:
        """Whether this is about the suspect whom a report is about."""
        report = self.profile.suspects is Suspects.REPORT
        return report and fact.about in self.subject_ids

    def _points_to_others(self, fact: Fact) -> bool:
        if Sensitivity.FREE_TEXT in fact.classes:
            return False
        pointing = bool(fact.classes & {Sensitivity.IDENTIFYING, Sensitivity.CONTACT})
        if fact.shielded:
            return pointing or fact.field.find is not Find.NOT
        if fact.field.topic is Topic.REPORTER:
            return True
        return pointing and fact.about is not None and fact.about not in self.subject_ids

    @staticmethod
    def _place_names(facts: Iterable[Fact]) -> Iterator[str]:
        """Names and addresses of shelters and other secret places."""
        for fact in facts:
            secret = Sensitivity.LOCATION_SECRET in fact.classes
            if not secret and fact.field.topic is not Topic.SHELTER_ADDRESS:
                continue
            if fact.field.kind is Kind.REFERENCE:
                yield from place_words(fact.text)
            elif fact.field.kind is Kind.TEXT and Sensitivity.FREE_TEXT not in fact.classes:
                yield from address_words(fact.text)
