"""A backup now, what backups there are, and the proof that the store is whole."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.access.rights import Right, may
from casedesk.desktop.desk import Desk
from casedesk.desktop.progress import Progress
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import button, card, column, row, text
from casedesk.kernel.changes import Changes
from casedesk.kernel.words import N_, _

if TYPE_CHECKING:
    from casedesk.store.verify import Report

_MOST_SHOWN = 5


class SafekeepingPart(QWidget):
    """Two sheets: backup, and check."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        actor = desk.sitting.actor
        self.backup_banner, self.check_banner = Banner(), Banner()
        self._made = text("", "muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, tokens.SPACE_M, 0, 0)
        layout.setSpacing(tokens.SPACE_M)
        if may(actor, Right.BACKUP):
            layout.addWidget(self._backup_sheet())
        if may(actor, Right.VERIFY):
            layout.addWidget(self._check_sheet())
        layout.addStretch(1)
        self._load()

    def refresh(self, changes: Changes) -> None:
        """Backups are no records: nothing to do."""

    def back_up(self) -> None:
        """Copy the store to a file that the user chooses, and check the copy."""
        from casedesk.store import backup
        from casedesk.store.journal import Act

        sitting = self._desk.sitting
        today = sitting.clock.today().isoformat()
        to = self._desk.questions.file_to_save(
            _("Where must the backup go?"),
            f"{sitting.vault.path.stem}-{today}{backup.ENDING}",
            _("Backups") + f" (*{backup.ENDING})",
        )
        if to is None:
            return

        def work(progress: Progress) -> None:
            backup.make(sitting.vault, to, progress=progress)
            sitting.store.note(Act.BACKUP, N_("Backup made"))

        def done(_nothing: None) -> None:
            words = _("The backup is made and checked: {file}").format(file=to.name)
            self.backup_banner.say(words, "good")
            self._load()

        self._desk.runner.run_long(
            _("The backup is being made."), work, done,
            failed=lambda fault: self._failed(self.backup_banner, fault),
            cancelled=lambda: self.backup_banner.say(_("Stopped. There is no new backup."), "info"),
            parent=self.window(),
        )  # fmt: skip

    def check(self) -> None:
        """Prove the store whole: every page, every line of the trail, every record."""
        from casedesk.bootstrap import verify_store

        sitting = self._desk.sitting

        def work(progress: Progress) -> "Report":
            return verify_store(sitting, lambda done: progress(done, 0))

        self._desk.runner.run_long(
            _("The store is being checked."), work, self._checked,
            failed=lambda fault: self._failed(self.check_banner, fault),
            cancelled=lambda: self.check_banner.say(_("Stopped. Nothing was changed."), "info"),
            parent=self.window(),
        )  # fmt: skip

    def _checked(self, report: "Report") -> None:
        if report.whole:
            self.check_banner.say(
                _("The store is whole: {lines} lines of the log and {records} records.").format(
                    lines=report.lines, records=report.records
                ),
                "good",
            )
            return
        shown = [finding.sentence for finding in report.findings[:_MOST_SHOWN]]
        more = len(report.findings) - len(shown)
        if more > 0:
            shown.append(_("And {n} more.").format(n=more))
        shown.append(_("Do not go on working. Ask IT to look at the store and its backups."))
        self.check_banner.say("\n".join(shown), "danger")

    def _failed(self, banner: Banner, fault: Exception) -> None:
        from casedesk.store.faults import StoreFault

        if not isinstance(fault, StoreFault):
            raise fault
        banner.say(str(fault), "danger")

    def _backup_sheet(self) -> QWidget:
        sheet = column(
            text(_("Backup"), "heading"),
            text(
                _(
                    "CaseDesk makes a backup in the store's own folder each half hour. "
                    "Put one elsewhere too, for example on a drive in a safe."
                ),
                "muted",
                wrap=True,
            ),
            self._made,
            self.backup_banner,
            spacing=tokens.SPACE_M,
        )
        now = button(_("Backup now"), self.back_up, look="primary", icon="database-export")
        sheet.addLayout(row(now, None))
        return card(sheet)

    def _check_sheet(self) -> QWidget:
        sheet = column(
            text(_("Check"), "heading"),
            text(
                _("Looks whether anything in the store was changed outside CaseDesk."),
                "muted",
                wrap=True,
            ),
            self.check_banner,
            spacing=tokens.SPACE_M,
        )
        sheet.addLayout(row(button(_("Check now"), self.check, icon="shield-check"), None))
        return card(sheet)

    def _load(self) -> None:
        from casedesk.store import backup

        path = self._desk.sitting.vault.path

        def show(made: list[tuple[Path, datetime]]) -> None:
            from casedesk.records.showing import show_moment

            if made:
                words = _("Last automatic backup: {when}. There are {n}.").format(
                    when=show_moment(made[-1][1]), n=len(made)
                )
            else:
                words = _("There is no automatic backup yet.")
            self._made.setText(words)

        self._desk.runner.run(lambda: backup.listed(path), show, owner=self)
