"""The reviewed lists of what may go, one file per kind of partner in ``allowed_fields``.

Each file was held line by line against domain.md 9.2. To see what goes now, for a new review:
``python -m tests.handover.golden KIND``; it prints, and writes nothing.
"""

import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from casedesk.handover.facts import Decision, Overrides
from casedesk.handover.profiles import Profile
from casedesk.kernel.fields import Topic
from casedesk.store.declare import record_class
from tests.handover.canaries import Aviary, Canary

FOLDER = Path(__file__).with_name("allowed_fields")
DEFAULT, READ, HIGHEST = "by default", "once the texts are read", "at the highest level"
STEPS = (DEFAULT, READ, HIGHEST)


@dataclass(frozen=True)
class Golden:
    """Whom a document is about, and which keys go in each step, those of earlier steps too."""

    about: tuple[str, ...]
    keys: Mapping[str, frozenset[str]]

    def may_go(self, canary: Canary, step: str, *, history: bool) -> bool:
        """Whether the list lets a planted value go."""
        if canary.never or (canary.old and not history):
            return False
        return any(of <= set(self.about) and key in self.keys[step] for key, of in canary.ways)


def read(kind: str) -> Golden:
    """The list of a kind of partner."""
    about: tuple[str, ...] = ()
    steps: dict[str, set[str]] = {step: set() for step in STEPS}
    now = DEFAULT
    for line in (FOLDER / f"{kind}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# about:"):
            about = tuple(line.removeprefix("# about:").split())
        elif line.removeprefix("# ") in STEPS:
            now = line.removeprefix("# ")
        elif line and not line.startswith("#"):
            steps[now].add(line)
    before: set[str] = set()
    keys = {}
    for step in STEPS:
        before |= steps[step]
        keys[step] = frozenset(before)
    return Golden(about, keys)


def overrides(step: str, profile: Profile, persons: Iterable[int] | None) -> Overrides:
    """What the author ticked in a step; persons only where the profile asks for a choice."""
    return Overrides(
        persons=None if persons is None else frozenset(persons),
        texts_read=step != DEFAULT,
        level=profile.highest_level if step == HIGHEST else None,
    )


def key_of(decision: Decision) -> str:
    """The key of a value, with the topics that a code in its record brings."""
    fact = decision.fact
    own = {fact.field.topic, record_class(fact.kind).record.topic, Topic.PLAN}
    brought = sorted(topic.value for topic in fact.topics - own)
    return f"{fact.field.key} ({'+'.join(brought)})" if brought else fact.field.key


def chosen(profile: Profile, aviary: Aviary) -> tuple[int, ...] | None:
    """Whom the author ticks where the program does not choose."""
    if profile.whom.value != "one":
        return None
    return (aviary.persons["victim"], aviary.persons["child"])


def _print(kind: str) -> None:
    from casedesk.handover.facts import Purpose, Recipient
    from casedesk.handover.profiles import profile_for
    from casedesk.handover.resolve import resolve
    from casedesk.handover.snapshot import snapshot
    from tests.handover.canaries import a_full_case

    with (
        tempfile.TemporaryDirectory() as folder,
        a_full_case(Path(folder)) as (anna, case_id, aviary),
        anna.store.read() as session,
    ):
        content = snapshot(session, anna.reader, case_id)
        profile = profile_for(kind, anna.clock.today())
        recipient = Recipient("Partner", profile, 0)
        seen: set[str] = set()
        for step in STEPS:
            ticked = overrides(step, profile, chosen(profile, aviary))
            answer = resolve(content, recipient, Purpose("Doel", "public_task"), ticked)
            if step == DEFAULT:
                names = {i: role for role, i in aviary.persons.items()}
                about = " ".join(names[s.person_id] for s in answer.subjects)
                sys.stdout.write(f"# about: {about}\n")
            keys = {key_of(decision) for decision in answer.going()}
            sys.stdout.write("\n".join([f"# {step}", *sorted(keys - seen), ""]))
            seen |= keys


if __name__ == "__main__":
    _print(sys.argv[1])
