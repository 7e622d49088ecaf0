"""Accounts: the persons who work in this store. The key slots stand apart, in the key file."""

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session

from casedesk.kernel.actor import Actor
from casedesk.kernel.fields import Kind, Realm, RecordKind, Topic
from casedesk.kernel.words import N_
from casedesk.store.base import Record
from casedesk.store.declare import field


class Account(Record):
    """One person's account. ``active`` is off after revocation; the row stays for the trail."""

    __tablename__ = "account"
    record = RecordKind(
        name="account",
        label=N_("Account"),
        plural=N_("Accounts"),
        realm=Realm.ADMINISTRATION,
        topic=Topic.ADMINISTRATION,
        icon="user-cog",
        title=("name",),
    )

    login: Mapped[str] = field(Kind.TEXT, N_("Login"), required=True, max_length=60, index=True)
    name: Mapped[str] = field(Kind.TEXT, N_("Name"), required=True)
    role: Mapped[str] = field(Kind.CHOICE, N_("Role"), choices="role", required=True)
    suspects: Mapped[bool] = field(
        Kind.FLAG, N_("May see suspect data"), required=True,
        help=N_("Counts only for roles that may hold it: coordinator and deputy."),
    )  # fmt: skip
    active: Mapped[bool] = field(Kind.FLAG, N_("Active"), required=True)


def actor_for(session: Session, login: str) -> Actor | None:
    """The person behind a login, or None when there is no active account."""
    query = select(Account).where(Account.login == login, Account.active.is_(True))
    found = session.scalars(query).first()
    if found is None:
        return None
    return Actor(found.login, found.name, found.role, bool(found.suspects))


def active_accounts(session: Session) -> tuple[Actor, ...]:
    """Everybody who can open this store, by login."""
    rows = session.scalars(select(Account).where(Account.active.is_(True)).order_by(Account.login))
    return tuple(Actor(a.login, a.name, a.role, bool(a.suspects)) for a in rows)
