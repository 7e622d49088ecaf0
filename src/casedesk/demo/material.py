"""The words and shares from which the invented region is made, read from ``resources/demo``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from casedesk.kernel.resources import resource_path
from casedesk.store.code_list_files import CodeRow, read_lists


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name in Latin letters and in its own script (the same where that is Latin)."""

    latin: str
    own: str


@dataclass(frozen=True, slots=True)
class FamilyName:
    """A family name, which some languages write differently for women and men."""

    prefix: str
    female: Spelling
    male: Spelling

    @property
    def spellings(self) -> tuple[str, str]:
        """The Latin spellings for women and men."""
        return self.female.latin, self.male.latin


@dataclass(frozen=True, slots=True)
class Tradition:
    """How people of one language name themselves."""

    name: str
    nationalities: tuple[str, ...]
    countries: tuple[str, ...]
    language: str
    script: str
    family_first: bool
    given: dict[str, tuple[Spelling, ...]]
    family: tuple[FamilyName, ...]


@cache
def material(name: str) -> dict[str, Any]:
    """One file of ``resources/demo``, for example ``"stories"``."""
    with resource_path("demo", f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def shares(*path: str) -> dict[str, float]:
    """The shares under a heading of ``shares.toml``, without the line about their source."""
    table: dict[str, Any] = material("shares")
    for part in path:
        table = table[part]
    return {name: share for name, share in table.items() if name != "source"}


@cache
def traditions() -> dict[str, Tradition]:
    """Every spelling tradition by name."""
    return {name: _tradition(name, table) for name, table in material("names").items()}


@cache
def codes(list_name: str) -> dict[str, CodeRow]:
    """The rows of a code list that are still valid, by code."""
    for code_list in read_lists():
        if code_list.name == list_name:
            return {row.code: row for row in code_list.rows if row.valid_to is None}
    raise LookupError(f"no code list {list_name!r}")


def _tradition(name: str, table: dict[str, Any]) -> Tradition:
    plain = [("", text) for text in table["family"]]
    prefixed = [tuple(text.split("|")) for text in table.get("prefixed", ())]
    return Tradition(
        name=name,
        nationalities=tuple(table["nationalities"]),
        countries=tuple(table["countries"]),
        language=table["language"],
        script=table["script"],
        family_first=table.get("family_first", False),
        given={sex: tuple(map(_spelling, table[sex])) for sex in ("female", "male")},
        family=tuple(_family(prefix, text) for prefix, text in (*plain, *prefixed)),
    )


def _family(prefix: str, text: str) -> FamilyName:
    female, _, male = text.partition("/")
    return FamilyName(prefix, _spelling(female), _spelling(male or female))


def _spelling(text: str) -> Spelling:
    latin, _, own = text.partition(" = ")
    return Spelling(latin, own or latin)
