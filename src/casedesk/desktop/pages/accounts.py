"""Who can open the store: give an account, a new passphrase, or take it all away."""

from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from casedesk.access.accounts import Account
from casedesk.access.administration import NewAccount, add_account, revoke_account
from casedesk.access.rights import RIGHTS, ROLE_NAMES, Right, Role
from casedesk.desktop.accessible import labelled
from casedesk.desktop.desk import Desk
from casedesk.desktop.progress import Progress
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import button, card, column, row, text
from casedesk.desktop.widgets.plain_table import PlainTable
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.words import N_, _

_TITLES = (N_("Name"), N_("Login"), N_("Role"), N_("Suspect data"), N_("State"))


@dataclass(frozen=True, slots=True)
class _Row:
    login: str
    name: str
    role: str
    suspects: bool
    active: bool

    def texts(self) -> tuple[str, ...]:
        return (
            self.name,
            self.login,
            _(ROLE_NAMES.get(self.role, self.role)),
            _("yes") if self.suspects else _("no"),
            _("Active") if self.active else _("Closed"),
        )


class AccountsPart(QWidget):
    """The table of accounts, and a sheet for somebody new."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: list[_Row] = []
        self.banner = Banner()
        self.table = PlainTable(_("Accounts"), _TITLES, grow=0)
        self.table.itemSelectionChanged.connect(self._selection_changed)
        self._renew = button(_("New passphrase"), self.renew, icon="key")
        self._revoke = button(_("Take away access"), self.revoke, look="danger")
        self._code = button(_("New recovery code"), self._new_code, icon="printer")
        self.sheet = NewAccountSheet(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, tokens.SPACE_M, 0, 0)
        layout.setSpacing(tokens.SPACE_M)
        layout.addWidget(self.banner)
        layout.addWidget(self.table, 1)
        layout.addLayout(row(self._renew, self._revoke, None, self._code))
        layout.addWidget(self.sheet)
        self._selection_changed()
        self._load()

    def refresh(self, changes: Changes) -> None:
        """Somebody's account changed."""
        if changes.touches("account"):
            self._load()

    def add(self, command: NewAccount) -> None:
        """Give somebody an account, with a passphrase that is shown once."""
        store, vault = self._desk.sitting.store, self._desk.sitting.vault
        phrase = _new_passphrase()

        def done(_changes: Changes) -> None:
            self.sheet.clear()
            self._load()
            self._show_phrase(command.login, phrase)

        self._desk.runner.change(
            lambda: add_account(store, vault, command, phrase),
            done,
            refused=self._refused,
            owner=self,
        )

    def renew(self) -> None:
        """Give somebody who forgot theirs a new passphrase, shown once."""
        chosen = self._chosen()
        if chosen is None:
            return
        sitting, phrase = self._desk.sitting, _new_passphrase()

        def work() -> None:
            from casedesk.store import key_changes
            from casedesk.store.journal import Act

            key_changes.set_passphrase(sitting.vault, login=chosen.login, passphrase=phrase)
            sitting.store.note(Act.KEYS, N_("New passphrase given"), kind="account")

        self._desk.runner.change(
            work,
            lambda _nothing: self._show_phrase(chosen.login, phrase),
            refused=self._refused,
            owner=self,
        )

    def revoke(self) -> None:
        """Take somebody's access away, and change the keys of the whole store."""
        chosen = self._chosen()
        if chosen is None or not self._desk.questions.confirm(
            _("Take away the access of {login}?").format(login=chosen.login),
            _("Take away"),
            _("The store gets new keys. This cannot be undone. Old backups stay as they are."),
        ):
            return
        sitting, desk = self._desk.sitting, self._desk
        desk.notices.pause()

        def work(_progress: Progress) -> Changes | Refused:
            return revoke_account(sitting.store, sitting.vault, chosen.login)

        def done(_changes: Changes) -> None:
            desk.notices.go_on()
            self.banner.say(
                _("{login} can no longer open the store.").format(login=chosen.login), "good"
            )
            self._load()

        def failed(fault: Exception) -> None:
            from casedesk.store.faults import StoreFault

            desk.notices.go_on()
            self._load()
            if not isinstance(fault, StoreFault):
                raise fault
            self.banner.say(
                _("{sentence} Then take the access away again.").format(sentence=str(fault)),
                "warning",
            )

        def refused(why: Refused) -> None:
            desk.notices.go_on()
            self._refused(why)

        desk.runner.run_long(
            _("The store gets new keys."),
            work,
            done,
            refused=refused,
            failed=failed,
            parent=self.window(),
            may_cancel=False,
        )

    def _new_code(self) -> None:
        from casedesk.desktop.pages.recovery_dialog import RecoveryDialog

        RecoveryDialog(self._desk, self.window()).open()

    def _load(self) -> None:
        from sqlalchemy import select

        store = self._desk.sitting.store

        def read() -> list[_Row]:
            query = select(Account).order_by(Account.active.desc(), Account.name)
            with store.read() as session:
                return [
                    _Row(a.login, a.name, a.role, bool(a.suspects), bool(a.active))
                    for a in session.scalars(query)
                ]

        self._desk.runner.run(read, self._show, owner=self)

    def _show(self, rows: list[_Row]) -> None:
        self._rows = rows
        self.table.setRowCount(0)
        for account in rows:
            self.table.add(account.texts())
        self._selection_changed()

    def _chosen(self) -> _Row | None:
        place = self.table.currentRow()
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def _selection_changed(self) -> None:
        chosen = self._chosen()
        mine = self._desk.sitting.actor.login
        other = chosen is not None and chosen.active and chosen.login != mine
        self._renew.setEnabled(other)
        self._revoke.setEnabled(other)

    def _refused(self, refused: Refused) -> None:
        self.banner.say(refused.sentence, "warning")

    def _show_phrase(self, login: str, phrase: str) -> None:
        self.banner.quiet()
        self._desk.questions.tell(
            _("First passphrase of {login}: {phrase}").format(login=login, phrase=phrase),
            _("It is shown only now. Tell it to the person yourself; they can choose their own."),
        )


class NewAccountSheet(QWidget):
    """Asks who is new: name, login, role."""

    def __init__(self, part: AccountsPart) -> None:
        super().__init__()
        self._part = part
        self.name, self.login = QLineEdit(), QLineEdit()
        self.login.setMaxLength(60)
        self.role = QComboBox()
        for role in Role:
            self.role.addItem(_(ROLE_NAMES[role]), role.value)
        self.suspects = QCheckBox(_("May see suspect data"))
        self.role.currentIndexChanged.connect(lambda _row: self._role_chosen())
        fields = row(
            *(
                _holder(labelled(words, field), field)
                for words, field in (
                    (_("Name"), self.name),
                    (_("Login name"), self.login),
                    (_("Role"), self.role),
                )
            ),
            spacing=tokens.SPACE_M,
        )
        sheet = column(text(_("Somebody new"), "heading"), spacing=tokens.SPACE_S)
        sheet.addLayout(fields)
        add = button(_("Give an account"), self._add, look="primary", icon="user-plus")
        sheet.addLayout(row(self.suspects, None, add))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card(sheet))
        self._role_chosen()

    def clear(self) -> None:
        """Make room for the next one."""
        self.name.clear()
        self.login.clear()
        self.suspects.setChecked(False)

    def _role_chosen(self) -> None:
        may_hold = Right.SUSPECTS in RIGHTS[str(self.role.currentData())]
        self.suspects.setEnabled(may_hold)
        if not may_hold:
            self.suspects.setChecked(False)

    def _add(self) -> None:
        name, login = self.name.text().strip(), self.login.text().strip()
        if not name or not login:
            self._part.banner.say(_("Fill in a name and a login name."), "warning")
            return
        role = str(self.role.currentData())
        self._part.add(NewAccount(login, name, role, self.suspects.isChecked()))


def _holder(*parts: QWidget) -> QWidget:
    holder = QWidget()
    holder.setLayout(column(*parts, spacing=tokens.SPACE_XS))
    return holder


def _new_passphrase() -> str:
    from casedesk.handover.passphrases import new_passphrase

    return new_passphrase()
