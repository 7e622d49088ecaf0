"""Invent the persons of a case: victims, suspects, children, witnesses, and what was done."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from casedesk.demo.material import codes, material, shares
from casedesk.demo.outline import (
    EpisodeOutline,
    IdentifierOutline,
    InventedPerson,
    OtherPersonOutline,
    SuspectOutline,
    TrackEventOutline,
    VictimOutline,
)
from casedesk.kernel.vague_dates import Precision, VagueDate, month_span, season_span

if TYPE_CHECKING:
    from casedesk.demo.course import Frame
    from casedesk.demo.invention import Invention

_DUTCH = "0001"
_RULES = (
    "only_fixed_times",
    "no_voicemail",
    "no_post",
    "no_messages",
    "hidden_number",
    "code_word",
    "never_others_answer",
    "no_home_visit",
    "no_organisation_name",
)
_FEMALE_SHARE = {"sexual": 0.9, "labour": 0.3, "criminal": 0.15}
_SECTOR_OF_SEX_WORK = "sex_unlicensed"
_SUSPECT_AGAIN = 0.08
_VICTIM_BEFORE = 0.06  # a victim of one case can be made to recruit in another
_STAGES = {
    "report_filed": "suspect",
    "inquiry": "suspect",
    "dismissed": "suspect",
    "complaint": "suspect",
    "prosecution": "prosecuted",
    "trial": "prosecuted",
    "convicted": "convicted",
    "acquitted": "acquitted",
}


def invent_victims(source: Invention, frame: Frame) -> tuple[VictimOutline, ...]:
    """One to three (possible) victims, their names in the traditions that fit the form."""
    weights = shares("persons")
    draw = source.random.random()
    three, two = weights["three_victims"], weights["two_victims"]
    count = 3 if draw < three else 2 if draw < three + two else 1
    tradition = source.pick(_traditions(frame))
    return tuple(_victim(source, frame, tradition) for _ in range(count))


def invent_suspects(
    source: Invention, frame: Frame, tracks: tuple[TrackEventOutline, ...]
) -> tuple[SuspectOutline, ...]:
    """Nobody, or one to three suspects and facilitators; now and then one of another case."""
    weights = shares("persons")
    if frame.no_trafficking or not source.chance(weights["suspect"]):
        return ()
    criminal = [step for step in tracks if step.track == "criminal"]
    stage = _STAGES.get(criminal[-1].state, "signal") if criminal else "signal"
    filed = next((step.on for step in criminal if step.kind == "report_filed"), None)
    roles = ["suspect"]
    if source.chance(weights["two_suspects"]):
        roles.append("suspect")
    if source.chance(weights["facilitator"]):
        roles.append("facilitator")
    # Of other cases, each at most once in this one; the victims of this case come in later.
    suspects, victims = list(source.known_suspects), list(source.known_victims)
    found = []
    for role in roles:
        if suspects and source.chance(_SUSPECT_AGAIN):
            person = suspects.pop(source.random.randrange(len(suspects)))
        elif victims and source.chance(_VICTIM_BEFORE):
            person = victims.pop(source.random.randrange(len(victims)))
        else:
            born = (_years_before(frame.opened_on, 60), _years_before(frame.opened_on, 19))
            person = source.person(sex="male" if source.chance(0.75) else "female", born=born)
            source.known_suspects.append(person)
        found.append(_suspect(source, frame, person, role, stage, filed))
    return tuple(found)


def remember_victims(source: Invention, victims: tuple[VictimOutline, ...]) -> None:
    """Let grown-up victims of this case turn up in other cases."""
    source.known_victims += [victim.person for victim in victims if not victim.minor_at_start]


def invent_others(
    source: Invention, frame: Frame, victims: tuple[VictimOutline, ...]
) -> tuple[OtherPersonOutline, ...]:
    """The children who are with a victim, and perhaps a witness or somebody of the network."""
    found = []
    for victim in victims:
        born = (_years_before(frame.opened_on, 11), _years_before(frame.opened_on, 1))
        for _ in range(victim.children_with):
            child = source.person(born=born, parent=victim.person)
            found.append(OtherPersonOutline(child, "child", victim.person.key))
    if source.chance(shares("persons")["witness"]):
        role = source.one(("witness", "network"))
        found.append(OtherPersonOutline(source.person(), role, None))
    return tuple(found)


def invent_episodes(
    source: Invention, frame: Frame, victims: tuple[VictimOutline, ...]
) -> tuple[EpisodeOutline, ...]:
    """One period of exploitation for each victim, at one place for all, in vague dates."""
    if frame.no_trafficking:
        return ()
    places = material("places")
    kinds = places["by_form"].get(frame.form, places["by_form"]["other"])
    if frame.group == "labour":
        kind, risk_sector = _labour_place(source)
    else:
        kind = source.one(kinds)
        risk_sector = _SECTOR_OF_SEX_WORK if frame.form.startswith("sexual") else ""
    place = source.one(places["places"][kind]["names"])
    sector = codes("risk_sector")[risk_sector].parent if risk_sector else ""
    story = material("stories")[frame.group]
    episodes = []
    for victim in victims:
        stopped = frame.opened_on - timedelta(days=source.random.randint(2, 90))
        began = stopped - timedelta(days=source.random.randint(40, 900))
        episodes.append(
            EpisodeOutline(
                person=victim.person.key,
                form=frame.form,
                means=source.some(story["means"], 1, 4),
                recruitment=source.one(story["recruitment"]),
                scope="domestic" if victim.person.nationality == _DUTCH else "cross_border",
                sector=sector,
                risk_sector=risk_sector,
                location_kind=places["places"][kind].get("kind", kind),
                place=place,
                gemeente=source.gemeente() if source.chance(0.4) else frame.gemeente,
                began=_vague(source, began),
                ended=_vague(source, stopped),
            )
        )
    return tuple(episodes)


def _labour_place(source: Invention) -> tuple[str, str]:
    places = material("places")["places"]
    risk_sector = source.pick(shares("sectors"))
    fitting = [kind for kind, entry in places.items() if entry["sector"] == risk_sector]
    return source.one(fitting), risk_sector


def _traditions(frame: Frame) -> dict[str, float]:
    known = material("shares")["traditions"]
    return shares("traditions", frame.form if frame.form in known else "other")


def _victim(source: Invention, frame: Frame, tradition: str) -> VictimOutline:
    weights = shares("persons")
    minor = source.chance(weights.get(f"minor_{frame.form}", weights["minor_other"]))
    ages = (13, 17) if minor else (18, 48)
    born = (_years_before(frame.opened_on, ages[1]), _years_before(frame.opened_on, ages[0]))
    female = next((s for f, s in _FEMALE_SHARE.items() if frame.form.startswith(f)), 0.5)
    person = source.person(tradition, "female" if source.chance(female) else "male", born)
    sheltered = not frame.early and source.chance(0.4)
    shelter = source.partner("shelter", person.sex)
    state = _comensha(source, frame, sheltered)
    with_children = not minor and source.chance(weights["children"])
    rules = source.some(_RULES, 1, 4)
    story = material("stories")
    reasons = ("no_consent", "not_asked_yet", "already_reported", "safety")
    return VictimOutline(
        person=person,
        identifiers=_identifiers(source, person),
        residence_status=_residence_status(source, person),
        interpreter=_interpreter(source, person),
        minor_at_start=minor,
        safe_channels=source.some(("phone", "chat", "mail", "in_person", "via_helper"), 1, 2),
        safe_times=source.one(("doordeweeks 10 tot 12 uur", "na 19 uur", "alleen op dinsdag", "")),
        contact_rules=rules,
        code_word=source.one(story["code_words"]["texts"]) if "code_word" in rules else "",
        never_tell=source.one(story["never_tell"]["texts"]),
        address="" if sheltered else source.address(frame.gemeente),
        address_secret=sheltered or source.chance(0.3),
        shelter_name=shelter.name if sheltered else "",
        shelter_address=source.address(source.gemeente()) if sheltered else "",
        health=source.one(story["health"]["texts"]) if source.chance(0.7) else "",
        children_with=source.random.randint(1, 2) if with_children else 0,
        comensha_state=state,
        comensha_reason=source.one(reasons) if state == "not_reported" else "",
        working_name=source.one(("Bella", "Luna", "Kim", "Tiger"))
        if _has_one(source, frame)
        else "",
    )


def _has_one(source: Invention, frame: Frame) -> bool:
    return frame.form.startswith("sexual") and source.chance(0.3)


def _comensha(source: Invention, frame: Frame, sheltered: bool) -> str:
    if frame.early or frame.no_trafficking:
        return "not_reported"
    if sheltered:
        return source.pick({"placed": 0.8, "registered_name": 0.2})
    return source.pick(
        {
            "not_reported": 0.35,
            "registered_pseudonym": 0.4,
            "registered_name": 0.2,
            "shelter_requested": 0.05,
        }
    )


def _residence_status(source: Invention, person: InventedPerson) -> str:
    group = codes("nationality")[person.nationality].note
    if "own_nationals" in group:
        return "dutch"
    if "other_eu" in group:
        return "eu_eea_swiss"
    if person.tradition == "ukrainian":
        return "temporary_protection"
    return source.pick(
        {"no_right": 0.5, "asylum_procedure": 0.25, "short_stay": 0.15, "not_settled": 0.1}
    )


def _interpreter(source: Invention, person: InventedPerson) -> str:
    if person.language == "nl":
        return "none"
    return source.pick(
        {"phone": 0.5, "present": 0.2, "female": 0.1, "outside_community": 0.1, "none": 0.1}
    )


def _identifiers(source: Invention, person: InventedPerson) -> tuple[IdentifierOutline, ...]:
    found = [IdentifierOutline("phone", source.phone())]
    if source.chance(0.4):
        found.append(IdentifierOutline("email", source.email(person)))
    if "non_eu" in codes("nationality")[person.nationality].note and source.chance(0.6):
        found.append(IdentifierOutline("v_number", source.v_number()))
    return tuple(found)


def _suspect(
    source: Invention,
    frame: Frame,
    person: InventedPerson,
    role: str,
    stage: str,
    filed: date | None,
) -> SuspectOutline:
    words = material("plans")["suspects"]
    identifiers = [IdentifierOutline("phone", source.phone())]
    if source.chance(0.4):
        identifiers.append(IdentifierOutline("plate", source.plate()))
    if source.chance(0.3):
        identifiers.append(IdentifierOutline("bank_account", source.account()))
    # Police files also grow without a report of the victim.
    if stage == "signal" and source.chance(0.25):
        stage = "suspect"
    known = stage != "signal"
    return SuspectOutline(
        person=person,
        role=role,
        alias=source.one(words["aliases"]) if source.chance(0.5) else "",
        identifiers=tuple(identifiers),
        stage=stage,
        source=source.one(words["sources"]),
        grade=source.pick({"confirmed": 0.2, "probable": 0.35, "possible": 0.35, "unjudged": 0.1}),
        way_of_working=source.one(material("stories")[frame.group]["workings"]),
        vehicles=source.one(words["vehicles"]) if source.chance(0.4) else "",
        firms=source.one(words["firms"]) if frame.group == "labour" else "",
        relation=source.one(words["relations"]),
        police_number=f"PL0000-DEMO-{source.random.randrange(10**5):05d}" if known else "",
        aangifte_on=filed,
    )


def _years_before(day: date, years: int) -> date:
    """First day of the year in which somebody is surely that old, or one less."""
    return date(day.year - years, 1, 1)


def _vague(source: Invention, day: date) -> VagueDate:
    """A day as a victim remembers it: often a month or season, seldom a day."""
    draw = source.random.random()
    if draw < 0.15:
        return VagueDate.on(day)
    if draw < 0.6:
        first, last = month_span(day.year, day.month)
        return VagueDate(first, last, Precision.MONTH, estimated=source.chance(0.3))
    if draw < 0.85:
        month = day.month // 3 * 3 or 12
        year = day.year - 1 if day.month < 3 else day.year
        return VagueDate(*season_span(year, month), Precision.SEASON)
    return VagueDate(date(day.year, 1, 1), date(day.year, 12, 31), Precision.YEAR)
