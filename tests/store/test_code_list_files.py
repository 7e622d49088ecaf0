"""The shipped code lists are whole, dated and worded as the field words them."""

import re
from datetime import date
from pathlib import Path

import pytest

from casedesk.kernel.resources import resource_path
from casedesk.store import code_list_files
from casedesk.store.code_list_files import CodeList, CodeRow, read_lists

LISTS = {code_list.name: code_list for code_list in read_lists()}
OWN_CODE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
FOREIGN_CODES = {"gemeente", "country", "nationality", "sector", "language"}


def labels(name: str) -> set[str]:
    return {row.label_nl for row in LISTS[name].rows}


@pytest.mark.parametrize("code_list", LISTS.values(), ids=LISTS.keys())
def test_every_row_can_be_told_apart_and_reads_in_both_languages(code_list: CodeList) -> None:
    keys = [(row.code, row.valid_from) for row in code_list.rows]
    assert code_list.rows
    assert len(keys) == len(set(keys))
    for row in code_list.rows:
        for text in (row.code, row.label_nl, row.label_en, row.source):
            assert text
            assert text == text.strip()
        if row.valid_from and row.valid_to:
            assert row.valid_from < row.valid_to
        if code_list.name not in FOREIGN_CODES:
            assert OWN_CODE.fullmatch(row.code)
            assert row.valid_from is not None


@pytest.mark.parametrize("code_list", LISTS.values(), ids=LISTS.keys())
def test_no_two_choices_of_one_day_read_the_same(code_list: CodeList) -> None:
    today = [row for row in code_list.rows if row.is_valid_on(date(2026, 1, 1))]
    assert len({(row.parent, row.label_nl) for row in today}) == len(today)
    assert len({(row.parent, row.label_en) for row in today}) == len(today)


@pytest.mark.parametrize("code_list", LISTS.values(), ids=LISTS.keys())
def test_every_parent_exists(code_list: CodeList) -> None:
    parents = {row.code for row in LISTS[code_list.parent_list].rows}
    assert {row.parent for row in code_list.rows} - {""} <= parents


def test_index_and_files_name_the_same_lists() -> None:
    files = {path.stem for path in resource_path("code_lists").glob("*.csv")}
    assert files == set(LISTS)
    for code_list in LISTS.values():
        assert code_list.title_nl
        assert code_list.title_en
        assert code_list.licence


def test_codes_stay_text() -> None:
    namibia = next(row for row in LISTS["nationality"].rows if "iso=NA;" in row.note)
    assert namibia.label_nl == "Namibische"
    assert {"0363", "0014"} <= {row.code for row in LISTS["gemeente"].rows}
    assert {"01", "03"} <= {row.code for row in LISTS["sector"].rows}


def test_current_gemeenten_have_no_end() -> None:
    current = [row for row in LISTS["gemeente"].rows if row.valid_to is None]
    assert len(current) == 342
    assert "Amsterdam" in {row.label_nl for row in current}
    assert "Appingedam" not in {row.label_nl for row in current}


def test_a_relation_reads_back_from_the_other_side() -> None:
    inverse = {row.code: row.note.removeprefix("inverse=") for row in LISTS["relation_kind"].rows}
    assert all(inverse[inverse[code]] == code for code in inverse)


def test_terms_of_the_glossary_are_used() -> None:
    expected = {
        "exploitation_form": {
            "Seksuele uitbuiting",
            "Arbeidsuitbuiting",
            "Criminele uitbuiting",
            "Orgaanverwijdering (gedwongen)",
            "Ernstige benadeling",
        },
        "person_role": {"(Mogelijk) slachtoffer", "Verdachte (afgeschermd)", "Facilitator"},
        "case_phase": {"Melding", "Triage", "Intakegesprek", "Nazorg"},
        "consult_kind": {"Casusoverleg", "Zorgtafel", "Warme overdracht"},
        "ground": {"Toestemming"},
        "criminal_state": {"Sepot", "Beklag (art. 12 Sv)"},
        "residence_state": {"Humanitair niet-tijdelijk", "Zonder aangifte (schrijnend pad)"},
        "identifier_kind": {"V-nummer", "BSN"},
        "safety_measure": {"Adres geheim"},
        "risk_group": {"Mensen met een LVB (licht verstandelijke beperking)"},
    }
    for name, terms in expected.items():
        assert terms <= labels(name), name
    titles = {code_list.title_nl for code_list in LISTS.values()}
    assert {"Vorm van uitbuiting", "Dwangmiddel", "Leefgebied", "Grondslag"} <= titles


def test_no_label_names_a_person_by_the_deed() -> None:
    for code_list in LISTS.values():
        for row in code_list.rows:
            assert "dader" not in row.label_nl.lower().split()


def test_lists_that_the_practice_needs_have_the_agreed_size() -> None:
    assert len(LISTS["need_domain"].rows) == 12
    assert len(LISTS["partner_kind"].rows) == 17
    assert [row.code for row in LISTS["indicator_group"].rows] == list("abcdefghijk")
    groups = {row.parent for row in LISTS["indicator"].rows}
    assert groups == set("abcdefghijk")


def test_a_code_is_valid_from_its_first_day_until_its_end() -> None:
    row = CodeRow("x", "X", "X", date(2020, 1, 1), date(2021, 1, 1), "", "test")
    assert not row.is_valid_on(date(2019, 12, 31))
    assert row.is_valid_on(date(2020, 1, 1))
    assert row.is_valid_on(date(2020, 12, 31))
    assert not row.is_valid_on(date(2021, 1, 1))


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("code,label\n", "header"),
        (",".join(code_list_files.HEADER) + "\na,A,A,2020-13-01,,,x,\n", "'a' has a date"),
        (",".join(code_list_files.HEADER) + "\na,A,A\n", "3 cells"),
    ],
)
def test_a_broken_file_is_named_with_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, complaint: str
) -> None:
    (tmp_path / "index.toml").write_text(
        '[broken]\ntitle_nl = "a"\ntitle_en = "b"\nsource = "c"\nlicence = "d"\n'
    )
    (tmp_path / "broken.csv").write_text(content)
    monkeypatch.setattr(code_list_files, "resource_path", lambda _name: tmp_path)
    with pytest.raises(ValueError, match=complaint):
        read_lists()
