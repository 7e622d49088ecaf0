"""The tool that guards the translations sees what is missing, wrong or worn out."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest

from tools.translations import Entry, compile_language, is_stale, missing, problems, source_texts

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "src"
    folder.mkdir()
    (folder / "a.py").write_text(
        'label = N_("Case")\n'
        'print(_("Case {number} is "\n        "open.").format(number=1))\n'
        'print(ngettext("One case", "{count} cases", n))\n'
    )
    return folder


@pytest.fixture
def dutch(tmp_path: Path) -> Path:
    folder = tmp_path / "nl"
    folder.mkdir()
    (folder / "a.po").write_text(HEADER + 'msgid "Case"\nmsgstr "Dossier"\n')
    (folder / "b.po").write_text(HEADER + 'msgid "Person"\nmsgstr "Persoon"\n')
    return folder


def test_every_kind_of_marked_text_is_found(source: Path) -> None:
    assert set(source_texts(source)) == {"Case", "Case {number} is open.", "One case"}


def test_an_untranslated_text_is_missing(source: Path) -> None:
    found = [Entry("Case", "Dossier", "a.po:1"), Entry(("One case", "{count} cases"), ("", ""), "")]
    without = [text for text, _ in missing(source_texts(source), found)]
    assert without == ["Case {number} is open.", ("One case", "{count} cases")]


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        (Entry("Gone", "Weg", "a.po:1"), "no longer in the source"),
        (Entry("Case", "Dossier", "a.po:1", fuzzy=True), "fuzzy"),
        (Entry("Case {number} is open.", "Dossier {nummer} is open.", "a.po:1"), "other {fields}"),
        (Entry(("One case", "{n} cases"), ("Eén", "{n} dossiers"), "a.po:1"), "plural differs"),
    ],
)
def test_a_wrong_translation_is_reported(source: Path, entry: Entry, complaint: str) -> None:
    assert complaint in "\n".join(problems(source_texts(source), [entry]))


def test_two_areas_may_not_translate_one_text_in_two_ways(source: Path) -> None:
    found = [Entry("Case", "Dossier", "a.po:1"), Entry("Case", "Zaak", "b.po:1")]
    assert "translated otherwise in a.po:1" in problems(source_texts(source), found)[0]


def test_a_singular_need_not_name_the_number(source: Path) -> None:
    fine = Entry(("One case", "{count} cases"), ("Eén dossier", "{count} dossiers"), "a.po:1")
    assert problems(source_texts(source), [fine]) == []


def test_the_areas_become_one_catalogue(dutch: Path) -> None:
    assert is_stale(dutch)
    with compile_language(dutch).open("rb") as stream:
        catalogue = gettext.GNUTranslations(stream)
    assert (catalogue.gettext("Case"), catalogue.gettext("Person")) == ("Dossier", "Persoon")
    assert not is_stale(dutch)
