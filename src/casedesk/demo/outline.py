"""What an invented person, partner and case consist of: plain values, no records.

Choices are codes of the lists in ``resources/code_lists``; the list is named beside each. Texts
are Dutch. Persons of a case are told apart by :attr:`InventedPerson.key`, which is the same when
one person occurs in several cases.
"""

from dataclasses import dataclass
from datetime import date, datetime

from casedesk.kernel.vague_dates import VagueDate


@dataclass(frozen=True, slots=True)
class InventedPerson:
    """A person who does not exist.

    ``given`` and ``family`` are Latin letters with their marks; ``original_script`` is the whole
    name as the person would write it, empty where that is the same; ``latin`` is the whole name
    without marks, as the machine zone of a passport has it.
    """

    key: int
    tradition: str
    given: str
    prefix: str
    family: str
    original_script: str
    latin: str
    sex: str  # sex
    birth: VagueDate
    nationality: str  # nationality
    birth_country: str  # country
    language: str  # language


@dataclass(frozen=True, slots=True)
class InventedContact:
    """A person to call at a partner."""

    name: str
    function: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class InventedPartner:
    """An organisation that does not exist."""

    kind: str  # partner_kind
    name: str
    gemeente: str  # gemeente
    phone: str
    phone_after_hours: str
    email: str
    secure_channel: str
    response_days: int
    contacts: tuple[InventedContact, ...]
    takes: str = ""  # sex, empty for everybody


@dataclass(frozen=True, slots=True)
class IdentifierOutline:
    """A phone, plate, account or number that points to a person."""

    kind: str  # identifier_kind
    value: str


@dataclass(frozen=True, slots=True)
class VictimOutline:
    """A (possible) victim in a case, with the safe-contact card."""

    person: InventedPerson
    identifiers: tuple[IdentifierOutline, ...]
    residence_status: str  # residence_status
    interpreter: str  # interpreter_need
    minor_at_start: bool
    safe_channels: tuple[str, ...]  # contact_channel
    safe_times: str
    contact_rules: tuple[str, ...]  # safe_contact_rule
    code_word: str
    never_tell: str
    address: str
    address_secret: bool
    shelter_name: str
    shelter_address: str
    health: str
    children_with: int
    comensha_state: str  # comensha_state
    comensha_reason: str  # comensha_not_reported_reason, empty when reported
    working_name: str


@dataclass(frozen=True, slots=True)
class SuspectOutline:
    """A suspect or facilitator in a case: art. 10 data, each with its source and grade."""

    person: InventedPerson
    role: str  # person_role: suspect or facilitator
    alias: str
    identifiers: tuple[IdentifierOutline, ...]
    stage: str  # suspect_stage
    source: str
    grade: str  # information_grade
    way_of_working: str
    vehicles: str
    firms: str
    relation: str  # suspect_relation
    police_number: str
    aangifte_on: date | None


@dataclass(frozen=True, slots=True)
class OtherPersonOutline:
    """A child, witness or person of the network."""

    person: InventedPerson
    role: str  # person_role
    parent: int | None  # key of the victim whose child it is


@dataclass(frozen=True, slots=True)
class EpisodeOutline:
    """One period of exploitation of one person at one place."""

    person: int
    form: str  # exploitation_form
    means: tuple[str, ...]  # means_of_control
    recruitment: str  # recruitment_channel
    scope: str  # exploitation_scope
    sector: str  # sector, or empty
    risk_sector: str  # risk_sector, or empty
    location_kind: str  # location_kind
    place: str
    gemeente: str  # gemeente
    began: VagueDate
    ended: VagueDate


@dataclass(frozen=True, slots=True)
class ContactOutline:
    """A talk, visit or message. ``at`` is local time without a zone."""

    person: int | None
    at: datetime
    kind: str  # contact_kind
    minutes: int
    subject: str
    text: str
    nature: str  # contact_nature
    next_step: str


@dataclass(frozen=True, slots=True)
class NoteOutline:
    """A remark that belongs to no contact."""

    person: int | None
    about: VagueDate
    subject: str
    text: str
    nature: str  # contact_nature


@dataclass(frozen=True, slots=True)
class ReferralOutline:
    """A question to a partner, or from one, as far as it has come."""

    person: int
    partner: InventedPartner
    direction: str  # referral_direction
    service: str  # referral_service
    question: str
    state: str  # referral_state
    made_on: date
    sent_on: date | None
    answer_by: date | None
    received_on: date | None
    answered_on: date | None
    refusal_reason: str  # refusal_reason, or empty
    started_on: date | None
    ended_on: date | None
    result: str


@dataclass(frozen=True, slots=True)
class NeedOutline:
    """How one life domain was on one day."""

    person: int
    on: date
    domain: str  # need_domain
    level: str  # need_level
    text: str


@dataclass(frozen=True, slots=True)
class SafetyOutline:
    """How safe a person was on one day."""

    person: int
    on: date
    level: str  # safety_level
    risks: tuple[str, ...]  # safety_risk
    measures: tuple[str, ...]  # safety_measure
    text: str


@dataclass(frozen=True, slots=True)
class GoalOutline:
    """A goal of the care plan."""

    person: int
    domain: str  # need_domain
    text: str
    state: str  # goal_state
    set_on: date
    reached_on: date | None


@dataclass(frozen=True, slots=True)
class ActionOutline:
    """Something that somebody must do; ``goal`` is a place in the case's goals."""

    person: int
    what: str
    owner: str
    due_on: date
    state: str  # action_state
    done_on: date | None
    goal: int | None


@dataclass(frozen=True, slots=True)
class TrackEventOutline:
    """A step in the residence track or the criminal track of a person."""

    person: int
    track: str  # track: residence or criminal
    on: date
    kind: str  # residence_event or criminal_event
    state: str  # residence_state or criminal_state after this step


@dataclass(frozen=True, slots=True)
class DeadlineOutline:
    """A date that must not be missed, with what it counts from."""

    person: int
    what: str
    track: str  # track
    starts_on: date
    due_on: date
    rule: str
    met_on: date | None


@dataclass(frozen=True, slots=True)
class ConsultOutline:
    """A case consult, with the partners who took part."""

    on: date
    kind: str  # consult_kind
    goal: str
    partners: tuple[InventedPartner, ...]
    informed: str  # informed
    informed_not_reason: str  # informed_not_reason, or empty
    agreements: str


@dataclass(frozen=True, slots=True)
class GroundOutline:
    """The legal ground on which a person's data may be shared."""

    person: int
    ground: str  # ground
    on: date
    signatory: str  # consent_signatory, empty without consent
    form: str  # consent_form, empty without consent


@dataclass(frozen=True, slots=True)
class CaseOutline:
    """One invented case, from report to closing, as it stands on ``today``."""

    today: date
    opened_on: date
    closed_on: date | None
    phase: str  # case_phase
    urgency: str  # case_urgency
    gemeente: str  # gemeente
    responsibility: str  # triage_responsibility
    reporter_kind: str  # notification_reporter
    reporter: str
    form: str  # exploitation_form
    summary: str
    danger: str
    triage_decision: str  # triage_decision, empty before triage
    triage_reason: str
    feedback_on: date | None
    close_reason: str  # case_close_reason, empty while open
    outcome: str  # case_outcome, empty while open
    aftercare_on: date | None
    victims: tuple[VictimOutline, ...]
    suspects: tuple[SuspectOutline, ...]
    others: tuple[OtherPersonOutline, ...]
    episodes: tuple[EpisodeOutline, ...]
    contacts: tuple[ContactOutline, ...]
    notes: tuple[NoteOutline, ...]
    referrals: tuple[ReferralOutline, ...]
    needs: tuple[NeedOutline, ...]
    safety: tuple[SafetyOutline, ...]
    goals: tuple[GoalOutline, ...]
    actions: tuple[ActionOutline, ...]
    track_events: tuple[TrackEventOutline, ...]
    deadlines: tuple[DeadlineOutline, ...]
    consults: tuple[ConsultOutline, ...]
    grounds: tuple[GroundOutline, ...]
