"""Invented people, partners and cases: the same seed always gives the same ones.

No store is touched here. Everything is recognisable as invented: family names are made of words
for water, weather and birds, telephone numbers begin with a zero that no subscriber has, domains
end in ``.example``, accounts are two digits short, and plates hold vowels.
"""

from datetime import date
from functools import cached_property

from anyascii import anyascii

from casedesk.demo.chance import Chance
from casedesk.demo.material import Spelling, Tradition, codes, material, shares, traditions
from casedesk.demo.outline import CaseOutline, InventedContact, InventedPartner, InventedPerson
from casedesk.handover.profiles import profile_for
from casedesk.kernel.vague_dates import Precision, VagueDate, month_span

_PLATE_LETTERS = "AEIOU"  # no vowels stand on Dutch plates
_BIRTHS = (date(1970, 1, 1), date(2006, 12, 31))
_MAIL_DOMAINS = ("verzonnenpost.example", "fabelmail.example", "praatfictie.example")


_ATTEMPTS = 20_000


class Invention(Chance):
    """A source of invented persons, numbers, partners and cases.

    Each call gives something new; two sources with one seed give the same things in the same
    order.
    """

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.known_suspects: list[InventedPerson] = []
        self.known_victims: list[InventedPerson] = []
        self._persons = 0
        self._taken: set[str] = set()

    def person(
        self,
        tradition: str = "",
        sex: str = "",
        born: tuple[date, date] = _BIRTHS,
        parent: InventedPerson | None = None,
    ) -> InventedPerson:
        """A new person; without a tradition or sex, any. ``born`` is first and last birthday.

        A child has the family name of its parent, in the form for its own sex.
        """
        tradition = parent.tradition if parent else tradition
        names = traditions()[tradition or self.one(tuple(traditions()))]
        sex = sex or self.one(("female", "male"))
        given, family, prefix = self._names(names, sex, parent)
        own = [given.own, family.own]
        if names.family_first:
            own.reverse()
        latin = _joined(given.latin, prefix, family.latin)
        self._persons += 1
        place = self.random.randrange(len(names.nationalities))
        return InventedPerson(
            key=self._persons,
            tradition=names.name,
            given=given.latin,
            prefix=prefix,
            family=family.latin,
            original_script=" ".join(own) if _differs(names) else "",
            latin=anyascii(latin),
            sex=sex,
            birth=self._birth(born),
            nationality=names.nationalities[place],
            birth_country=names.countries[place],
            language=names.language,
        )

    def phone(self) -> str:
        """A mobile number that nobody has: 06-0 is given to no subscriber."""
        return f"+31 6 0{self.random.randrange(10**7):07d}"

    def landline(self) -> str:
        """A telephone number that nobody has: no subscriber number begins with a zero."""
        return f"+31 20 000 {self.random.randrange(100, 10**4):04d}"

    def email(self, person: InventedPerson) -> str:
        """An address under ``.example``."""
        name = "".join(char for char in anyascii(person.family).lower() if char.isalpha())
        initial = anyascii(person.given)[0].lower()
        number = self.random.randrange(10, 100)
        return f"{initial}.{name}{number}@{self.one(_MAIL_DOMAINS)}"

    def plate(self) -> str:
        """A number plate with vowels, which are not given out."""
        letters = "".join(self.random.choices(_PLATE_LETTERS, k=3))
        return f"{letters[:2]}-{self.random.randrange(1000):03d}-{letters[2]}"

    def account(self) -> str:
        """Looks like an IBAN and cannot be one: it is two digits short."""
        return f"NL00 DEMO {self.random.randrange(10**4):04d} {self.random.randrange(10**4):04d}"

    def v_number(self) -> str:
        """Looks like an immigration number; the real ones do not begin with zeros."""
        return f"000{self.random.randrange(10**7):07d}"

    def gemeente(self) -> str:
        """A gemeente of the invented region, by its share."""
        return self.pick(shares("gemeenten"))

    def address(self, gemeente: str) -> str:
        """A street that does not exist, with a postcode that is never given out."""
        street = self.one(material("places")["streets"])
        postcode = f"00{self.random.randrange(10, 100)} {''.join(self.random.choices('XYZ', k=2))}"
        town = codes("gemeente")[gemeente].label_nl
        return f"{street} {self.random.randrange(1, 200)}, {postcode} {town}"

    @cached_property
    def partners(self) -> tuple[InventedPartner, ...]:
        """All partners of the invented region: at least one of every kind."""
        return tuple(self._partner(table) for table in material("partners")["partner"])

    def partner(self, kind: str, sex: str = "") -> InventedPartner:
        """One of the partners of a kind (list ``partner_kind``) that takes persons of that sex."""
        fitting = [partner for partner in self.partners if partner.kind == kind]
        return self.one([p for p in fitting if not sex or p.takes in ("", sex)])

    def case_outline(self, today: date) -> CaseOutline:
        """A whole case as it stands on ``today``, opened in the years before."""
        from casedesk.demo.storyline import invent_case

        return invent_case(self, today)

    def telling_case_outline(self, today: date) -> CaseOutline:
        """A running case in which much can be seen, for the first look at the program."""
        for _ in range(_ATTEMPTS):
            before = self._persons, set(self._taken)
            known = list(self.known_suspects), list(self.known_victims)
            outline = self.case_outline(today)
            if _is_telling(outline):
                return outline
            self._persons, self._taken = before
            self.known_suspects, self.known_victims = known
        raise AssertionError("the shares no longer give a telling case")

    def _names(
        self, names: Tradition, sex: str, parent: InventedPerson | None
    ) -> tuple[Spelling, Spelling, str]:
        """A given name, family name and prefix that nobody has yet, if that can be had."""
        families = [
            name
            for name in names.family
            if parent is None or (name.prefix == parent.prefix and parent.family in name.spellings)
        ]
        for attempt in range(8):
            given, family_name = self.one(names.given[sex]), self.one(families)
            if attempt >= 4:  # the single names are running out
                second = self.one(names.given[sex])
                given = Spelling(f"{given.latin} {second.latin}", f"{given.own} {second.own}")
            family = family_name.female if sex == "female" else family_name.male
            name = _joined(given.latin, family_name.prefix, family.latin)
            if name not in self._taken:
                break
        self._taken.add(name)
        return given, family, family_name.prefix

    def _birth(self, born: tuple[date, date]) -> VagueDate:
        day = self.day(*born)
        kind = self.random.random()
        if kind < 0.78:
            return VagueDate.on(day)
        if kind < 0.9:
            first, last = date(day.year, 1, 1), date(day.year, 12, 31)
            return VagueDate(first, last, Precision.YEAR, estimated=self.chance(0.4))
        return VagueDate(*month_span(day.year, day.month), Precision.MONTH)

    def _partner(self, table: dict[str, str | list[str]]) -> InventedPartner:
        kind, domain = str(table["kind"]), f"{table['domain']}.example"
        return InventedPartner(
            kind=kind,
            name=str(table["name"]),
            gemeente=self.gemeente(),
            phone=self.landline(),
            phone_after_hours=self.phone() if kind in ("shelter", "police", "safe_home") else "",
            email=f"info@{domain}",
            secure_channel=self.one(("Beveiligde mail", "Portaal van de partner")),
            response_days=profile_for(kind, date.max).response_days,
            contacts=tuple(self._contact(function, domain) for function in table["contacts"]),
            takes=str(table.get("takes", "")),
        )

    def _contact(self, function: str, domain: str) -> InventedContact:
        person = self.person("dutch")
        name = _joined(person.given, person.prefix, person.family)
        local = "".join(char for char in anyascii(person.family).lower() if char.isalpha())
        return InventedContact(name, function, self.phone(), f"{local}@{domain}")


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _differs(names: Tradition) -> bool:
    """Whether people of this tradition write their whole name otherwise than it is recorded."""
    return names.script != "latin" or names.family_first


def _is_telling(outline: CaseOutline) -> bool:
    return (
        outline.phase == "active"
        and len(outline.victims) > 1
        and any(victim.person.original_script for victim in outline.victims)
        and bool(outline.suspects)
        and len({referral.state for referral in outline.referrals}) > 2
        and any(deadline.met_on is None for deadline in outline.deadlines)
        and any(action.state == "open" for action in outline.actions)
        and len(outline.track_events) > 2
    )
