"""Every colour and every measure of the window, named once, for light and dark.

No widget names a colour or a size of its own. Text keeps at least 4.5:1 to what it stands on,
controls and the focus ring 3:1 (WCAG 1.4.3, 1.4.11); ``PAIRS`` says which pairs meet, and a test
reckons them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, eq=False, repr=False)
class Tokens:
    """The colours of one theme, as ``#rrggbb``."""

    name: str
    window: str
    surface: str
    raised: str
    rail: str
    stripe: str
    text: str
    muted: str
    line: str
    edge: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    focus: str
    danger: str
    danger_soft: str
    warning: str
    warning_soft: str
    good: str
    good_soft: str
    info: str
    info_soft: str
    blank: str
    care: str
    criminal: str
    residence: str
    neutral: str
    deadline: str

    def colour(self, token: str) -> QColor:
        """A token as a colour to paint with."""
        return QColor(getattr(self, token))


LIGHT = Tokens(
    name="light",
    window="#f4f6f5",
    surface="#ffffff",
    raised="#ffffff",
    rail="#e8edec",
    stripe="#f8faf9",
    text="#1b2528",
    muted="#516066",
    line="#d6dddb",
    edge="#7b898d",
    accent="#1c6576",
    accent_hover="#15525f",
    on_accent="#ffffff",
    accent_soft="#d9eaed",
    focus="#1c6576",
    danger="#9d2b27",
    danger_soft="#fae6e3",
    warning="#7c4f00",
    warning_soft="#fcf0d6",
    good="#276243",
    good_soft="#e0f1e6",
    info="#2a5590",
    info_soft="#e2ecf8",
    blank="#e8edec",
    care="#1c6576",
    criminal="#8a3f6b",
    residence="#6b5b12",
    neutral="#516066",
    deadline="#9d2b27",
)

DARK = Tokens(
    name="dark",
    window="#191e20",
    surface="#20272a",
    raised="#283034",
    rail="#14191b",
    stripe="#232b2e",
    text="#e4e9e9",
    muted="#a6b3b7",
    line="#374145",
    edge="#84939a",
    accent="#7cc7d6",
    accent_hover="#9bd7e3",
    on_accent="#0c2027",
    accent_soft="#21444e",
    focus="#7cc7d6",
    danger="#f3a19b",
    danger_soft="#46262a",
    warning="#ecc06d",
    warning_soft="#40331b",
    good="#8fd0a6",
    good_soft="#20392b",
    info="#9dc1f2",
    info_soft="#233349",
    blank="#14191b",
    care="#7cc7d6",
    criminal="#e0a2c6",
    residence="#d3c26f",
    neutral="#a6b3b7",
    deadline="#f3a19b",
)

THEMES = {theme.name: theme for theme in (LIGHT, DARK)}

_GROUNDS = ("window", "surface", "raised", "rail", "stripe")

PAIRS: tuple[tuple[str, str, float], ...] = (
    *(("text", ground, 4.5) for ground in (*_GROUNDS, "accent_soft", "blank")),
    *(("muted", ground, 4.5) for ground in _GROUNDS),
    *(("accent", ground, 4.5) for ground in (*_GROUNDS, "accent_soft")),
    *(("danger", ground, 4.5) for ground in ("window", "surface", "danger_soft")),
    *(("warning", ground, 4.5) for ground in ("window", "surface", "warning_soft")),
    *(("good", ground, 4.5) for ground in ("window", "surface", "good_soft")),
    *(("info", ground, 4.5) for ground in ("window", "surface", "info_soft")),
    *(("text", ground, 4.5) for ground in ("danger_soft", "warning_soft", "good_soft")),
    ("text", "info_soft", 4.5),
    ("on_accent", "accent", 4.5),
    ("on_accent", "accent_hover", 4.5),
    *(("edge", ground, 3.0) for ground in _GROUNDS),
    *(("focus", ground, 3.0) for ground in (*_GROUNDS, "accent_soft")),
    *(
        (track, ground, 4.5)
        for track in ("care", "criminal", "residence", "neutral", "deadline")
        for ground in ("window", "surface")
    ),
)
"""Which colour stands on which, and the least contrast between them."""

SPACE_XS, SPACE_S, SPACE_M, SPACE_L, SPACE_XL = 4, 8, 12, 16, 24
"""Distances in device-independent pixels at 100 % text."""

Measure = Callable[[float], str]
"""A distance at 100 % text as the length that a style sheet takes at the present size."""

RADIUS = 6
LINE = 1
FOCUS_RING = 2
TARGET = 24
"""Least width and height of anything to click (WCAG 2.5.8)."""

TITLE = 1.55
HEADING = 1.18
SMALL = 0.92
"""Sizes of text, as parts of the text of the system."""


def of(widget: QWidget) -> Tokens:
    """The theme in which this widget is drawn now."""
    return _of_palette(widget.palette())


def of_application() -> Tokens:
    """The theme of the program, for what is drawn without a widget."""
    return _of_palette(QGuiApplication.palette())


def _of_palette(palette: QPalette) -> Tokens:
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21, as WCAG 2 reckons it."""
    lighter, darker = sorted((_luminance(QColor(one)), _luminance(QColor(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (linear(part) for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
