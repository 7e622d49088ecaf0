"""The bar with the names of the tabs of a case."""

from PySide6.QtWidgets import QTabBar, QToolButton

from casedesk.desktop.case.tabs import TABS, tab_command
from casedesk.kernel.words import _


class CaseTabBar(QTabBar):
    """All tabs of a case; where they do not fit, arrows lead to the others."""

    def __init__(self) -> None:
        super().__init__()
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(True)
        self.setAccessibleName(_("Tabs of the case"))
        for tab in TABS:
            place = self.addTab(_(tab.text))
            self.setTabToolTip(place, tab_command(place).shortcut)
        names = (_("Earlier tabs"), _("Later tabs"))
        for arrow, words in zip(self.findChildren(QToolButton), names, strict=True):
            arrow.setAccessibleName(words)
