"""Give and take accounts: the row in the store and the slot in the key file together."""

from dataclasses import dataclass

from sqlalchemy import select

from casedesk.access.accounts import Account
from casedesk.access.rights import RIGHTS, Right, may, refusal
from casedesk.kernel.changes import Changes, Refused, RefusedError
from casedesk.kernel.words import N_, _
from casedesk.store import key_changes
from casedesk.store.journal import Act
from casedesk.store.key_file import PERSON
from casedesk.store.passphrases import LEAST
from casedesk.store.store import Store
from casedesk.store.vault import Vault


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Somebody new; ``suspects`` is the personal grant for suspect data."""

    login: str
    name: str
    role: str
    suspects: bool = False


def add_account(
    store: Store, vault: Vault, command: NewAccount, passphrase: str, *, least: int = LEAST
) -> Changes | Refused:
    """Give a person an account and a key slot.

    The slot comes first: a slot without an account opens nothing, an account without a slot
    would look as if somebody could come in. A slot that a crash left without its account gets
    the new passphrase.
    """
    if not may(store.actor, Right.ACCOUNTS):
        return refusal(Right.ACCOUNTS)
    if command.suspects and Right.SUSPECTS not in RIGHTS.get(command.role, frozenset()):
        return Refused(_("This role cannot hold suspect data."), "suspects")
    with store.read() as session:
        if session.scalar(select(Account.id).where(Account.login == command.login)):
            return Refused(
                _("There is or was an account with this login. Choose another."), "login"
            )
    left = any(
        entry.login == command.login and entry.kind == PERSON
        for entry in key_changes.entries(vault)
    )
    give = key_changes.set_passphrase if left else key_changes.add_person
    try:
        give(vault, login=command.login, passphrase=passphrase, least=least)
    except RefusedError as refused:
        return refused.refused
    with store.write(N_("Account given"), act=Act.ACCOUNT) as writing:
        writing.unit.add(
            Account(
                login=command.login,
                name=command.name,
                role=command.role,
                suspects=command.suspects,
                active=True,
            )
        )
    return writing.answer


def renew_account(
    store: Store, vault: Vault, login: str, passphrase: str, *, least: int = LEAST
) -> Changes | Refused:
    """Give a person who forgot the passphrase a new key; the old passphrase opens no more."""
    if not may(store.actor, Right.ACCOUNTS):
        return refusal(Right.ACCOUNTS)
    active = Account.login == login, Account.active.is_(True)
    with store.read() as session:
        account_id = session.scalar(select(Account.id).where(*active))
    if account_id is None:
        return Refused(_("There is no account with this login."))
    try:
        key_changes.set_passphrase(vault, login=login, passphrase=passphrase, least=least)
    except RefusedError as refused:
        return refused.refused
    store.note(Act.KEYS, N_("Key renewed"), kind="account", record_id=account_id)
    return Changes()


def revoke_account(store: Store, vault: Vault, login: str) -> Changes | Refused:
    """Close an account, take its slot away and rotate the root key.

    Raises StoreInUse when somebody else has the store open. If the rotation fails after the
    account was closed, doing it again finishes the work.
    """
    if not may(store.actor, Right.ACCOUNTS):
        return refusal(Right.ACCOUNTS)
    if login == store.actor.login:
        return Refused(_("You cannot revoke your own account. Ask another administrator."))
    with store.read() as session:
        account_id = session.scalar(select(Account.id).where(Account.login == login))
    if account_id is None:
        return Refused(_("There is no account with this login."))
    with store.write(N_("Account closed"), act=Act.ACCOUNT) as writing:
        account = writing.unit.get(Account, account_id)
        writing.unit.set(account, active=False)
    if any(entry.login == login for entry in key_changes.entries(vault)):
        try:
            key_changes.revoke(vault, login=login)
        except RefusedError as refused:
            return refused.refused
        store.note(Act.KEYS, N_("Keys rotated"), kind="account", record_id=account_id)
    return writing.answer
