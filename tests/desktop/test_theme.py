"""Colours that can be read, icons that exist, and a look that changes while the program runs."""

from __future__ import annotations

import re
from pathlib import Path
from unittest import mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStyleHints
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from casedesk import features
from casedesk.desktop.theme import icons, tokens
from casedesk.desktop.theme.tokens import DARK, LIGHT, PAIRS, Tokens
from casedesk.desktop.widgets.parts import button
from casedesk.store.declare import record_classes
from tests.desks import dressed

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS, ids=str)
def test_contrast(theme: Tokens, front: str, ground: str, least: float) -> None:
    reached = tokens.contrast(getattr(theme, front), getattr(theme, ground))
    assert reached >= least, f"{front} on {ground}: {reached:.2f}"


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert tokens.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert tokens.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def named_icons() -> set[str]:
    """What the source names that could be an icon."""
    names: set[str] = set()
    for file in (ROOT / "src").rglob("*.py"):
        names |= set(re.findall(r'"([a-z][a-z0-9-]*)"', file.read_text("utf-8")))
    return names


def test_every_kept_icon_is_used_and_from_its_source() -> None:
    kept = {file.stem for file in (ROOT / "resources" / "icons").glob("*.svg")} - {"casedesk"}
    assert kept - named_icons() == set()
    assert (ROOT / "resources" / "icons" / "LICENSE-Tabler-MIT.txt").exists()


def test_every_icon_that_a_widget_asks_for_is_there() -> None:
    asked: set[str] = set()
    for file in (ROOT / "src" / "casedesk" / "desktop").rglob("*.py"):
        code = file.read_text("utf-8")
        asked |= set(re.findall(r'\bicon="([a-z0-9-]+)"', code))
        asked |= set(
            re.findall(
                r'(?:icons\.dress\([^,()]+, |Picture\(|icons\.picture\()"([a-z0-9-]+)"', code
            )
        )
    missing = {
        name for name in asked if not (ROOT / "resources" / "icons" / f"{name}.svg").exists()
    }
    assert {"x", "plus"} <= asked
    assert missing == set()


def test_every_declared_icon_can_be_drawn(qapp: QApplication) -> None:
    features.load_records()
    declared = {cls.record.icon for cls in record_classes()}
    declared |= {rule.icon for rule in features.moment_rules()}
    for name in declared:
        assert not icons.icon(name).isNull()


def test_an_unknown_icon_is_a_fault(qapp: QApplication) -> None:
    with pytest.raises(KeyError):
        icons.icon("no-such-drawing")


def test_the_theme_changes_under_a_button(qtbot: QtBot, tmp_path: Path) -> None:
    with dressed(tmp_path, "light") as appearance:
        pressed = button("Nieuw", lambda: None, icon="plus")
        qtbot.addWidget(pressed)
        assert _colour(pressed) == LIGHT.text
        appearance._settings.theme = "dark"
        assert tokens.of(pressed) is DARK
        assert _colour(pressed) == DARK.text


def test_text_grows_to_twice_its_size_while_running(qtbot: QtBot, tmp_path: Path) -> None:
    with dressed(tmp_path) as appearance:
        pressed = QPushButton("Nieuw")
        qtbot.addWidget(pressed)
        pressed.show()
        before = pressed.fontMetrics().height()
        appearance._settings.text_size = 200
        assert pressed.fontMetrics().height() == pytest.approx(2 * before, abs=2)


def test_the_theme_follows_the_system_unless_one_was_chosen(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    def system_turns(scheme: Qt.ColorScheme) -> None:
        with mock.patch.object(QStyleHints, "colorScheme", return_value=scheme):
            qapp.styleHints().colorSchemeChanged.emit(scheme)

    with dressed(tmp_path, "system") as appearance:
        system_turns(Qt.ColorScheme.Dark)
        assert tokens.of_application() is DARK
        system_turns(Qt.ColorScheme.Light)
        assert tokens.of_application() is LIGHT
        appearance._settings.theme = "dark"
        system_turns(Qt.ColorScheme.Light)
        assert tokens.of_application() is DARK


def _colour(pressed: QPushButton) -> str:
    """The strongest colour in a button's icon."""
    image = pressed.icon().pixmap(36, 36).toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(pixels, key=lambda pixel: pixel.alpha()).name()
