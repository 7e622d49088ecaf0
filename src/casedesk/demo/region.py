"""The region around the cases: partners, places, signals, inspections and requests for advice."""

from datetime import date, timedelta
from typing import Any

from casedesk.demo.course import weekday
from casedesk.demo.diary import Diary, Entry
from casedesk.demo.invention import Invention
from casedesk.demo.material import codes, material, shares
from casedesk.demo.outline import InventedPartner
from casedesk.kernel.vague_dates import VagueDate
from casedesk.locations.model import Inspection, Location
from casedesk.organisations.model import ContactPerson, Organisation
from casedesk.signals.model import AdviceRequest, Signal, SignalIndicator

COORDINATOR = "zorgcoordinator"
DEPUTY = "waarnemer"
FOCAL_OFFICER = "aandachtsfunctionaris"
WRITERS = (COORDINATOR, DEPUTY, FOCAL_OFFICER)

_ENDS = {"watch": 0.35, "dropped": 0.25, "passed_on": 0.2, "inspection": 0.2}
_SOURCES = ("citizen", "enforcement", "police", "brp_desk", "housing", "anonymous", "school")


class Region:
    """What all makers share: chance, diary, and what was made before."""

    def __init__(self, source: Invention, today: date, since: date) -> None:
        self.source = source
        self.today = today
        self.since = since
        self.diary = Diary(today)
        self.persons: dict[int, Entry] = {}
        self.partners: dict[str, Entry] = {}
        self.contacts: dict[str, Entry] = {}
        self.locations: dict[str, Entry] = {}
        self.names = {a["login"]: str(a["name"]) for a in material("region")["account"]}
        self._signals = 0

    def words(self, *path: str) -> Any:
        """A table or list of ``region.toml``."""
        found: Any = material("region")
        for part in path:
            found = found[part]
        return found

    def make_directory(self) -> None:
        """All partners with their contact persons, from the first day on."""
        for partner in self.source.partners:
            self._partner(partner)

    def partner(self, kind: str) -> Entry:
        """A partner of that kind."""
        return self.partners[self.source.partner(kind).name]

    def location(self, name: str, on: date) -> Entry:
        """The place of that name; it is made when it is first spoken of."""
        if name not in self.locations:
            self.locations[name] = self._location(name, on)
        return self.locations[name]

    def _partner(self, partner: InventedPartner) -> None:
        def new(cls: Any, **values: Any) -> Entry:
            return self.diary.new(cls, self.since, COORDINATOR, partner.name, **values)

        made = new(
            Organisation,
            name=partner.name,
            partner_kind=partner.kind,
            gemeente=partner.gemeente,
            phone=partner.phone,
            phone_after_hours=partner.phone_after_hours,
            email=partner.email,
            secure_channel=partner.secure_channel,
            response_days=partner.response_days,
        )
        self.partners[partner.name] = made
        for contact in partner.contacts:
            entry = new(
                ContactPerson,
                organisation_id=made,
                name=contact.name,
                function=contact.function,
                phone=contact.phone,
                email=contact.email,
            )
            self.contacts.setdefault(partner.name, entry)

    def _location(self, name: str, on: date) -> Entry:
        heading, place = next(
            (heading, place)
            for heading, place in material("places")["places"].items()
            if name in place["names"]
        )
        gemeente = self.source.gemeente()
        online = heading == "online"
        street, _, rest = self.source.address(gemeente).partition(",")
        postcode, town = rest.strip()[:7], rest.strip()[8:]
        number = street.rpartition(" ")
        return self.diary.new(
            Location,
            on,
            FOCAL_OFFICER,
            name,
            name=name,
            location_kind=place.get("kind", heading),
            risk_sector=place["sector"],
            sector=codes("risk_sector")[place["sector"]].parent,
            street=None if online else number[0],
            house_number=None if online else number[2],
            postcode=None if online else postcode,
            town=None if online else town,
            gemeente=None if online else gemeente,
            web=name.rsplit(maxsplit=1)[-1].lower() if online else None,
        )

    def make_loose_signals(self, count: int) -> None:
        """Signals that led to no case: watched, passed on, dropped, or looked into on the spot."""
        for _ in range(count):
            on = weekday(self.source.day(self.since + timedelta(days=40), self.today))
            place = self.any_place()
            outcome = self.source.pick(_ENDS)
            fresh = self.today - on < timedelta(days=10)
            signal = self.signal(place, on, "" if fresh else outcome)
            if outcome == "inspection" and not fresh:
                self._inspection(place, on, signal)

    def any_place(self) -> str:
        """The name of one of the places of the region."""
        places = material("places")["places"]
        return str(self.source.one(places[self.source.one(tuple(places))]["names"]))

    def signal(self, place: str, on: date, outcome: str, **values: Any) -> Entry:
        """A signal about a place, with what the source saw and how it was judged."""
        source, words = self.source, self.words("signals", _group(place))
        self._signals += 1
        of = f"signal {self._signals}"
        location = self.location(place, on)
        decided = min(on + timedelta(days=source.random.randint(2, 9)), self.today)
        passed = outcome == "passed_on"
        partner = self.partner(source.one(("police", "riec"))) if passed else None
        made = self.diary.new(
            Signal,
            on,
            FOCAL_OFFICER,
            of,
            subject=source.one(words["subjects"]).format(place=place),
            received_on=on,
            seen=VagueDate.on(on - timedelta(days=source.random.randint(0, 12))),
            description=source.one(words["texts"]).format(place=place),
            source_kind=source.one(_SOURCES),
            location_id=location,
            gemeente=location.values["gemeente"],
            forms=(_FORMS[_group(place)],),
            risk_sector=location.values["risk_sector"],
            risk_groups=tuple(words["groups"]),
            persons_seen=source.random.randint(1, 12),
            minors=source.pick({"no": 0.5, "yes": 0.2, "": 0.3}),
            grade_source=source.one(("a", "b", "b", "c", "x")),
            grade_content=source.one(("2", "3", "4")),
            **values,
        )
        for indicator in source.some(words["indicators"], 1, 3):
            self.diary.new(
                SignalIndicator,
                on,
                FOCAL_OFFICER,
                of,
                signal_id=made,
                indicator=indicator,
                answer=source.one(("yes", "suspected")),
            )
        if outcome:
            self.diary.change(
                made,
                decided,
                FOCAL_OFFICER,
                of,
                outcome=outcome,
                outcome_reason=self.words("signals", "ends", outcome),
                passed_to_id=partner,
                passed_on=decided if passed else None,
                review_on=decided + timedelta(days=60) if outcome == "watch" else None,
                feedback_on=decided if source.chance(0.6) else None,
            )
        return made

    def _inspection(self, place: str, on: date, signal: Entry) -> None:
        source, words = self.source, self.words("inspections")
        planned = on + timedelta(days=source.random.randint(5, 12))
        held = weekday(on + timedelta(days=source.random.randint(14, 45)))
        was_held, calm = held <= self.today, source.chance(0.4)
        of = f"{signal.values['subject']} {on}"
        made = self.diary.new(
            Inspection,
            min(planned, self.today),
            FOCAL_OFFICER,
            of,
            location_id=self.location(place, on),
            signal_id=signal,
            inspection_kind=source.one(("integral", "municipal", "labour", "housing")),
            planned_on=held,
            took_part=source.some(("police", "municipality", "riec", "ngo"), 1, 3),
            reason=source.one(words["reasons"]),
        )
        if was_held:
            findings = ("overcrowding", "no_permit", "bad_housing", "underpayment", "fire_risk")
            self.diary.change(
                made,
                held,
                FOCAL_OFFICER,
                of,
                held_on=held,
                findings=("nothing",) if calm else source.some(findings, 1, 3),
                indicators=() if calm else ("k_overcrowded",),
                persons_found=source.random.randint(0, 14),
                findings_note=source.one(words["nothing" if calm else "found"]),
                follow_up=("none",) if calm else ("warning", "recheck"),
                follow_up_note="" if calm else source.one(words["follow_up"]),
                recheck_on=None if calm else held + timedelta(days=60),
            )

    def make_advice(self, count: int) -> None:
        """Requests for advice, without a word about who it is about."""
        for number in range(count):
            on = weekday(self.source.day(self.since + timedelta(days=40), self.today))
            told = self.source.one(self.words("advice"))
            kind = self.source.pick(shares("other_reporters"))
            person = self.source.person("dutch")
            name = (person.given, person.prefix, person.family)
            self.diary.new(
                AdviceRequest,
                on,
                self.source.one((COORDINATOR, FOCAL_OFFICER)),
                f"advice {number}",
                subject=told["subject"],
                asked_on=on,
                caller_kind=kind,
                caller=" ".join(part for part in name if part),
                topics=tuple(told["topics"]),
                question=told["question"],
                advice=told["advice"],
                answered_on=on,
                minutes=self.source.one((10, 15, 20, 30)),
            )


_FORMS = {"labour": "labour", "sexual": "sexual", "other": "criminal"}


def _group(place: str) -> str:
    places = material("places")
    heading = next(h for h, entry in places["places"].items() if place in entry["names"])
    if heading in places["by_form"]["labour"]:
        return "labour"
    return "other" if heading in ("street", "home") else "sexual"
