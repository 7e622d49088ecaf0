"""From nothing to a store that opens, with a recovery code on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from casedesk.bootstrap import open_with_recovery_code
from casedesk.desktop.background import InlineRunner
from casedesk.desktop.first_run import FirstRun
from casedesk.desktop.opening import Opened
from casedesk.desktop.questions import FakeQuestions
from casedesk.desktop.settings import Settings

PHRASE = "zeven gele fietsen bij de molen"


@pytest.fixture
def window(qtbot: QtBot, settings: Settings, tmp_path: Path) -> FirstRun:
    made = FirstRun(InlineRunner(), FakeQuestions(), settings)
    qtbot.addWidget(made)
    made.folder.setText(str(tmp_path))
    made.name.setText("Regio Proef")
    made.show()
    return made


def fill_in(window: FirstRun) -> None:
    window.go_on()
    window.own_name.setText("Anna Verzonnen")
    window.login.setText("anna")
    window.passphrase.first.line.setText(PHRASE)
    window.passphrase.again.line.setText(PHRASE)


def test_three_steps_to_an_open_store(window: FirstRun, settings: Settings) -> None:
    opened: list[Opened] = []
    window.unlocked.connect(opened.append)
    fill_in(window)
    window.go_on()
    code = window.recovery.code
    assert len(code.split("-")) == 8
    assert opened == []
    for group, field in zip((2, 6), window.recovery.typed, strict=True):
        field.setText(code.split("-")[group - 1].lower())
    window.go_on()
    (made,) = opened
    path = made.sitting.vault.path
    assert made.sitting.actor.name == "Anna Verzonnen"
    assert (made.store_name, path.name) == ("Regio Proef", "Regio Proef.casedesk")
    assert settings.recent_stores() == (path,)
    assert window.recovery.code == ""
    made.sitting.close()
    with open_with_recovery_code(path, code=code) as sitting:
        assert sitting.actor.role == "beheerder"


def test_a_group_that_was_not_written_down_is_asked_again(window: FirstRun) -> None:
    opened: list[Opened] = []
    window.unlocked.connect(opened.append)
    fill_in(window)
    window.go_on()
    window.recovery.typed[0].setText(window.recovery.code.split("-")[1])
    window.recovery.typed[1].setText("AAAAA")
    window.go_on()
    assert "Groep 6 is anders" in window.recovery._banner.sentence
    assert opened == []
    assert window._opened is not None
    window._opened.sitting.close()


@pytest.mark.parametrize(
    ("first", "again", "said"),
    [
        ("kort", "kort", "minstens 15"),
        ("qwertyuiopasdfgh", "qwertyuiopasdfgh", "makkelijk te raden"),
        (PHRASE, PHRASE + "s", "niet gelijk"),
    ],
)
def test_a_passphrase_that_will_not_do_is_told_and_nothing_is_made(
    window: FirstRun, tmp_path: Path, first: str, again: str, said: str
) -> None:
    fill_in(window)
    window.passphrase.first.line.setText(first)
    window.passphrase.again.line.setText(again)
    window.go_on()
    assert said in window.banner.sentence.casefold()
    assert list(tmp_path.glob("*.casedesk")) == []


def test_a_place_that_is_taken_is_told_at_once(window: FirstRun, tmp_path: Path) -> None:
    (tmp_path / "Regio Proef.casedesk").mkdir()
    window.go_on()
    assert "al een opslag" in window.banner.sentence
    window.name.setText("../elders/Proef")
    assert window.path().parent == tmp_path


def test_the_sheet_for_the_safe_holds_the_code(window: FirstRun) -> None:
    fill_in(window)
    window.go_on()
    assert window.recovery.code in window.recovery.sheet().toPlainText()
    assert window._opened is not None
    window._opened.sitting.close()
