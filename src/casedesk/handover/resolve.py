"""The one way to disclose: what goes, what stays, what is blocked, and why.

A pure function over plain values. A value goes by default only when the profile of the partner
names all its topics and classes, the persons that its record names are in the document, and the
level of the document reaches that of the field (domain.md 9.2; AVG art. 5(1)(c)).
Suspects, the reporter and the shelter address never go by default, and most profiles let no
reason change that.
"""

from collections.abc import Iterable
from dataclasses import replace

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
from casedesk.handover.labels import Thing, drawn, person_label, thing_labels
from casedesk.handover.profiles import FreeText, Profile, Suspects, Whom
from casedesk.handover.spotting import NOTHING, spotter, thing_words
from casedesk.kernel.fields import Kind, Level, Sensitivity, Topic

_NAME_PARTS = ("given_names", "name_prefix", "family_name", "original_script")
_TYPED = (Kind.TEXT, Kind.LONG_TEXT)
_THINGS = ("organisation", "contact_person", "location")
_UNLABELLED = frozenset({Topic.SHELTER_ADDRESS, Topic.REPORTER, Topic.SUSPECT})
_NAMING = frozenset({Sensitivity.IDENTIFYING, Sensitivity.CONTACT})
_REPORTED = (
    *("person", "person_name", "person_role", "identifier", "suspect_details", "suspect_fact"),
    *("person_organisation", "person_place"),
)
"""Kinds that a report about a suspect may hold; all others are records of care."""


def resolve(
    snapshot: Snapshot,
    recipient: Recipient,
    purpose: Purpose,
    overrides: Overrides | None = None,
    number: str = "",
) -> Resolution:
    """Decide for every value of the case. Values that the author may not read are blocked.

    Without a ground, or with the ground "other" and no reason, nothing goes. The labels in the
    place of names are drawn with ``number``, the print number; without, each person is called as
    in the case and nothing else has a label.
    """
    judge = _Judge(snapshot, recipient, overrides or Overrides(), purpose, number)
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
    judge = _Judge(snapshot, recipient, overrides or Overrides(), Purpose("-", "public_task"))
    return bool(judge.spotter.names(text))


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


def _thing(fact: Fact) -> Thing:
    return (fact.field.target, fact.value)


def _is_typed(fact: Fact) -> bool:
    """Whether its author typed it as a text, in which anybody may be named."""
    return fact.field.kind in _TYPED and not _is_a_name(fact)


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
        purpose: Purpose,
        number: str = "",
    ) -> None:
        self.purpose, self.has_ground = purpose, _has_ground(purpose)
        self.recipient, self.profile = recipient, recipient.profile
        self.overrides, self.number = overrides, number
        self.level = _level(self.profile, overrides)
        found = _subjects(snapshot, self.profile, overrides)
        self.subject_ids = {subject.person_id for subject in found}
        self.by_id = {subject.person_id: subject for subject in snapshot.subjects}
        self.spotter = NOTHING
        self.letters: list[int] = drawn(number, self.subject_ids) if number else []
        named = self._named(snapshot)
        self.subjects = tuple(s if s.person_id in named else self._unnamed(s) for s in found)
        self.by_id |= {subject.person_id: subject for subject in self.subjects}
        labelled = [fact for fact in snapshot.facts if self._may_have_label(fact)]
        self.things = thing_labels(number, labelled)
        words = {self.things[_thing(f)]: thing_words(f.field.target, f.text) for f in labelled}
        self.spotter = spotter(snapshot, self.profile, recipient.name, self.subjects, named, words)

    def decide(self, fact: Fact) -> Decision:
        """One value."""
        if not fact.readable:
            return Decision(fact, Outcome.BLOCKED, "no_right")
        if not self.has_ground:
            return Decision(fact, Outcome.BLOCKED, "no_ground")
        reason, final = self._why_not(fact)
        reached = not reason
        if reached:
            reason, final = self._why_not_value(fact)
        if not final:
            # The ground counts for what the author adds, too.
            uncovered, stops = self._uncovered(fact)
            if stops or not reason:
                reason, final = uncovered or reason, stops
        because = self.overrides.added.get(fact.id, "").strip()
        stays = bool(reason) and (final or not because)
        named = self._named_in(fact) if reached or not stays else ""
        if named:
            return self._marked(fact, named, stays)
        if stays and self._has_label(fact, reason):
            return self._goes(fact, "labelled", self.things[_thing(fact)], "")
        if stays:
            return Decision(fact, Outcome.BLOCKED if final else Outcome.STAYS, reason)
        return self._goes(fact, "", self._text(fact), because if reason else "")

    def _goes(self, fact: Fact, reason: str, text: str, because: str) -> Decision:
        if fact.id in self.overrides.left_out:
            return Decision(fact, Outcome.STAYS, "left_out")
        verdict = self.overrides.verdicts.get(fact.id)
        if verdict is not None and _is_typed(fact):
            reason, because = "shortened" if verdict.text else "no_name", verdict.because or because
        return Decision(fact, Outcome.GOES, reason, text, because)

    def _marked(self, fact: Fact, named: str, stays: bool) -> Decision:
        """A text that names somebody: it never goes, and is settled where it else would."""
        if not stays and fact.id in self.overrides.left_out:
            return Decision(fact, Outcome.STAYS, "left_out")
        if stays or self.overrides.marked_stay:
            return Decision(fact, Outcome.BLOCKED, named)
        text = self._typed(fact)
        return Decision(
            fact,
            Outcome.BLOCKED,
            named,
            review=True,
            marks=self.spotter.marks(text),
            firm=not self.spotter.may_be_no_name(text),
        )

    def _named_in(self, fact: Fact) -> str:
        """Why the text must stay as it would go; empty when it names nobody who must stay."""
        if not _is_typed(fact):
            return ""
        verdict = self.overrides.verdicts.get(fact.id)
        no_name = verdict is not None and not verdict.text and bool(verdict.because.strip())
        if no_name and self.spotter.may_be_no_name(fact.text):
            return ""
        return self.spotter.named_in(fact, self.spotter.relabelled(self._typed(fact)))

    def _typed(self, fact: Fact) -> str:
        """The text itself, or what the author sends in its place."""
        verdict = self.overrides.verdicts.get(fact.id)
        return verdict.text if verdict is not None and verdict.text else fact.text

    def _may_have_label(self, fact: Fact) -> bool:
        """Whether a reference of a record that goes may stand there as Organisation 1.

        Only in a document without names, and only where nothing but the identity keeps it. Where
        one partner of a row has a label, a shelter has one too: a gap would tell it.
        """
        if not self.number or self.level is not Level.PSEUDONYM or not fact.readable:
            return False
        if fact.field.kind is not Kind.REFERENCE or fact.field.target not in _THINGS:
            return False
        topics, classes, profile = self._topics(fact), fact.classes - _NAMING, self.profile
        if fact.field.topic is Topic.PARTNERS:
            classes = classes - {Sensitivity.LOCATION_SECRET}
        kept = topics & (profile.never | _UNLABELLED) or fact.shielded
        outside = {*fact.persons, fact.about} - {None, *self.subject_ids}
        over = fact.superseded and not profile.history
        # That there is a dealing with another partner is itself about partners.
        elsewhere = fact.dealing and not self._is_with_recipient(fact)
        rest = topics - profile.topics - (set() if elsewhere else {Topic.PARTNERS})
        return not (kept or outside or over or rest) and classes <= profile.classes

    def _has_label(self, fact: Fact, reason: str) -> bool:
        identity = reason in ("level", "sensitive", "not_in_profile", "shelter_address")
        return identity and self._may_have_label(fact)

    def _why_not(self, fact: Fact) -> tuple[str, bool]:
        """The reason to keep it (empty: none yet), and whether no reason can lift that."""
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
        return "", final

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
        return "", final

    def _why_not_value(self, fact: Fact) -> tuple[str, bool]:
        """The same, by how sensitive the value itself is."""
        profile, classes = self.profile, fact.classes
        final = bool(self._topics(fact) & profile.never)
        if profile.suspects is Suspects.REPORT:
            unread = Sensitivity.FREE_TEXT in classes and not self.overrides.texts_read
            return ("free_text", True) if unread else ("suspect", final)
        if self._is_with_recipient(fact):
            classes = classes - {Sensitivity.LOCATION_SECRET}
        if Sensitivity.FREE_TEXT not in classes:
            return ("", False) if classes <= profile.classes else ("sensitive", final)
        texts = profile.texts_at(self.level)
        allowed = texts is FreeText.REVIEWED and classes <= profile.classes
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
            secret = secret or self.spotter.places.found_in(fact.text)
        return secret or Topic.SHELTER_ADDRESS in fact.topics | {fact.field.topic}

    def _all_hidden(self, persons: Iterable[int | None]) -> bool:
        """Whether none of these persons has another part in the case than a suspect's."""
        return all((p := self.by_id.get(i or 0)) is None or p.restricted for i in persons)

    def _all_innocent(self, persons: Iterable[int | None]) -> bool:
        return all((p := self.by_id.get(i or 0)) and not p.restricted for i in persons)

    def _text(self, fact: Fact) -> str:
        """How the value reads in the document."""
        if fact.refers_to is None:
            typed = _is_typed(fact)
            return self.spotter.relabelled(self._typed(fact)) if typed else fact.text
        if self.number and fact.refers_to not in self.subject_ids:
            self.by_id[fact.refers_to] = self._unnamed(self.by_id[fact.refers_to])
        return self.by_id[fact.refers_to].label(self.level)

    def _unnamed(self, subject: Subject) -> Subject:
        """The person by the label of this document; who is not in it gets the next letter."""
        if not self.number:
            return subject.unnamed()
        if subject.person_id not in self.letters:
            self.letters.append(subject.person_id)
        label = person_label(self.letters.index(subject.person_id))
        named = subject.name if subject.person_id not in self.subject_ids else label
        return replace(subject, pseudonym=label, name=named)

    def _named(self, snapshot: Snapshot) -> set[int]:
        """Who is called by name: the level says so, and every part of the name goes."""
        if self.level < Level.NAME:
            return set()
        parts = [f for f in snapshot.facts if f.kind == "person" and f.field.name in _NAME_PARTS]
        kept = {f.about for f in parts if self.decide(f).outcome is not Outcome.GOES}
        return self.subject_ids - kept
