"""Every declared field is complete, has its place, and keeps its key for ever."""

import ast
import re
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Table, create_engine, inspect

from casedesk import features
from casedesk.kernel.changes import Refused
from casedesk.kernel.dates import VagueDate, parse_vague
from casedesk.kernel.fields import Field, Kind, Level, Missing, Realm, Sensitivity, Topic
from casedesk.kernel.forms import FormSpec, Shown
from casedesk.kernel.rules import in_order, one_of
from casedesk.kernel.words import speaking
from casedesk.signals.rules import no_citizen_number
from casedesk.store.base import Base, Record
from casedesk.store.code_list_files import read_lists
from casedesk.store.declare import fields_of, record_classes

features.load_records()

KINDS: dict[str, type[Record]] = {cls.record.name: cls for cls in record_classes()}
FIELDS: list[Field] = [field for cls in KINDS.values() for field in fields_of(cls).values()]
FORMS = features.forms()
RULES = features.moment_rules()
KEYS_FILE = Path(__file__).with_name("field_keys.txt")
SOURCE = Path(features.__file__).parent

S = Sensitivity

# Set by the program or by choosing in another page, so they stand on no form.
NOT_ON_A_FORM = {
    "case_id": "the case in which the record is made",
    "person_id": "the person from whose page it is made",
    "organisation_id": "the partner from whose page it is made",
    "signal_id": "the signal from whose page it is made",
    "number": "made by the program",
}
# Required, yet given by the use case that makes the record.
FILLED_BY_A_STEP = {
    "case_file": {"phase", "opened_on"},
    "referral": {"direction", "state"},
    "action": {"state"},
    "consult_participant": {"consult_id"},
}
# Kinds that people never fill in on a form.
WITHOUT_FORM = {
    "account",
    "person_merge",
    "person_difference",
    "own_profile",
    "own_sharing_policy",
    "letter_template",
    "deadline_rule",
    "own_term",
    "term_ending",
}
DATED = {Kind.DATE, Kind.VAGUE_DATE}
# Most labels are plain by themselves; these fields are not.
NEED_HELP = {
    "threat_from", "suspect_id", "recruiter_tie", "regions_to_avoid", "signatory",
    "text_version", "shelter_address", "source_name", "bag_id",
}  # fmt: skip


def ids(items: list[Field]) -> list[str]:
    return [field.key for field in items]


def test_all_that_the_issue_names_is_there() -> None:
    assert {
        *("case_file", "person", "person_name", "identifier", "person_role"),
        *("victim_details", "suspect_details", "exploitation_episode", "signal"),
        *("signal_indicator", "advice_request", "notification", "location", "inspection"),
        *("organisation", "contact_person", "referral", "sharing_ground", "need_assessment"),
        *("safety_assessment", "intake", "care_plan", "goal", "action", "deadline"),
        *("contact_moment", "note", "case_consult", "consult_participant", "document"),
        *("residence_event", "criminal_event", "person_relation", "person_organisation"),
        "person_place",
    } <= set(KINDS)


@pytest.mark.parametrize("field", FIELDS, ids=ids(FIELDS))
def test_a_field_is_declared_whole(field: Field) -> None:
    assert field.label
    assert not field.label.endswith((".", ":"))
    assert field.classes
    assert isinstance(field.topic, Topic)
    if field.help:
        assert field.help.endswith((".", "?"))
        assert max(len(part.split()) for part in re.split(r"[.?;]", field.help)) <= 20
    if field.name in NEED_HELP:
        assert field.help, "says too little by itself"
    if S.ORDINARY in field.classes:
        assert field.classes == {S.ORDINARY}, "ordinary and sensitive at once"


@pytest.mark.parametrize("field", FIELDS, ids=ids(FIELDS))
def test_an_identifying_value_asks_a_level(field: Field) -> None:
    secret = {S.IDENTIFYING, S.CONTACT, S.LOCATION_SECRET}
    assert (field.level is not Level.PSEUDONYM) == bool(field.classes & secret)


def test_every_choice_has_its_code_list() -> None:
    lists = {code_list.name for code_list in read_lists()}
    wanted = {field.key: field.choices for field in FIELDS if field.choices}
    assert {key: name for key, name in wanted.items() if name not in lists} == {}


def test_every_reference_leads_to_a_kind() -> None:
    targets = {field.key: field.target for field in FIELDS if field.kind is Kind.REFERENCE}
    assert {key: target for key, target in targets.items() if target not in KINDS} == {}


def test_no_key_is_used_twice() -> None:
    assert [key for key, count in Counter(ids(FIELDS)).items() if count > 1] == []


def test_no_key_was_renamed_or_removed() -> None:
    """A key lives in trails, exports and disclosure records for ever.

    A new field adds its key to field_keys.txt, by hand and reviewed. A key never leaves that
    file: a field that is given up stays there with a ``-`` before it, and is not used again.
    """
    lines = [line for line in KEYS_FILE.read_text().splitlines() if not line.startswith("#")]
    assert lines == sorted(lines, key=lambda line: line.lstrip("-")), "keep the file in order"
    kept = {line for line in lines if not line.startswith("-")}
    given_up = {line[1:] for line in lines if line.startswith("-")}
    found = set(ids(FIELDS))
    assert kept - found == set(), "renamed or removed; put the old key behind a minus sign"
    assert found - kept == set(), "new; add it to field_keys.txt"
    assert found & given_up == set(), "a key that was given up is used again"


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_holds_just_what_is_declared(kind: str) -> None:
    cls = KINDS[kind]
    table = cls.__table__
    assert isinstance(table, Table)
    columns = {column.name for column in table.columns}
    assert columns - {"id", "version"} == set(fields_of(cls))
    for field in fields_of(cls).values():
        assert table.columns[field.name].nullable == (not field.required)


def test_the_tables_can_be_made() -> None:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    made = set(inspect(engine).get_table_names())
    engine.dispose()
    assert {cls.__tablename__ for cls in KINDS.values()} <= made


@pytest.mark.parametrize("kind", sorted(set(KINDS) - WITHOUT_FORM))
def test_every_field_stands_on_its_form_or_is_hidden(kind: str) -> None:
    names = FORMS[kind].names()
    assert [name for name, count in Counter(names).items() if count > 1] == []
    declared = fields_of(KINDS[kind])
    assert set(names) <= set(declared), "a form names a field that is not there"
    left = {
        field.name
        for field in declared.values()
        if not field.hidden and field.name not in names and field.name not in NOT_ON_A_FORM
    }
    assert left == set()
    assert not {field.name for field in declared.values() if field.hidden} & set(names)


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_a_new_record_asks_little_and_all_that_it_must(form: FormSpec) -> None:
    declared = fields_of(KINDS[form.kind])
    assert set(form.first) <= set(form.names())
    assert len(form.first) <= 8
    if not form.first:
        return  # made by a step of its own, never typed from nothing
    required = {field.name for field in declared.values() if field.required}
    typed = required - set(NOT_ON_A_FORM) - FILLED_BY_A_STEP.get(form.kind, set())
    assert typed <= set(form.first), "asked before the record can be made"
    assert len(typed) <= 4, "few required fields"


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_a_condition_asks_only_what_the_form_has(form: FormSpec) -> None:
    asked: set[str] = set()

    class Watched(dict[str, object]):
        def get(self, name: str, default: object = None) -> object:
            asked.add(name)
            return default

    for section in form.sections:
        for item in section.fields:
            if isinstance(item, Shown):
                item.when(Watched())
    assert asked <= set(form.names())


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_says_what_it_is(kind: str) -> None:
    record = KINDS[kind].record
    declared = fields_of(KINDS[kind])
    assert record.label
    assert record.plural
    assert record.icon
    assert set(record.title) <= set(declared)
    assert set(record.guarded) <= set(declared)
    assert {record.owner, record.person} - {""} <= {*declared, "id"}
    for text in (record.label, record.plural):
        assert not text.endswith(".")


@pytest.mark.parametrize(
    "kind", [k for k, cls in KINDS.items() if cls.record.person and cls.record.name != "person"]
)
def test_what_hangs_on_a_suspect_is_shielded(kind: str) -> None:
    cls = KINDS[kind]
    assert cls.record.realm is Realm.SUSPECTS or cls.restricted() is not None


@pytest.mark.parametrize("rule", RULES, ids=[f"{rule.kind}.{rule.when}" for rule in RULES])
def test_a_moment_speaks_of_declared_dates_and_fields(rule: object) -> None:
    assert isinstance(rule, type(RULES[0]))
    declared = fields_of(KINDS[rule.kind])
    dated = {Kind.DATE, Kind.VAGUE_DATE, Kind.MOMENT}
    for name in (rule.when, rule.until, rule.met):
        assert not name or declared[name].kind in dated
    assert not rule.track_field or declared[rule.track_field].choices == "track"
    said = set(re.findall(r"{(\w+)}", rule.says))
    assert said <= set(declared)
    for name in said:
        secret = {S.LOCATION_SECRET, S.CONTACT, S.ART10}
        assert not declared[name].classes & secret, "a timeline entry would show a secret"


def test_every_kind_with_dates_has_moments() -> None:
    spoken = {rule.kind for rule in RULES}
    dated = {
        kind
        for kind, cls in KINDS.items()
        if any(
            f.topic is Topic.DATES and f.kind is not Kind.MOMENT for f in fields_of(cls).values()
        )
    }
    without = {"organisation", "person", "signal_indicator"}
    assert dated - spoken == without & dated


def test_labels_and_help_go_through_the_catalogue() -> None:
    """Every text of a declaration is marked, so that the check for translations sees it."""
    marked: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("N_", "_"):
                marked |= {
                    arg.value
                    for arg in node.args
                    if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
                }
    texts = {text for field in FIELDS for text in (field.label, field.help)}
    texts |= {rule.says for rule in RULES}
    texts |= {s.title for form in FORMS.values() for s in form.sections}
    texts |= {s.caution for form in FORMS.values() for s in form.sections}
    for cls in KINDS.values():
        texts |= {cls.record.label, cls.record.plural, cls.record.empty}
    assert texts - marked - {""} == set()


def vague(text: str) -> VagueDate:
    found = parse_vague(text, date(2024, 11, 24), "en")
    assert isinstance(found, VagueDate)
    return found


def test_an_end_before_its_start_is_refused_beside_the_end() -> None:
    rule = in_order("since", "until")
    with speaking("nl"):
        refused = Refused("Het einde ligt voor het begin. Kijk beide datums na.", "until")
        assert rule({"since": vague("zomer 2022"), "until": vague("mei 2022")}) == refused
        assert rule({"since": date(2022, 2, 2), "until": date(2022, 2, 1)}) == refused
        at = datetime(2022, 2, 2, 12, tzinfo=UTC)
        assert rule({"since": at, "until": date(2022, 2, 1)}) == refused
    assert rule({"since": vague("zomer 2022"), "until": vague("juli 2022")}) is None
    assert rule({"since": vague("2022"), "until": vague("maart 2022")}) is None
    assert rule({"since": vague("voor kerst 2022"), "until": vague("2020")}) is None
    assert rule({"since": Missing.UNKNOWN, "until": date(2022, 2, 1)}) is None
    assert rule({"until": date(2022, 2, 1)}) is None


def test_a_tie_needs_one_of_its_ends() -> None:
    rule = one_of("firm", "organisation_id")
    assert rule({"organisation_id": 4}) is None
    assert rule({"firm": "Bloemen BV"}) is None
    assert isinstance(rule({"firm": ""}), Refused)


@pytest.mark.parametrize("text", ["BSN 111222333", "nummer 1112.22.333!", "111 222 333"])
def test_advice_is_kept_without_a_bsn(text: str) -> None:
    assert isinstance(no_citizen_number(text), Refused)


@pytest.mark.parametrize("text", ["bel 06 12 34 56 78", "111222334", "1234567890", "000000000", ""])
def test_other_numbers_may_stand_in_advice(text: str) -> None:
    assert no_citizen_number(text) is None
