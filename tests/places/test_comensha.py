"""How a victim stands with CoMensha: each step with its ground, and nothing is forbidden."""

from datetime import date

import pytest
from sqlalchemy import select

from casedesk.access.rights import Role
from casedesk.bootstrap import Sitting
from casedesk.comensha.lists import UNSAID, VictimList
from casedesk.comensha.reading import Standing, standing
from casedesk.comensha.rules import Consent, signatory_doubt
from casedesk.comensha.use_cases import (
    ComenshaStep,
    NotReported,
    record_comensha_step,
    record_not_reported,
)
from casedesk.grounds.model import SharingGround
from casedesk.grounds.signatory import who_signs
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.columns import ListQuery
from casedesk.kernel.dates import VagueDate, parse_vague
from casedesk.kernel.words import speaking
from casedesk.people.model import VictimDetails
from casedesk.signals.notifications import Notification
from casedesk.store.undo import undo
from tests.builders import a_case, a_partner, a_person, a_record, a_victim, seen_by

DAY = date(2026, 2, 20)


@pytest.fixture
def victim(anna: Sitting) -> tuple[int, int]:
    case_id = a_case(anna)
    return case_id, a_victim(anna, case_id, birth=VagueDate.on(date(1998, 5, 1)))


def step(victim: tuple[int, int], state: str = "registered_name", **more: object) -> ComenshaStep:
    given: dict[str, object] = {"on": DAY, "ground": "consent"} | more
    return ComenshaStep(*victim, state, **given)  # type: ignore[arg-type]


def consent(anna: Sitting, victim: tuple[int, int], **more: object) -> int:
    given: dict[str, object] = {
        "case_id": victim[0], "person_id": victim[1], "ground": "consent",
        "given_on": date(2026, 2, 1), "signatory": "self", "text_version": "2024-1",
    }  # fmt: skip
    return a_record(anna, "sharing_ground", **(given | more))


def stands(sitting: Sitting, victim: tuple[int, int]) -> Standing:
    with sitting.store.read() as session, speaking("en"):
        found = standing(session, sitting.reader, *victim)
    assert found is not None
    return found


def test_a_report_on_consent_needs_a_consent_that_held(
    anna: Sitting, victim: tuple[int, int]
) -> None:
    refused = record_comensha_step(anna.store, step(victim), anna.labels)
    assert isinstance(refused, Refused)
    assert refused.field == "ground"
    consent(anna, victim, withdrawn_on=date(2026, 2, 10))
    consent(anna, victim, valid_until=date(2026, 2, 19))
    consent(anna, victim, given_on=date(2026, 2, 21))
    assert isinstance(record_comensha_step(anna.store, step(victim), anna.labels), Refused)
    held = consent(anna, victim)
    assert isinstance(record_comensha_step(anna.store, step(victim), anna.labels), Changes)
    with anna.store.read() as session:
        assert session.scalars(select(Notification.ground_id)).one() == held


def test_another_ground_needs_no_consent(anna: Sitting, victim: tuple[int, int]) -> None:
    answer = record_comensha_step(anna.store, step(victim, ground="public_task"), anna.labels)
    assert isinstance(answer, Changes)
    other = step(victim, ground="other")
    assert isinstance(record_comensha_step(anna.store, other, anna.labels), Refused)
    said = step(victim, ground="other", reason="Afspraak met de FG van 3 februari")
    assert isinstance(record_comensha_step(anna.store, said, anna.labels), Changes)
    assert isinstance(record_comensha_step(anna.store, step(victim, ground=""), anna.labels),
                      Refused)  # fmt: skip


def test_a_step_moves_the_state_and_is_one_undo(anna: Sitting, victim: tuple[int, int]) -> None:
    desk = a_partner(anna, "CoMensha", "comensha_shelter")
    asked = step(victim, "shelter_requested", ground="vital_interest", reference="CM-1")
    assert isinstance(record_comensha_step(anna.store, asked, anna.labels), Changes)
    now = stands(anna, victim)
    assert (now.state, now.since) == ("shelter_requested", DAY)
    assert [(told.on, told.ground, told.reference) for told in now.history] == [
        (DAY, "Vital interest", "CM-1")
    ]
    with anna.store.read() as session:
        assert session.scalars(select(Notification.organisation_id)).one() == desk
    assert isinstance(undo(anna.store), Changes)
    assert stands(anna, victim) == Standing("", "Not recorded yet", None, "", (),
        "Say whether the victim is reported, and if not, why.")  # fmt: skip


def test_why_not_reported_is_kept_until_it_is_reported(
    anna: Sitting, victim: tuple[int, int]
) -> None:
    nothing = NotReported(*victim, "")
    assert isinstance(record_not_reported(anna.store, nothing, anna.labels), Refused)
    why = NotReported(*victim, "safety", "familie kijkt mee")
    assert isinstance(record_not_reported(anna.store, why, anna.labels), Changes)
    assert "familie kijkt mee" in stands(anna, victim).reason
    later = step(victim, "registered_pseudonym", ground="public_task")
    assert isinstance(record_comensha_step(anna.store, later, anna.labels), Changes)
    assert stands(anna, victim).reason == ""


def test_a_step_is_of_today_or_before_and_about_a_victim(
    anna: Sitting, victim: tuple[int, int]
) -> None:
    ahead = step(victim, ground="public_task", on=date(2026, 3, 3))
    assert isinstance(record_comensha_step(anna.store, ahead, anna.labels), Refused)
    witness = a_person(anna, victim[0], "witness", given="Wil")
    wrong = step((victim[0], witness), ground="public_task")
    assert isinstance(record_comensha_step(anna.store, wrong, anna.labels), Refused)
    with anna.store.read() as session:
        assert standing(session, anna.reader, victim[0], witness) is None


def test_the_sixteenth_birthday_decides_who_signs() -> None:
    birth = VagueDate.on(date(2010, 2, 1))

    def doubt(signatory: str, on: date) -> str:
        return signatory_doubt(Consent(1, on, None, None, signatory, ""), birth)

    assert doubt("parent", date(2026, 1, 31)) == ""
    assert doubt("self", date(2026, 1, 31)) != ""
    assert doubt("self", date(2026, 2, 1)) == ""
    assert doubt("guardian", date(2026, 2, 1)) != ""
    assert doubt("", date(2026, 2, 1)) != ""
    assert who_signs(15, DAY) == {"parent", "guardian"}


def test_a_vague_birth_makes_a_doubt_and_no_verdict() -> None:
    signed = Consent(1, DAY, None, None, "self", "")
    with speaking("en"):
        assert "not known" in signatory_doubt(signed, None)
        year = parse_vague("2010", DAY, "en")
        assert isinstance(year, VagueDate)
        assert "not exactly known" in signatory_doubt(signed, year)


def test_a_doubt_about_who_signed_is_said_once_and_stays_visible(anna: Sitting) -> None:
    case_id = a_case(anna)
    young = case_id, a_victim(anna, case_id, birth=VagueDate.on(date(2012, 5, 1)))
    consent(anna, young)
    refused = record_comensha_step(anna.store, step(young), anna.labels)
    assert isinstance(refused, Refused)
    assert refused.field == "despite"
    sure = step(young, despite=True)
    assert isinstance(record_comensha_step(anna.store, sure, anna.labels), Changes)
    assert "too young" in stands(anna, young).history[0].doubts[0]


def test_a_consent_withdrawn_later_shows_at_the_report(
    anna: Sitting, victim: tuple[int, int]
) -> None:
    held = consent(anna, victim)
    record_comensha_step(anna.store, step(victim), anna.labels)
    with anna.store.write("test") as writing:
        ground = writing.unit.get(SharingGround, held)
        writing.unit.set(ground, withdrawn_on=date(2026, 3, 1))
    assert stands(anna, victim).history[0].doubts == (
        "Consent was withdrawn on 01-03-2026, after this report.",
    )


def test_the_list_speaks_to_each_reader_in_their_way(
    anna: Sitting, victim: tuple[int, int]
) -> None:
    record_comensha_step(anna.store, step(victim, ground="public_task"), anna.labels)
    other = a_victim(anna, victim[0], given="Zara", family="Bedacht")
    source = VictimList()
    supervisor = seen_by(anna, Role.SUPERVISOR)
    for sitting, named in ((anna, True), (supervisor, False)):
        with sitting.store.read() as session, speaking("en"):
            ids = source.ids(session, ListQuery(), sitting.reader)
            cells = source.cells(session, ids, sitting.reader)
        said = " ".join(" ".join(row) for row in cells.values())
        assert ("Popescu" in said) == named
        assert ("Zara" in said) == named
        assert "Registered by name" in said
        assert "20-02-2026" in said
        assert "Task in the public interest" in said
    with anna.store.read() as session:
        unsaid = source.ids(session, ListQuery(filters={"state": UNSAID}), anna.reader)
        details = session.scalars(
            select(VictimDetails.id).where(VictimDetails.person_id == other)
        ).all()
        assert unsaid == list(details)
        closed = source.ids(session, ListQuery(filters={"case": "closed"}), anna.reader)
        assert closed == []


def test_who_may_not_change_cases_records_no_step(anna: Sitting, victim: tuple[int, int]) -> None:
    supervisor = seen_by(anna, Role.SUPERVISOR)
    answer = record_comensha_step(
        supervisor.store, step(victim, ground="public_task"), supervisor.labels
    )
    assert isinstance(answer, Refused)
