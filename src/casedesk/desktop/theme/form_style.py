"""How forms, cards and the marks in boxes look; a part of the style sheet of the program."""

from collections.abc import Callable

from casedesk.desktop.theme import tokens as t
from casedesk.desktop.theme.case_style import case_style
from casedesk.desktop.theme.tokens import Tokens
from casedesk.kernel.resources import resource_path


def form_style(c: Tokens, points: float, px: Callable[[float], str]) -> str:
    """Rules for what forms and case pages are made of."""
    return _marks(c, px) + _parts(c, points, px) + case_style(c, px)


def _mark(c: Tokens, name: str) -> str:
    # A style sheet cannot colour a drawing, so there is one per theme.
    return resource_path("icons", "marks", f"{name}-{c.name}.svg").as_posix()


def _marks(c: Tokens, px: Callable[[float], str]) -> str:
    return f"""
    QCheckBox::indicator, QRadioButton::indicator {{
        width: {px(15)}; height: {px(15)}; background: {c.surface}; border: 1px solid {c.edge};
    }}
    QCheckBox::indicator {{ border-radius: {px(3)}; }}
    QRadioButton::indicator {{ border-radius: {px(8)}; }}
    QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ border-color: {c.accent}; }}
    QCheckBox::indicator:checked {{
        background: {c.accent}; border-color: {c.accent}; image: url("{_mark(c, "check")}");
    }}
    QRadioButton::indicator:checked {{
        background: {c.surface}; border-color: {c.accent}; image: url("{_mark(c, "dot")}");
    }}
    QCheckBox:disabled, QRadioButton:disabled {{ color: {c.muted}; }}
    QComboBox::down-arrow {{
        image: url("{_mark(c, "arrow")}"); width: {px(14)}; height: {px(14)};
    }}
    """


def _parts(c: Tokens, points: float, px: Callable[[float], str]) -> str:
    ring = f"border: {t.FOCUS_RING}px solid {c.focus};"
    return f"""
    QToolButton[look="section"] {{
        background: transparent; border: 0; border-bottom: 1px solid {c.line}; border-radius: 0;
        font-size: {points * t.HEADING:.1f}pt; font-weight: 600; padding: {px(6)} 0;
    }}
    QToolButton[look="section"]:hover {{ color: {c.accent}; }}
    QToolButton[look="section"]:focus {{ {ring} border-radius: {px(4)}; }}
    QCalendarWidget QTableView {{ border: 0; }}
    QCalendarWidget QTableView::item {{ padding: 0; }}
    QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {c.raised}; }}
    QCalendarWidget QToolButton {{
        background: transparent; border: 1px solid transparent; padding: {px(4)} {px(8)};
    }}
    QCalendarWidget QToolButton:hover {{ background: {c.accent_soft}; }}
    QCalendarWidget QToolButton:focus {{ {ring} }}
    QListView[look="found"]::item {{ min-height: {px(24)}; padding: 0 {px(6)}; }}
    QToolButton[look="small"] {{
        background: transparent; color: {c.muted}; border: 1px solid transparent;
        border-radius: {px(4)}; padding: {px(2)} {px(6)};
    }}
    QToolButton[look="small"]:hover {{ background: {c.accent_soft}; color: {c.text}; }}
    QToolButton[look="small"]:focus {{ {ring} }}
    QPushButton[look="chip"] {{
        background: {c.accent_soft}; color: {c.text}; border: 1px solid {c.accent_soft};
        border-radius: {px(12)}; padding: {px(1)} {px(9)};
    }}
    QPushButton[look="chip"]:hover {{ border-color: {c.accent}; }}
    QPushButton[look="chip"]:focus {{ {ring} }}
    QPushButton[look="filter"] {{
        background: transparent; color: {c.text}; border: 1px solid {c.edge};
        border-radius: {px(12)}; padding: {px(2)} {px(10)};
    }}
    QPushButton[look="filter"]:hover {{ background: {c.accent_soft}; }}
    QPushButton[look="filter"]:checked {{
        background: {c.accent_soft}; border-color: {c.accent};
    }}
    QPushButton[look="filter"]:focus {{ {ring} }}
    QFrame[look="case-head"] {{
        background: {c.surface}; border: 0; border-bottom: 1px solid {c.line};
    }}
    QFrame[look="row"] {{
        background: {c.surface}; border: 1px solid {c.line}; border-radius: {px(t.RADIUS)};
    }}
    QFrame[look="row"]:hover {{ border-color: {c.edge}; }}
    """
