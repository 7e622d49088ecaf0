"""Offers beside empty fields what was entered elsewhere; one key takes it over."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from casedesk.desktop.forms.field_row import FieldRow
from casedesk.kernel.changes import Changes
from casedesk.records.offers import Offered, offers_for, sources_of

if TYPE_CHECKING:
    from casedesk.desktop.forms.record_form import RecordForm


class Offering(QObject):
    """Reads and shows for one form; forms without declared offers cost nothing."""

    def __init__(self, form: "RecordForm") -> None:
        super().__init__(form)
        self._form = form
        self._by: tuple[object, ...] = ()
        spec = form.body.spec
        self._wanted = bool(spec.offers) and form.changeable
        if self._wanted:
            form.ready.connect(self.read)
            form.body.edited.connect(self._edited)
            form.body.left.connect(self._left)

    def refresh(self, changes: Changes) -> None:
        """Some records changed; what they say may be offered."""
        if self._wanted and changes.touches(*sources_of(self._form.body.spec)):
            self.read()

    def read(self) -> None:
        """Look what there is for the fields that are empty now."""
        form = self._form
        if not form.body.built:
            return
        desk, spec, values = form.desk, form.body.spec, form.values_now()
        view = form.view
        case_id = view.case_id if view is not None and view.case_id else form.case_id
        record_id = form.record_id
        self._by = self._pointed()

        def work() -> Mapping[str, tuple[Offered, ...]]:
            with desk.sitting.store.read() as session:
                return offers_for(
                    session, desk.reader, spec, values, case_id=case_id, record_id=record_id
                )

        desk.runner.run(work, self._show, owner=self)

    def _show(self, found: Mapping[str, tuple[Offered, ...]]) -> None:
        for name, row in self._form.rows.items():
            empty = row.editor.value() in (None, "", ())
            row.show_offers(found.get(name, ()) if empty else (), partial(self._take, row))

    def _take(self, row: FieldRow, offered: Offered) -> None:
        row.show_offers((), lambda _none: None)
        row.editor.control().setFocus()
        row.editor.take(offered.value)

    def _edited(self, row: FieldRow) -> None:
        if row.editor.value() not in (None, "", ()):
            row.show_offers((), lambda _none: None)

    def _left(self, _row: FieldRow) -> None:
        if self._pointed() != self._by:
            self.read()

    def _pointed(self) -> tuple[object, ...]:
        values = self._form.values_now()
        return tuple(values.get(offer.by) for offer in self._form.body.spec.offers)
