"""The rules for deadlines: what holds, from when and on what source; and a new version of one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from casedesk.deadlines.reckoning import Length
from casedesk.deadlines.rules import Rule, version_on
from casedesk.deadlines.telling import length_words
from casedesk.deadlines.use_cases import AddRuleVersion, add_rule_version
from casedesk.deadlines.versions import versions
from casedesk.desktop.case.ask import AskPanel
from casedesk.desktop.case.part import Sheet
from casedesk.desktop.desk import Desk
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import button, row, text
from casedesk.desktop.widgets.plain_table import PlainTable
from casedesk.kernel.changes import Changes, Refused
from casedesk.kernel.dates import show_date
from casedesk.kernel.fields import Field
from casedesk.kernel.names import fold
from casedesk.kernel.words import N_, _
from casedesk.store.declare import fields_of, record_class

_TITLES = (
    N_("Rule"), N_("Length"), N_("Holds from"), N_("Checked"), N_("In use"), N_("Source"),
)  # fmt: skip
_START = date(2000, 1, 1)
ASKED = ("valid_from", "amount", "unit", "verified", "active", "source", "reason")


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule or one of its variants (``variant`` is its key), as the table shows it."""

    key: str
    variant: str
    length: Length | None
    texts: tuple[str, ...]


class DeadlineRulesPart(QWidget):
    """Choose a rule and put another version of it into force from a day on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._all: tuple[RuleRow, ...] = ()
        self._rows: list[RuleRow] = []
        self.panel: AskPanel | None = None
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search a rule"))
        self.search.setAccessibleName(_("Search a rule"))
        self.search.setClearButtonEnabled(True)
        self.banner = Banner()
        self.table = PlainTable(_("Rules for deadlines"), _TITLES, grow=0, share=5)
        self.change = button(_("New version"), self.ask, look="primary", icon="plus")
        self._asked = QVBoxLayout()
        self._lay_out()
        self.search.textChanged.connect(lambda _typed: self._fill())
        self.table.itemSelectionChanged.connect(self._selected)
        self._load()

    def refresh(self, changes: Changes) -> None:
        """Somebody put another version into force."""
        if changes.touches("deadline_rule"):
            self._load()

    def choose(self, rule_key: str, variant: str = "") -> None:
        """Select a rule in the table."""
        keys = [(each.key, each.variant) for each in self._rows]
        self.table.selectRow(keys.index((rule_key, variant)))

    def ask(self) -> None:
        """Ask what changes, from when, and where that is written."""
        chosen = self._row()
        if chosen is None:
            return
        self._put_away()
        declared = fields_of(record_class("deadline_rule"))
        # Whether a rule is used holds for all its variants: it is asked with the rule itself.
        names = [name for name in ASKED if name != "active" or not chosen.variant]
        fields = [Field(f"rule.{name}", name, declared[name].kind, declared[name].label,
                        choices=declared[name].choices, max_length=declared[name].max_length,
                        required=name in ("valid_from", "source"))
                  for name in names]  # fmt: skip
        presets: dict[str, Any] = {"valid_from": self._desk.sitting.clock.today()}
        if chosen.length is not None:
            presets |= {"amount": chosen.length.amount, "unit": chosen.length.unit.value}
        said = _("What you leave empty stays as it was. Terms that run keep their rule.")
        self.panel = AskPanel(
            self._desk, fields, _("Let this version hold"),
            sentence=f"{chosen.texts[0]}. {said}", presets=presets,
        )  # fmt: skip
        self.panel.given.connect(self._add)
        self.panel.given_up.connect(self._put_away)
        self._asked.addWidget(self.panel)
        self.panel.start()

    def _lay_out(self) -> None:
        metrics = self.fontMetrics()
        self.search.setMaximumWidth(metrics.averageCharWidth() * 42)
        self.table.horizontalHeader().setMinimumSectionSize(metrics.averageCharWidth() * 12)
        self.table.setMinimumHeight(metrics.height() * 16)
        page = Sheet(widest=200)
        note = text(
            _("Rules marked with “check” were not verified. Look at the source first."),
            "muted", wrap=True,
        )  # fmt: skip
        for part in (self.search, note, self.banner):
            page.column.addWidget(part)
        page.column.addLayout(row(self.change, None))
        page.column.addLayout(self._asked)
        page.column.addWidget(self.table, 1)
        page.column.setSpacing(tokens.SPACE_M)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)

    def _load(self) -> None:
        desk = self._desk

        def read() -> tuple[RuleRow, ...]:
            with desk.sitting.store.read() as session:
                found = versions(session)
            today = desk.sitting.clock.today()
            rows = [line for several in found.values() for line in _lines(several, today)]
            return tuple(sorted(rows, key=lambda line: fold(line.texts[0])))

        desk.runner.run(read, self._show, owner=self)

    def _show(self, rows: tuple[RuleRow, ...]) -> None:
        self._all = rows
        self._fill()

    def _fill(self) -> None:
        chosen, wanted = self._row(), fold(self.search.text())
        self._rows = [each for each in self._all if wanted in fold(each.texts[0])]
        self.table.setRowCount(0)
        for each in self._rows:
            self.table.add(each.texts)
        keys = [(each.key, each.variant) for each in self._rows]
        if chosen is not None and (chosen.key, chosen.variant) in keys:
            self.choose(chosen.key, chosen.variant)
        self._selected()

    def _selected(self) -> None:
        self.change.setEnabled(self._row() is not None)

    def _row(self) -> RuleRow | None:
        place = self.table.currentRow()
        chosen = self.table.selectedItems() and 0 <= place < len(self._rows)
        return self._rows[place] if chosen else None

    def _put_away(self) -> None:
        if self.panel is not None:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None

    def _add(self, given: Mapping[str, Any]) -> None:
        chosen, panel, sitting = self._row(), self.panel, self._desk.sitting
        if chosen is None or panel is None:
            return
        if given["valid_from"] is None or given["valid_from"] < sitting.clock.today():
            sentence = _("Choose today or a later day. What was recorded stays as it was.")
            panel.refuse(Refused(sentence, "valid_from"))
            return
        command = AddRuleVersion(
            chosen.key,
            given["valid_from"],
            given["source"] or "",
            given["amount"],
            given["unit"],
            chosen.variant,
            given.get("active"),
            given["verified"],
            given["reason"] or "",
        )

        def done(_changes: Changes) -> None:
            self._put_away()
            self.banner.say(_("Terms that start on that day or later follow this version."), "good")
            self._load()

        self._desk.runner.change(
            lambda: add_rule_version(sitting.store, command), done, refused=panel.refuse,
            owner=panel,
        )  # fmt: skip


def _lines(several: tuple[Rule, ...], today: date) -> Iterator[RuleRow]:
    """The rule as it holds today with its variants, or as it begins; and what comes later."""
    now = version_on(several, today) or several[0]
    yield _line(now, "", now.length, str(now.name))
    for variant in now.variants:
        yield _line(now, variant.key, variant.length, f"{now.name}: {variant.name}")


def _line(rule: Rule, variant: str, length: Length | None, name: str) -> RuleRow:
    if length is not None:
        long = length_words(length)
    else:
        long = _("by hand") if rule.by_hand and not variant else _("no term")
    return RuleRow(
        rule.key,
        variant,
        length,
        (
            name,
            long,
            "" if rule.valid_from == _START else show_date(rule.valid_from),
            _("yes") if rule.verified else _("check"),
            _("yes") if rule.active else _("no"),
            rule.source,
        ),
    )
