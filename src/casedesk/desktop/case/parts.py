"""Who plays which part in a case."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from casedesk.kernel.kinds import PERSON, TIE
from casedesk.people.model import RESTRICTED_ROLES
from casedesk.records.reading import Reader


@dataclass(frozen=True, slots=True)
class Part:
    """A person of the case with the parts that they play in it, as (id, version, code, label)."""

    person_id: int
    name: str
    roles: tuple[tuple[int, int, str, str], ...]

    @property
    def shielded(self) -> bool:
        """Whether the person stands among the suspects: every part they play here is shielded."""
        return all(code in RESTRICTED_ROLES for _id, _version, code, _label in self.roles)

    @property
    def parts_played(self) -> str:
        """The roles in words."""
        return ", ".join(label for _id, _version, _code, label in self.roles)


def read_parts(session: Session, reader: Reader, case_id: int) -> tuple[Part, ...]:
    """The persons of a case: in the order of the list of roles, then of adding."""
    order = {code: place for place, code in enumerate(reader.labels.codes("person_role"))}
    ties = sorted(
        reader.views(session, TIE, case_id=case_id),
        key=lambda tie: (order.get(tie.values["role"], len(order)), tie.id),
    )
    names = reader.titles(session, PERSON, [t.values["person_id"] for t in ties], case_id)
    roles: dict[int, list[tuple[int, int, str, str]]] = {}
    for tie in ties:
        code = tie.values["role"]
        label = reader.labels.label("person_role", code)
        roles.setdefault(tie.values["person_id"], []).append((tie.id, tie.version, code, label))
    return tuple(Part(i, names.get(i, ""), tuple(found)) for i, found in roles.items())
