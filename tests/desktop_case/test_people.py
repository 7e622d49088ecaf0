"""The persons of a case: who stands where, who is added, and what must be read before a number."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from casedesk.access.rights import Role
from casedesk.access.trail import history
from casedesk.bootstrap import Sitting
from casedesk.desktop.case.page import CasePage
from casedesk.desktop.case.people import PeopleTab
from casedesk.desktop.case.person_panel import PersonPanel
from casedesk.desktop.desk import Place
from casedesk.desktop.pages.record import RecordPage
from casedesk.store.journal import Act
from casedesk.store.undo import undo
from tests.builders import a_case, a_person, a_record, a_suspect, a_victim, seen_by
from tests.desks import TestDesk, a_desk
from tests.desktop_case.conftest import OpenCase
from tests.desktop_case.looking import fill, press, texts

PHONE = "0612345678"


def people(page: CasePage) -> PeopleTab:
    assert isinstance(page.part, PeopleTab)
    return page.part


def panel(page: CasePage) -> PersonPanel:
    found = people(page).panel
    assert found is not None
    return found


def reachable(sitting: Sitting, case_id: int) -> int:
    """A victim with a phone, an address, and rules for safe contact."""
    person_id = a_person(sitting, case_id)
    a_record(
        sitting, "victim_details", case_id=case_id, person_id=person_id,
        contact_rules=("no_voicemail",), code_word="zonnebloem", address="Kerkstraat 1",
        shelter_address="Verborgen 2",
    )  # fmt: skip
    a_record(sitting, "identifier", person_id=person_id, identifier_kind="phone", value=PHONE)
    a_record(
        sitting, "person_place", case_id=case_id, person_id=person_id, relation="lives",
        address="Geheimstraat 3",
    )  # fmt: skip
    return person_id


def test_no_number_or_address_stands_on_the_page_before_it_is_asked_for(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    reachable(sitting, case_id)
    page = open_case("people")
    for row in panel(page).who.rows:
        row.open()
    for kind in panel(page).groups:
        panel(page).groups[kind].open()

    said = texts(page)

    assert "No voicemail" in said
    assert "zonnebloem" in said  # the card is for who is about to call
    for secret in (PHONE, "Kerkstraat", "Verborgen", "Geheimstraat"):
        assert secret not in said


def test_showing_numbers_leaves_a_line_and_keeps_the_card_above_them(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    person_id = reachable(sitting, case_id)
    page = open_case("people")

    press(page, "Show phones, e-mail and addresses")

    said = texts(page)
    for shown in (PHONE, "Kerkstraat 1", "Verborgen 2", "Geheimstraat 3"):
        assert shown in said
    assert said.index("Read this first: safe contact") < said.index(PHONE)
    with sitting.store.read() as session:
        lines = history(session, sitting.reader, case_id=case_id)
    line = next(line for line in lines if line.sentence == "Contact details shown")
    assert (line.act, line.record_id) == (Act.READ, person_id)


def test_numbers_are_hidden_again_for_the_next_person(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    reachable(sitting, case_id)
    other = a_victim(sitting, case_id, given="Olha", family="Bondar")
    page = open_case("people")
    press(page, "Show phones, e-mail and addresses")

    people(page).buttons[other].click()

    assert not panel(page).reach.revealed
    assert PHONE not in texts(page)


def test_hide_again_takes_the_numbers_away(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    reachable(sitting, case_id)
    page = open_case("people")
    press(page, "Show phones, e-mail and addresses")

    press(page, "Hide again")

    assert PHONE not in texts(page)


def test_who_sees_no_names_can_show_no_numbers(
    sitting: Sitting, case_id: int, open_case: OpenCase, tmp_path: Path
) -> None:
    reachable(sitting, case_id)
    page = open_case("people", at=a_desk(seen_by(sitting, Role.SUPERVISOR), tmp_path))

    assert not panel(page).reach.show_button.isEnabled()
    assert "shielded for your role" in texts(page)


def test_without_rules_the_page_says_that_nobody_asked(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    a_victim(sitting, case_id)

    assert "Nothing is written down. Ask how you can reach" in texts(open_case("people"))


def test_suspects_stand_apart(sitting: Sitting, case_id: int, open_case: OpenCase) -> None:
    victim, suspect = a_victim(sitting, case_id), a_suspect(sitting, case_id)
    page = open_case("people")

    assert people(page)._persons.indexOf(people(page).buttons[victim]) >= 0
    assert people(page)._suspects.indexOf(people(page).buttons[suspect]) >= 0
    assert panel(page).person_id == victim  # a suspect is never what one sees first


def test_a_known_person_is_found_and_added_in_another_role(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    known = a_victim(sitting, a_case(sitting), given="Mirela", family="Popescu")
    page = open_case("people")
    press(page, "Add a person")
    adding = people(page).adding
    assert adding is not None
    adding.role.setCurrentIndex(adding.role.findData("witness"))
    adding.search.setText("popescu")
    adding.look()
    assert [found.person_id for found in adding.found] == [known]

    press(page, f"This one: {adding.found[0].name}, {adding.found[0].about}")

    assert people(page).parts[known].parts_played == "Witness"
    assert panel(page).person_id == known


def test_a_person_is_found_by_a_phone_number_however_it_is_typed(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    known = reachable(sitting, a_case(sitting))
    page = open_case("people")
    people(page).add_person("victim")
    adding = people(page).adding
    assert adding is not None

    adding.search.setText("+31 6 12345678")
    adding.look()

    assert [found.person_id for found in adding.found] == [known]
    assert PHONE not in texts(page)


def test_none_of_these_makes_a_new_person_with_the_name_taken_apart(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    page = open_case("people")
    people(page).add_person("victim")
    adding = people(page).adding
    assert adding is not None
    adding.search.setText("Sanne van den Berg")
    adding.look()

    press(page, "None of these: new person")

    with sitting.store.read() as session:
        view = sitting.reader.view(session, "person", panel(page).person_id)
    assert view is not None
    names = [view.values[name] for name in ("given_names", "name_prefix", "family_name")]
    assert names == ["Sanne", "van den", "Berg"]
    assert "Victim details" in texts(page)


def test_a_search_for_a_person_is_recorded_when_it_led_somewhere(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    page = open_case("people")
    people(page).add_person("victim")
    adding = people(page).adding
    assert adding is not None
    adding.search.setText("Popescu")
    adding.look()
    press(page, "None of these: new person")

    with sitting.store.read() as session:
        acts = [line.act for line in history(session, sitting.reader)]
    assert Act.SEARCH in acts


def test_who_may_not_see_suspects_cannot_add_one(
    sitting: Sitting, open_case: OpenCase, tmp_path: Path
) -> None:
    other = seen_by(sitting, Role.COORDINATOR, suspects=False, login="bert")
    page = open_case("people", at=a_desk(other, tmp_path))
    people(page).add_person("victim")
    adding = people(page).adding
    assert adding is not None

    offered = {adding.role.itemData(row) for row in range(adding.role.count())}

    assert not offered & {"suspect", "facilitator"}


def test_a_person_is_taken_out_of_the_case_and_undo_brings_them_back(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    person_id = a_victim(sitting, case_id)
    page = open_case("people")

    press(page, "Out of the case: (Possible) victim")
    assert person_id not in people(page).parts
    assert people(page).panel is None
    undo(sitting.store)

    assert person_id in people(page).parts


def test_an_assessment_belongs_to_the_person_in_whose_group_it_was_added(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    a_victim(sitting, case_id)
    second = a_victim(sitting, case_id, given="Olha", family="Bondar")
    page = open_case("people")
    people(page).buttons[second].click()
    panel(page).add("safety_assessment")
    group = panel(page).groups["safety_assessment"].list
    assert group is not None
    assert group.new_form is not None

    fill(group.new_form, "assessed_on", sitting.clock.today())
    fill(group.new_form, "level", "high")

    with sitting.store.read() as session:
        (view,) = sitting.reader.views(session, "safety_assessment", case_id=case_id)
    assert view.person_id == second
    assert panel(page).groups["safety_assessment"].head.text() == "Safety assessments (1)"


def test_a_draft_about_one_person_is_taken_up_for_that_person(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    a_victim(sitting, case_id)
    second = a_victim(sitting, case_id, given="Olha", family="Bondar")
    page = open_case("people")
    people(page).buttons[second].click()
    panel(page).add("goal")
    group = panel(page).groups["goal"].list
    assert group is not None
    assert group.new_form is not None
    group.new_form.rows["what"].editor.show_typed({"plain": "Eigen woning"})
    page.flush()

    again = open_case("people")
    press(again, "Go on with draft")

    assert panel(again).person_id == second
    taken_up = panel(again).groups["goal"].list
    assert taken_up is not None
    assert taken_up.new_form is not None
    assert taken_up.new_form.rows["what"].editor.value() == "Eigen woning"


def test_an_entry_about_a_person_opens_in_their_group(
    sitting: Sitting, case_id: int, open_case: OpenCase
) -> None:
    a_victim(sitting, case_id)
    second = a_victim(sitting, case_id, given="Olha", family="Bondar")
    name = a_record(sitting, "person_name", person_id=second, name="Olya")

    page = open_case("", ("person_name", name))

    assert page.tab == "people"
    assert panel(page).person_id == second
    opened = panel(page).groups["person_name"].list
    assert opened is not None
    assert opened.rows[0].is_open


def test_a_person_outside_a_case_has_the_same_gate_before_their_numbers(
    sitting: Sitting, case_id: int, desk: TestDesk, qtbot: QtBot
) -> None:
    person_id = reachable(sitting, case_id)
    page = RecordPage(desk, Place("record", kind="person", id=person_id))
    qtbot.addWidget(page)
    page.show()
    assert "No voicemail" in texts(page)
    assert PHONE not in texts(page)

    press(page, "Show phones, e-mail and addresses")

    assert PHONE in texts(page)
