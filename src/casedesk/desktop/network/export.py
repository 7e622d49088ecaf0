"""Ask what a picture is for and what may stand in it, before it leaves the store."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QLineEdit

from casedesk.access.rights import Right, may
from casedesk.desktop.accessible import labelled
from casedesk.desktop.desk import Desk
from casedesk.desktop.theme import tokens
from casedesk.desktop.widgets.banner import Banner
from casedesk.desktop.widgets.parts import button, column, row, text
from casedesk.kernel.changes import Refused
from casedesk.kernel.words import _

PNG, SVG = "png", "svg"


class ExportPanel(QFrame):
    """Reason, names or letters, suspects or not, and which kind of file."""

    given = Signal()
    given_up = Signal()

    def __init__(self, desk: Desk, *, suspects: bool) -> None:
        super().__init__()
        self.setProperty("look", "banner-info")
        actor = desk.sitting.actor
        self.why = QLineEdit()
        self.why.setMaxLength(200)
        self.why.returnPressed.connect(self.given.emit)
        self.names = QCheckBox(_("With names of persons, firms and places"))
        self.names.setVisible(may(actor, Right.HANDOVER) and may(actor, Right.IDENTITIES))
        self.suspects = QCheckBox(_("With suspects"))
        self.suspects.setVisible(suspects and may(actor, Right.HANDOVER))
        self.form = QComboBox()
        self.form.setAccessibleName(_("Kind of file"))
        self.form.addItem(_("Picture (PNG)"), PNG)
        self.form.addItem(_("Drawing (SVG)"), SVG)
        self._problem = Banner()
        warning = _(
            "The picture leaves CaseDesk and is not encrypted. Whoever has the file can read it. "
            "That you made it is recorded, with your reason."
        )
        self.make = button(_("Make the picture"), self.given.emit, look="primary", icon="eye")
        inside = column(
            text(warning, wrap=True),
            self._problem,
            labelled(_("What is the picture for?"), self.why),
            self.why,
            self.names,
            self.suspects,
            spacing=tokens.SPACE_S,
        )
        inside.setContentsMargins(tokens.SPACE_L, tokens.SPACE_M, tokens.SPACE_L, tokens.SPACE_M)
        cancel = button(_("Cancel"), self.given_up.emit, look="quiet")
        inside.addLayout(row(self.form, self.make, cancel, None))
        self.setLayout(inside)

    def start(self) -> None:
        """Put the focus where work begins."""
        self.why.setFocus()

    @property
    def kind(self) -> str:
        """The ending of the file."""
        return str(self.form.currentData())

    def refuse(self, refused: Refused) -> None:
        """Say why no picture was made."""
        self._problem.say(refused.sentence, "warning")
        self.why.setFocus()
