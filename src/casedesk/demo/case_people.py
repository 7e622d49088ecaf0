"""Write down who is in a case: the persons, how to reach them, and what ties them together."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from casedesk.demo.diary import Entry
from casedesk.demo.known_facts import add_facts
from casedesk.demo.material import codes
from casedesk.demo.outline import (
    EpisodeOutline,
    IdentifierOutline,
    InventedPerson,
    SuspectOutline,
    VictimOutline,
)
from casedesk.demo.region import COORDINATOR
from casedesk.exploitation.model import ExploitationEpisode
from casedesk.kernel.fields import Missing
from casedesk.kernel.vague_dates import VagueDate
from casedesk.people.model import (
    Identifier,
    Person,
    PersonName,
    PersonRole,
    SuspectDetails,
    VictimDetails,
)
from casedesk.relations.model import PersonOrganisation, PersonPlace, PersonRelation

if TYPE_CHECKING:
    from casedesk.demo.case_files import CaseBook

_TIES = {
    "partner": "ex_partner_of",
    "family": "family_of",
    "employer": "employer_of",
    "agency": "employer_of",
    "landlord": "houses",
    "recruiter": "recruiter_of",
    "driver": "transports",
}


def write_people(book: "CaseBook") -> None:
    """All persons of the case, from the day that it was opened or soon after."""
    outline = book.outline
    for victim in outline.victims:
        _victim(book, victim)
    for other in outline.others:
        person = _person(book, other.person, outline.opened_on, book.by)
        _role(book, person, other.role, outline.opened_on, book.by)
        if other.parent is not None:
            _child(book, person, book.person(other.parent))
    for suspect in outline.suspects:
        _suspect(book, suspect)
    for episode in outline.episodes:
        _episode(book, episode)


def _person(book: "CaseBook", told: InventedPerson, on: date, by: str, **values: Any) -> Entry:
    """The person, or the same one of an earlier case."""
    known = book.region.persons.get(told.key)
    if known is not None:
        return known
    made = book.region.diary.new(
        Person,
        on,
        by,
        book.number,
        given_names=told.given,
        name_prefix=told.prefix,
        family_name=told.family,
        original_script=told.original_script,
        birth=told.birth,
        birth_country=told.birth_country,
        sex=told.sex,
        nationality=(told.nationality,),
        languages=(told.language,),
        **values,
    )
    book.region.persons[told.key] = made
    name = " ".join(part for part in (told.given, told.prefix, told.family) if part)
    if told.latin != name:
        book.region.diary.new(
            PersonName, on, by, book.number, person_id=made, name=told.latin, name_kind="spelling"
        )
    return made


def _role(book: "CaseBook", person: Entry, role: str, on: date, by: str) -> None:
    book.new(PersonRole, on, by=by, person_id=person, role=role, since=VagueDate.on(on))


def _identifiers(
    book: "CaseBook", person: Entry, told: tuple[IdentifierOutline, ...], on: date, by: str
) -> None:
    for identifier in told:
        book.region.diary.new(
            Identifier,
            on,
            by,
            book.number,
            person_id=person,
            identifier_kind=identifier.kind,
            value=identifier.value,
        )


def _victim(book: "CaseBook", told: VictimOutline) -> None:
    on, diary = book.outline.opened_on, book.region.diary
    person = _person(book, told.person, on, book.by, interpreter=told.interpreter)
    _role(book, person, "victim", on, book.by)
    _identifiers(book, person, told.identifiers, on, book.by)
    if told.working_name:
        diary.new(
            PersonName, on, book.by, book.number,
            person_id=person, name=told.working_name, name_kind="working",
        )  # fmt: skip
    reason = codes("comensha_not_reported_reason").get(told.comensha_reason)
    details = book.new(
        VictimDetails,
        on,
        person_id=person,
        safe_channels=told.safe_channels,
        safe_times=told.safe_times,
        contact_rules=told.contact_rules,
        code_word=told.code_word,
        never_tell=told.never_tell,
        residence_status=told.residence_status,
        minor_at_start=told.minor_at_start,
        address=told.address,
        address_secret=told.address_secret,
        health=told.health,
        pregnant=Missing.NOT_APPLICABLE if told.person.sex == "male" else Missing.NOT_ASKED,
        lvb=book.source.one((Missing.UNKNOWN, Missing.NOT_ASKED, "no")),
        children_with=told.children_with,
        comensha_state="not_reported",
        comensha_reason=reason.label_nl if reason else None,
    )
    if told.shelter_name:
        moved = min(on + timedelta(days=book.source.random.randint(1, 9)), book.end)
        book.change(
            details, moved, shelter_name=told.shelter_name, shelter_address=told.shelter_address
        )
    if told.comensha_state != "not_reported":
        book.report_to_comensha(details, person, told)
    _place(book, person, told)


def _place(book: "CaseBook", person: Entry, told: VictimOutline) -> None:
    sheltered = bool(told.shelter_address)
    book.new(
        PersonPlace,
        book.outline.opened_on,
        person_id=person,
        relation="lives",
        address_kind="shelter" if sheltered else "stay",
        address=told.shelter_address or told.address,
        gemeente=None if sheltered else book.outline.gemeente,
        since=VagueDate.on(book.outline.opened_on) if sheltered else None,
        source=book.told("source"),
    )


def _child(book: "CaseBook", child: Entry, parent: Entry) -> None:
    book.new(
        PersonRelation,
        book.outline.opened_on,
        person_id=child,
        relation="child_of",
        other_id=parent,
        source=book.told("source"),
        grade="confirmed",
    )


def _suspect(book: "CaseBook", told: SuspectOutline) -> None:
    """Everything about a suspect is written by the one who has the right to it."""
    days = book.source.random.randint(3, 25)
    on = min(book.outline.opened_on + timedelta(days=days), book.end)
    diary, by = book.region.diary, COORDINATOR
    person = _person(book, told.person, on, by)
    _role(book, person, told.role, on, by)
    _identifiers(book, person, told.identifiers, on, by)
    if told.alias:
        diary.new(
            PersonName, on, by, book.number, person_id=person, name=told.alias, name_kind="alias"
        )
    book.new(
        SuspectDetails,
        on,
        by=by,
        person_id=person,
        stage=told.stage,
        source=told.source,
        grade=told.grade,
        way_of_working=told.way_of_working,
        vehicles=told.vehicles,
        firms=told.firms,
        relation_to_victim=codes("suspect_relation")[told.relation].label_nl,
        police_number=told.police_number,
        aangifte_on=VagueDate.on(told.aangifte_on) if told.aangifte_on else None,
    )
    add_facts(book, person, told.way_of_working, on, by)
    if told.firms:
        book.new(
            PersonOrganisation, on, by=by, person_id=person, relation="directs",
            firm=told.firms, source=told.source, grade=told.grade,
        )  # fmt: skip
    for victim in book.outline.victims:
        book.new(
            PersonRelation,
            on,
            by=by,
            person_id=person,
            relation=_TIES.get(told.relation, "connected"),
            other_id=book.person(victim.person.key),
            source=told.source,
            grade=told.grade,
        )


def _work_of(form: str) -> str:
    return form if form == "labour" else "sexual" if form.startswith("sexual") else "other"


def _episode(book: "CaseBook", told: EpisodeOutline) -> None:
    on = min(book.outline.opened_on + timedelta(days=book.source.random.randint(0, 20)), book.end)
    location = book.region.location(told.place, on)
    victim = next(v for v in book.outline.victims if v.person.key == told.person)
    labour = told.form == "labour"
    book.new(
        ExploitationEpisode,
        on,
        person_id=book.person(told.person),
        main_form=told.form,
        scope=told.scope,
        since=told.began,
        until=told.ended,
        ongoing="no",
        age_class="minor" if victim.minor_at_start else "adult",
        risk_sector=told.risk_sector,
        sector=told.sector,
        location_id=location,
        gemeente=location.values["gemeente"] or told.gemeente,
        countries=("6030",) if told.scope == "domestic" else None,
        means_of_control=told.means,
        work=book.told("work", _work_of(told.form)),
        hours_a_week=book.source.random.randint(45, 90) if labour else None,
        pay=book.told("pay"),
        debt=book.told("debt") if labour else None,
        recruitment_channels=(told.recruitment,),
        recruitment_country=victim.person.birth_country,
        ending=book.told("ending"),
        story=book.outline.summary,
        nature="according_to_client",
    )
