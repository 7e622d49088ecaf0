"""A round over the life domains with the keyboard, and what changed since the last one."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from casedesk.desktop.care.needs_round import NeedsRound
from casedesk.desktop.care.tab import PersonCare
from casedesk.kernel.fields import Missing
from casedesk.needs.rules import Turn
from tests.desktop_care.conftest import JANUARY, Bench

TODAY = date(2026, 3, 2)


def opened(care: PersonCare) -> NeedsRound:
    care.needs.open_round()
    assert care.needs.round is not None
    QApplication.processEvents()  # what was just put into a layout is shown by now
    return care.needs.round


def by_domain(bench: Bench, on: date = TODAY) -> dict[str, dict[str, object]]:
    return {
        view.values["domain"]: dict(view.values)
        for view in bench.views("need_assessment")
        if view.values["assessed_on"] == on
    }


def test_twelve_domains_take_two_keys_each(bench: Bench) -> None:
    here = opened(bench.care())
    keys = "123451234512"
    for place, (row, key) in enumerate(zip(here.rows.values(), keys, strict=True)):
        assert row.level.hasFocus(), place
        bench.qtbot.keyClick(row.level, key)
        bench.qtbot.keyClick(row.level, Qt.Key.Key_Down)
    found = by_domain(bench)
    order = ["acute", "serious", "some", "managing", "good"]
    assert [found[domain]["level"] for domain in here.rows] == [order[int(k) - 1] for k in keys]
    assert found["safety"]["assessed_by"] == "Anna Verzonnen"


def test_unknown_is_one_key_and_is_kept_as_such(bench: Bench) -> None:
    here = opened(bench.care())
    bench.qtbot.keyClick(here.rows["money"].level, "u")
    assert by_domain(bench)["money"]["level"] is Missing.UNKNOWN


def test_a_text_is_saved_when_it_is_left(bench: Bench) -> None:
    here = opened(bench.care())
    need = here.rows["housing"].texts["need"]
    need.setFocus()
    bench.qtbot.keyClicks(need, "A safe place")
    assert by_domain(bench) == {}
    here.rows["housing"].texts["wish"].setFocus()
    assert by_domain(bench)["housing"]["need"] == "A safe place"


def test_what_was_typed_survives_a_crash(bench: Bench) -> None:
    here = opened(bench.care())
    need = here.rows["housing"].texts["need"]
    bench.qtbot.keyClicks(need, "A safe pl")
    here.drafts.write()  # the clock of a second is proved with the drafts
    again = opened(bench.care())
    assert again.rows["housing"].texts["need"].text() == "A safe pl"
    assert by_domain(bench) == {}


def test_equals_takes_over_the_last_time(bench: Bench) -> None:
    bench.mark("housing", level="serious", need="A safe place")
    here = opened(bench.care())
    assert "Serious problem" in here.rows["housing"].level.accessibleDescription()
    bench.qtbot.keyClick(here.rows["housing"].level, "=")
    found = by_domain(bench)
    assert (found["housing"]["level"], found["housing"]["need"]) == ("serious", "A safe place")
    assert by_domain(bench, JANUARY)["housing"]["level"] == "serious"


def test_equals_without_a_last_time_says_so(bench: Bench) -> None:
    here = opened(bench.care())
    bench.qtbot.keyClick(here.rows["housing"].level, "=")
    assert by_domain(bench) == {}


def test_the_others_can_stay_as_they_were(bench: Bench) -> None:
    bench.mark("housing", level="serious")
    bench.mark("money", level="some")
    here = opened(bench.care())
    bench.qtbot.keyClick(here.rows["money"].level, "5")
    here.keep.click()
    found = by_domain(bench)
    assert {domain: row["level"] for domain, row in found.items()} == {
        "housing": "serious", "money": "good",
    }  # fmt: skip
    assert here.keep.isHidden()


def test_another_day_is_another_round(bench: Bench) -> None:
    bench.mark("housing", level="serious")
    here = opened(bench.care())
    day = here.head["assessed_on"].editor
    day.take(JANUARY)
    assert here.rows["housing"].level.value() == "serious"
    day.take(date(2026, 3, 3))
    assert here.on == JANUARY
    assert "still to come" in here.head["assessed_on"].problem


def test_change_is_told_in_words(bench: Bench) -> None:
    bench.mark("housing", level="serious")
    bench.mark("money", level="good")
    bench.mark("housing", TODAY, level="good")
    bench.mark("money", TODAY, level="acute")
    care = bench.care()
    care.needs.compare.click()
    view = care.needs.change
    assert view is not None
    assert {domain: step.turn for domain, step in view.steps.items()} == {
        "housing": Turn.BETTER, "money": Turn.WORSE,
    }  # fmt: skip
    assert any("Housing: Serious problem → Goes well, ↗ better" in line for line in view.lines)
    assert "Housing: 12-01-2026 Serious problem; 02-03-2026 Goes well" in view.picture.spoken()
    view.compare(TODAY, TODAY)
    assert {step.turn for step in view.steps.values()} == {Turn.SAME}


def test_an_edit_of_a_colleague_reaches_an_open_round(bench: Bench) -> None:
    here = opened(bench.care())
    bench.qtbot.keyClicks(here.rows["money"].texts["need"], "Own words")
    bench.mark("money", TODAY, level="some")
    QApplication.processEvents()
    assert here.rows["money"].level.value() == "some"
    assert here.rows["money"].texts["need"].text() == "Own words"
