"""No forbidden word of a whole region of cases stands anywhere in a file, for any partner.

Every day a sample is looked at; ``make proof`` looks at 300 cases for every kind of partner, each
time with another of the documents that this partner may get.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from casedesk.bootstrap import author
from casedesk.handover import snapshot as gathering
from casedesk.handover.asking import Request
from casedesk.handover.facts import Overrides, Purpose
from casedesk.handover.kinds.registry import KINDS as DOCUMENTS
from casedesk.handover.kinds.registry import kinds_for
from casedesk.handover.numbers import new_number
from casedesk.handover.preparing import Prepared, prepare
from casedesk.handover.profiles import profile_for
from casedesk.kernel.fields import Field, Level, Sensitivity, Topic
from casedesk.paper.render import plain_text, render
from casedesk.paper.seal import encrypt
from casedesk.store.base import Record
from casedesk.store.declare import fields_of
from tests.builders import a_partner
from tests.handover import golden
from tests.handover.finding import all_in_file, squeezed
from tests.handover.population import TODAY, Region, a_region
from tests.handover.test_leaks import KINDS

PASSPHRASE = "verzonnen-woorden-voor-de-proef"
WHY = Purpose("Afgesproken hulp", "public_task")
SAMPLE = 6


@dataclass
class World:
    """The region, a partner of each kind, and what was counted."""

    region: Region
    partners: Mapping[str, int]
    reviewed: Mapping[str, golden.Golden]
    files: int = 0
    words: int = 0
    refused: int = 0
    documents: set[str] = field(default_factory=set)

    def request(self, kind: str, case_id: int, document: str) -> Request:
        """All that the author can ask for without a reason."""
        profile = profile_for(DOCUMENTS[document].profile_kind or kind, TODAY)
        victims = [p for p, parts in self.region.roles.get(case_id, {}).items()
                   if "victim" in parts]  # fmt: skip
        one = profile.whom.value == "one" and len(victims) > 1
        ticked = Overrides(
            persons=frozenset(victims[:1]) if one else None,
            texts_read=True,
            level=profile.highest_level,
            marked_stay=True,
        )
        return Request(
            case_id, self.partners[kind], WHY, ticked, "yes", document=document,
            number=new_number(),
        )  # fmt: skip

    def look(self, kind: str, case_id: int, document: str, folder: Path) -> list[str]:
        """What stands in the file of one document and may not."""
        page = prepare(author(self.region.sitting), self.request(kind, case_id, document))
        assert isinstance(page, Prepared), page
        self.refused += page.refused is not None
        file = encrypt(render(page.sheet), PASSPHRASE)
        text = all_in_file(file, PASSPHRASE, folder) + squeezed(plain_text(page.sheet))
        self.files += 1
        self.documents.add(document)
        self.words += self.region.known(text)
        reviewed = self.reviewed[DOCUMENTS[document].profile_kind or kind]
        wrong = self.region.leaks(text, case_id, reviewed, golden.HIGHEST)
        return [f"case {case_id}, {kind}, {document}: {line}" for line in wrong]


def _world(folder: Path, cases: int) -> Iterator[World]:
    with a_region(folder, cases) as region:
        partners = {kind: a_partner(region.sitting, f"Ontvanger {kind}", kind) for kind in KINDS}
        yield World(region, partners, {kind: golden.read(kind) for kind in KINDS})


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    yield from _world(tmp_path_factory.mktemp("proef"), SAMPLE)


def _all(world: World, folder: Path, kinds: list[str]) -> list[str]:
    wrong = []
    for place, case_id in enumerate(world.region.cases):
        for turn, kind in enumerate(kinds):
            offered = [each.code for each in kinds_for(kind)]
            document = offered[(place + turn) % len(offered)]
            wrong += world.look(kind, case_id, document, folder)
    return wrong


def test_nothing_forbidden_is_in_any_file_of_a_sample(sample: World, tmp_path: Path) -> None:
    for place, case_id in enumerate(sample.region.cases):
        # Each case meets a third of the kinds, each kind two cases; one process has 20 seconds.
        for kind in KINDS[place % 3 :: 3]:
            assert sample.look(kind, case_id, "handover", tmp_path) == []
    assert sample.words > 500


@pytest.mark.proof
def test_nothing_forbidden_is_in_any_file_of_a_region(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    for world in _world(tmp_path_factory.mktemp("streek"), 300):
        folder = tmp_path_factory.mktemp("uit")
        assert _all(world, folder, list(KINDS)) == []
        with capsys.disabled():
            print(  # noqa: T201 - the figures of the proof
                f"{world.files} files of {len(world.documents)} documents, "
                f"{len(world.region.planted)} words planted, {world.words} found where they may"
            )


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("police", "victim_details.health"),
        ("ngo", "victim_details.health"),
        ("municipality", "case_file.danger"),
        ("health", "case_file.reporter"),
    ],
)
def test_one_widened_field_is_seen(
    sample: World, kind: str, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check itself: it fails when the sensitivity of one field is widened."""
    assert key not in sample.reviewed[kind].keys[golden.HIGHEST]
    case_id = next(
        way.case_id
        for canary in sample.region.planted.values()
        for way in canary.ways
        if way.key == key and way.case_id is not None and not way.never
    )
    assert sample.look(kind, case_id, "handover", tmp_path) == []
    true_topics = gathering._topics
    wider: dict[str, Any] = {
        "topic": Topic.CASE,
        "classes": frozenset({Sensitivity.ORDINARY}),
        "level": Level.PSEUDONYM,
    }

    def widened(cls: type[Record]) -> Mapping[str, Field]:
        return {
            name: replace(declared, **wider) if declared.key == key else declared
            for name, declared in fields_of(cls).items()
        }

    def topics(row: Any, declared: Field) -> frozenset[Topic]:
        return frozenset({Topic.CASE}) if declared.key == key else true_topics(row, declared)

    monkeypatch.setattr(gathering, "fields_of", widened)
    monkeypatch.setattr(gathering, "_topics", topics)
    wrong = sample.look(kind, case_id, "handover", tmp_path)
    assert any(line.endswith(key) for line in wrong), (key, wrong)
