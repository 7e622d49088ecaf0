"""How the workspace of a case looks; a part of the style sheet of the program."""

from casedesk.desktop.theme import tokens as t
from casedesk.desktop.theme.tokens import Tokens


def case_style(c: Tokens, px: t.Measure) -> str:
    """Rules for the buttons and frames that only cases have."""
    return f"""
    QPushButton[look="person"] {{
        background: {c.surface}; color: {c.text}; border: 1px solid {c.line};
        border-radius: {px(t.RADIUS)}; padding: {px(6)} {px(14)} {px(6)} {px(10)};
        text-align: left;
    }}
    QPushButton[look="person"]:hover {{ border-color: {c.edge}; }}
    QPushButton[look="person"]:checked {{
        background: {c.accent_soft}; border: {t.FOCUS_RING}px solid {c.accent};
    }}
    QPushButton[look="person"]:focus {{ border: {t.FOCUS_RING}px solid {c.focus}; }}
    QFrame[look="suspects"] {{
        background: {c.surface}; border: 1px solid {c.criminal};
        border-radius: {px(t.RADIUS + 2)};
    }}
    QTabBar QToolButton {{
        background: {c.window}; border: 1px solid {c.edge}; padding: 0; border-radius: {px(4)};
        min-height: 0;
    }}
    QTabBar::scroller {{ width: {px(48)}; }}
    QLabel[look="suspects-title"] {{ color: {c.criminal}; font-weight: 600; }}
    QPushButton[look="link-row"] {{
        background: transparent; border: 1px solid transparent; padding: 0;
        border-radius: {px(t.RADIUS)};
    }}
    QPushButton[look="link-row"]:hover {{ background: {c.accent_soft}; }}
    QPushButton[look="link-row"]:focus {{ border: {t.FOCUS_RING}px solid {c.focus}; }}
    QPushButton[look="next"] {{
        background: {c.accent_soft}; color: {c.text}; border-color: {c.accent};
    }}
    QToolButton[look="phase"] {{
        background: {c.accent_soft}; color: {c.text}; border: 1px solid {c.accent_soft};
        padding: {px(3)} {px(10)};
    }}
    QToolButton[look="phase"]:hover {{ border-color: {c.accent}; }}
    QToolButton[look="phase"]:focus {{ border: {t.FOCUS_RING}px solid {c.focus}; }}
    QToolButton[look="phase"]:disabled {{ color: {c.text}; }}
    """
