"""Who and what a text may not name in one document, and what to call who may not be named.

Built once per document from the case. The search errs towards finding: what it finds by mistake,
the author settles.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from casedesk.handover.facts import Fact, Snapshot, Span, Subject
from casedesk.handover.profiles import Profile, Suspects
from casedesk.handover.spellings import (
    Spellings,
    address_words,
    list_words,
    place_words,
    put_in_place,
)
from casedesk.kernel.fields import Find, Kind, Sensitivity, Topic
from casedesk.kernel.names import fold


@dataclass(frozen=True, slots=True)
class Spotter:
    """Finds names that must stay in a text, and puts labels for those who have one.

    ``others`` are all words that a text may not hold, ``secret`` those among them of which not
    even the author may be told where they stand, ``firm`` those that are never by mistake a name,
    ``places`` secret places. ``called`` gives the words of who is called by a label.
    """

    others: Spellings
    places: Spellings
    shown: Spellings
    firm: Spellings
    called: tuple[tuple[Spellings, str], ...] = ()
    words: tuple[str, ...] = ()
    about: frozenset[int] = frozenset()

    def named_in(self, fact: Fact, text: str) -> str:
        """The same for a value; what is itself the name of somebody is not held against itself."""
        if not points_to_others(fact, self.about):
            return self.names(text)
        besides = Spellings(self.words, without=list_words(fact.text))
        return "other_person" if besides.found_in(text) else ""

    def names(self, text: str) -> str:
        """Why this text must stay: it names another person, or a secret place; else empty."""
        if self.others.found_in(text):
            return "other_person"
        return "shelter_address" if self.places.found_in(text) else ""

    def marks(self, text: str) -> tuple[Span, ...]:
        """Where the names stand that the author may be shown."""
        return tuple(sorted({*self.shown.spans(text), *self.places.spans(text)}))

    def may_be_no_name(self, text: str) -> bool:
        """Whether the author may say that these words name nobody here.

        Not of suspects, reporters and secret places: of those a word is enough.
        """
        return not self.firm.found_in(text) and not self.places.found_in(text)

    def relabelled(self, text: str) -> str:
        """The text with the labels of this document in the place of names."""
        return put_in_place(text, self.called) if self.called else text


NOTHING = Spotter(Spellings(()), Spellings(()), Spellings(()), Spellings(()))
"""Finds nothing: for the time in which it is not yet known who is called by name."""


def spotter(
    snapshot: Snapshot,
    profile: Profile,
    recipient: str,
    subjects: Sequence[Subject],
    named: AbstractSet[int],
    things: Mapping[str, Iterable[str]],
) -> Spotter:
    """What may not be named in a document about ``subjects``, of whom ``named`` have their name.

    ``things`` are the labels of organisations and places, each with its words.
    """
    about = {subject.person_id for subject in subjects}
    reported = about if profile.suspects is Suspects.REPORT else set()
    own = [n for s in subjects if s.person_id in named for n in s.names]
    own += [word for f in snapshot.facts if f.about in reported for word in list_words(f.text)]
    facts = [fact for fact in snapshot.facts if fact.about not in reported]
    telling = [fact for fact in facts if points_to_others(fact, about)]
    pointing = [word for fact in telling for word in list_words(fact.text)]
    unnamed = [s for s in snapshot.subjects if s.person_id not in named]
    shown = [name for subject in unnamed for name in subject.names] + pointing
    firm = [name for subject in unnamed if subject.restricted for name in subject.names]
    firm += [word for fact in telling if _is_firm(fact) for word in list_words(fact.text)]
    firm += snapshot.hidden_words
    places = Spellings(_place_names(facts), without=place_words(recipient))
    called = _called(snapshot, [s for s in subjects if s.person_id not in named], firm)
    words = tuple(dict.fromkeys((*snapshot.hidden_words, *shown)))
    return Spotter(
        Spellings(words, without=own),
        places,
        Spellings(shown, without=own),
        Spellings(firm, without=own),
        (*called, *((Spellings(theirs), label) for label, theirs in things.items())),
        tuple(sorted(frozenset(words).difference(own))),
        frozenset(about),
    )


def _called(
    snapshot: Snapshot, subjects: Iterable[Subject], firm: Iterable[str]
) -> Iterator[tuple[Spellings, str]]:
    """Words that mean one person of the document and nobody else; a number is no name."""
    for subject in subjects:
        theirs = [n for s in snapshot.subjects if s.person_id != subject.person_id for n in s.names]
        words = [w for w in subject.names if not any(sign.isdigit() for sign in w)]
        yield Spellings(words, without=[*theirs, *firm]), subject.pseudonym


def _is_firm(fact: Fact) -> bool:
    """Whether it is about a suspect or a reporter."""
    return fact.shielded or fact.field.topic is Topic.REPORTER


def points_to_others(fact: Fact, about: AbstractSet[int]) -> bool:
    """Whether it holds words that give away a reporter, a suspect or who is not in the document."""
    if fact.field.kind is not Kind.TEXT or Sensitivity.FREE_TEXT in fact.classes:
        return False
    pointing = bool(fact.classes & {Sensitivity.IDENTIFYING, Sensitivity.CONTACT})
    if fact.shielded:
        return pointing or fact.field.find is not Find.NOT
    if fact.field.topic is Topic.REPORTER:
        return True
    return pointing and fact.about is not None and fact.about not in about


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


def thing_words(target: str, text: str) -> tuple[str, ...]:
    """The words by which a text could name an organisation or place that has a label."""
    words = address_words(text) if target == "location" else place_words(text)
    return tuple(word for word in words if len(fold(word)) > 4)
