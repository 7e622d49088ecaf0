"""How widgets look, made from the tokens and the size of text.

Widgets say what they are by the dynamic property ``look`` ("title", "heading", "muted", "card",
"primary", "quiet", "banner-warning", ...); what that looks like stands here and only here.
"""

from casedesk.desktop.theme import tokens as t
from casedesk.desktop.theme.form_style import form_style
from casedesk.desktop.theme.tokens import Tokens

TONES = ("danger", "warning", "good", "info")


def stylesheet(c: Tokens, points: float) -> str:
    """The style sheet of the program for a theme and a text size in points."""
    scale = max(1.0, points / 10.0)

    def px(distance: float) -> str:
        return f"{round(distance * scale)}px"

    return "".join(
        (
            _texts(c, points),
            _buttons(c, px),
            _inputs(c, px),
            _views(c, px),
            _frames(c, px),
            _rail(c, px),
            form_style(c, points, px),
        )
    )


def _texts(c: Tokens, points: float) -> str:
    return f"""
    QWidget {{ font-size: {points:.1f}pt; }}
    QLabel, QCheckBox, QRadioButton {{ background: transparent; }}
    QLabel[look="title"] {{ font-size: {points * t.TITLE:.1f}pt; font-weight: 600; }}
    QLabel[look="heading"] {{ font-size: {points * t.HEADING:.1f}pt; font-weight: 600; }}
    QLabel[look="strong"] {{ font-weight: 600; }}
    QLabel[look="muted"] {{ color: {c.muted}; }}
    QLabel[look="small"] {{ color: {c.muted}; font-size: {points * t.SMALL:.1f}pt; }}
    QLabel[look="problem"] {{ color: {c.danger}; }}
    QLabel[look="saved"] {{ color: {c.good}; }}
    QLabel[look="code"] {{ font-family: monospace; font-size: {points * t.HEADING:.1f}pt; }}
    QToolTip {{
        background: {c.raised}; color: {c.text}; border: 1px solid {c.edge}; padding: 4px;
    }}
    """


def _buttons(c: Tokens, px: t.Measure) -> str:
    ring = f"border: {t.FOCUS_RING}px solid {c.focus};"
    return f"""
    QPushButton, QToolButton {{
        background: {c.raised}; color: {c.text}; border: 1px solid {c.edge};
        border-radius: {px(t.RADIUS)}; padding: {px(5)} {px(12)}; min-height: {px(20)};
    }}
    QPushButton:hover, QToolButton:hover {{ background: {c.accent_soft}; }}
    QPushButton:pressed, QToolButton:pressed, QToolButton:checked {{ background: {c.accent_soft}; }}
    QPushButton:focus, QToolButton:focus {{ {ring} }}
    QPushButton:disabled, QToolButton:disabled {{ color: {c.edge}; border-color: {c.line}; }}
    QPushButton[look="primary"] {{
        background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; font-weight: 600;
    }}
    QPushButton[look="primary"]:hover {{ background: {c.accent_hover}; }}
    QPushButton[look="primary"]:focus {{
        border: {t.FOCUS_RING}px solid {c.text};
    }}
    QPushButton[look="primary"]:disabled {{
        background: {c.line}; color: {c.muted}; border-color: {c.line};
    }}
    QPushButton[look="danger"] {{ color: {c.danger}; border-color: {c.danger}; }}
    QPushButton[look="danger"]:disabled {{ color: {c.edge}; border-color: {c.line}; }}
    QPushButton[look="quiet"], QToolButton[look="quiet"] {{
        background: transparent; border: 1px solid transparent;
    }}
    QPushButton[look="quiet"]:hover, QToolButton[look="quiet"]:hover {{
        background: {c.accent_soft};
    }}
    QPushButton[look="quiet"]:focus, QToolButton[look="quiet"]:focus {{ {ring} }}
    QPushButton[look="link"] {{
        background: transparent; border: 1px solid transparent; color: {c.accent};
        text-align: left; padding: {px(4)} {px(2)};
    }}
    QPushButton[look="link"]:hover {{ text-decoration: underline; }}
    QPushButton[look="link"]:focus {{ {ring} }}
    QToolButton[look="quiet"] {{ padding: {px(4)} {px(6)}; }}
    QToolButton::menu-indicator {{ width: 0; }}
    """


def _inputs(c: Tokens, px: t.Measure) -> str:
    fields = "QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit"
    focused = ", ".join(f"{name}:focus" for name in fields.split(", "))
    disabled = ", ".join(f"{name}:disabled" for name in fields.split(", "))
    return f"""
    {fields} {{
        background: {c.surface}; color: {c.text}; border: 1px solid {c.edge};
        border-radius: {px(t.RADIUS - 2)}; padding: {px(4)} {px(7)}; min-height: {px(20)};
        selection-background-color: {c.accent}; selection-color: {c.on_accent};
    }}
    QLineEdit, QPlainTextEdit, QTextEdit {{ placeholder-text-color: {c.muted}; }}
    QLineEdit > QToolButton {{ min-height: 0; padding: 0; border: 0; background: transparent; }}
    {focused} {{ border: {t.FOCUS_RING}px solid {c.focus}; }}
    {disabled} {{ color: {c.muted}; background: {c.window}; border-color: {c.line}; }}
    QLineEdit[problem="true"], QPlainTextEdit[problem="true"], QComboBox[problem="true"] {{
        border: {t.FOCUS_RING}px solid {c.danger};
    }}
    QComboBox::drop-down {{ border: 0; width: {px(24)}; }}
    QComboBox QAbstractItemView {{
        background: {c.raised}; border: 1px solid {c.edge}; outline: 0;
        selection-background-color: {c.accent_soft}; selection-color: {c.text};
    }}
    QCheckBox, QRadioButton {{ spacing: {px(8)}; min-height: {px(24)}; }}
    QCheckBox:focus, QRadioButton:focus {{
        border: {t.FOCUS_RING}px solid {c.focus}; border-radius: {px(4)};
    }}
    """


def _views(c: Tokens, px: t.Measure) -> str:
    return f"""
    QAbstractItemView {{
        background: {c.surface}; alternate-background-color: {c.stripe}; color: {c.text};
        border: 1px solid {c.line}; border-radius: {px(t.RADIUS)}; outline: 0;
        selection-background-color: {c.accent_soft}; selection-color: {c.text};
    }}
    QAbstractItemView:focus {{ border: {t.FOCUS_RING}px solid {c.focus}; }}
    QTableView::item {{ border: 0; padding: 0 {px(8)}; }}
    QTableView::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
    QHeaderView {{ background: {c.surface}; border: 0; }}
    QHeaderView::section {{
        background: {c.surface}; color: {c.muted}; border: 0;
        border-bottom: 1px solid {c.line}; padding: {px(6)} {px(8)} {px(6)} {px(11)};
        text-align: left;
    }}
    QHeaderView::section:hover {{ color: {c.text}; }}
    QTableCornerButton::section {{ background: {c.surface}; border: 0; }}
    QMenuBar {{ background: {c.window}; }}
    QMenuBar QToolButton {{
        background: transparent; border: 0; padding: 0; border-radius: {px(4)};
    }}
    QMenuBar QToolButton:hover {{ background: {c.accent_soft}; }}
    QMenuBar::item {{ padding: {px(5)} {px(9)}; background: transparent; }}
    QMenuBar::item:selected {{ background: {c.accent_soft}; border-radius: {px(4)}; }}
    QMenu {{ background: {c.raised}; border: 1px solid {c.edge}; padding: {px(4)}; }}
    QMenu::item {{ padding: {px(6)} {px(24)} {px(6)} {px(28)}; border-radius: {px(4)}; }}
    QMenu::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
    QMenu::item:disabled {{ color: {c.edge}; }}
    QMenu::icon {{ padding-left: {px(6)}; }}
    QMenu::separator {{ height: 1px; background: {c.line}; margin: {px(4)} {px(6)}; }}
    QTabBar::tab {{
        background: transparent; color: {c.muted};
        border: {t.FOCUS_RING}px solid transparent;
        border-bottom: {px(3)} solid transparent; padding: {px(6)} {px(9)};
    }}
    QTabBar::tab:hover {{ color: {c.text}; }}
    QTabBar::tab:selected {{ color: {c.accent}; border-bottom-color: {c.accent}; }}
    QTabBar:focus {{ outline: 0; }}
    QTabBar::tear {{ image: none; width: 0; }}
    QTabBar::tab:selected:focus {{
        border: {t.FOCUS_RING}px solid {c.focus}; border-bottom: {px(3)} solid {c.focus};
        border-radius: {px(4)};
    }}
    QTabWidget::pane {{ border: 0; border-top: 1px solid {c.line}; }}
    QScrollArea {{ border: 0; background: transparent; }}
    QScrollArea > QWidget > QWidget[look="page"] {{ background: transparent; }}
    QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
    QScrollBar:vertical {{ background: transparent; width: {px(12)}; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: {px(12)}; margin: 0; }}
    QScrollBar::handle {{ background: {c.edge}; border-radius: {px(4)}; margin: {px(2)}; }}
    QScrollBar::handle:vertical {{ min-height: {px(32)}; }}
    QScrollBar::handle:horizontal {{ min-width: {px(32)}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    """


def _frames(c: Tokens, px: t.Measure) -> str:
    tones = "".join(
        f"""
        QFrame[look="banner-{tone}"] {{
            background: {getattr(c, tone + "_soft")}; border: 1px solid {getattr(c, tone)};
            border-radius: {px(t.RADIUS)};
        }}
        QLabel[look="{tone}"] {{ color: {getattr(c, tone)}; }}
        QLabel[look="chip-{tone}"] {{
            background: {getattr(c, tone + "_soft")}; color: {getattr(c, tone)};
            border-radius: {px(4)}; padding: {px(2)} {px(8)};
        }}
        """
        for tone in TONES
    )
    return f"""
    {tones}
    QLabel[look="chip"] {{
        background: {c.accent_soft}; color: {c.accent};
        border-radius: {px(4)}; padding: {px(2)} {px(8)};
    }}
    QLabel[look="demo"] {{
        background: {c.warning_soft}; color: {c.warning}; border: 1px solid {c.warning};
        border-radius: {px(4)}; padding: {px(1)} {px(8)}; font-weight: 600;
    }}
    QFrame[look="card"] {{
        background: {c.surface}; border: 1px solid {c.line}; border-radius: {px(t.RADIUS + 2)};
    }}
    QFrame[look="line"] {{ background: {c.line}; border: 0; max-height: 1px; min-height: 1px; }}
    QFrame[look="status"] {{ border: 0; border-top: 1px solid {c.line}; background: {c.window}; }}
    QWidget[look="blank"] {{ background: {c.blank}; }}
    QProgressBar {{
        background: {c.line}; border: 0; border-radius: {px(3)}; min-height: {px(6)};
        max-height: {px(6)}; text-align: center; color: transparent;
    }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: {px(3)}; }}
    QProgressDialog QProgressBar {{ max-height: {px(8)}; }}
    """


def _rail(c: Tokens, px: t.Measure) -> str:
    return f"""
    QFrame[look="rail"], QFrame[look="rail-narrow"] {{
        background: {c.rail}; border: 0; border-right: 1px solid {c.line};
    }}
    QFrame[look="rail"] QToolButton, QFrame[look="rail-narrow"] QToolButton {{
        background: transparent; border: 0; border-left: {px(3)} solid transparent;
        border-radius: 0; color: {c.text}; text-align: left;
        padding: {px(7)} {px(18)} {px(7)} {px(13)};
    }}
    QFrame[look="rail-narrow"] QToolButton {{
        text-align: center; padding: {px(2)} {px(5)} {px(2)} {px(2)};
    }}
    QFrame[look="rail"] QToolButton:hover, QFrame[look="rail-narrow"] QToolButton:hover {{
        background: {c.accent_soft};
    }}
    QFrame[look="rail"] QToolButton:checked, QFrame[look="rail-narrow"] QToolButton:checked {{
        background: {c.window}; color: {c.accent}; border-left-color: {c.accent};
        font-weight: 600;
    }}
    QFrame[look="rail"] QToolButton:focus, QFrame[look="rail-narrow"] QToolButton:focus {{
        border: {t.FOCUS_RING}px solid {c.focus};
    }}
    """
