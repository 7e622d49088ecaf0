"""The plan on one screen: from a need to a goal to an action, and its versions."""

from PySide6.QtCore import Qt

from casedesk.access.rights import Role
from casedesk.desktop.care.plan_board import PlanBoard
from casedesk.desktop.care.tab import CareTab
from casedesk.desktop.desk import Place
from tests.builders import a_record, a_suspect, a_victim, seen_by
from tests.desks import a_desk
from tests.desktop_care.conftest import Bench


def started(bench: Bench) -> PlanBoard:
    board = bench.care().plan
    board.begin.click()
    return board


def goals(bench: Bench) -> list[tuple[object, object]]:
    return [(v.values["what"], v.values["state"]) for v in bench.views("goal")]


def test_a_plan_begins_with_one_key(bench: Bench) -> None:
    started(bench)
    (plan,) = bench.views("care_plan")
    assert (plan.values["state"], plan.values["plan_version"]) == ("draft", 1)


def test_a_need_becomes_a_goal_and_a_goal_an_action(bench: Bench) -> None:
    bench.mark("housing", level="acute", need="A safe place")
    board = started(bench)
    block = board.blocks["housing"]
    block.from_need.click()
    bench.qtbot.keyClick(block.quick.words, Qt.Key.Key_Return)
    (goal,) = bench.views("goal")
    (need,) = bench.views("need_assessment")
    (plan,) = bench.views("care_plan")
    assert goal.values["what"] == "A safe place"
    assert (goal.values["need_id"], goal.values["plan_id"]) == (need.id, plan.id)
    made = block.goals[goal.id]
    made.new.click()
    bench.qtbot.keyClicks(made.quick.words, "Call the Wmo desk")
    bench.qtbot.keyClick(made.quick.words, Qt.Key.Key_Return)
    (action,) = bench.views("action")
    assert (action.values["goal_id"], action.values["owner"]) == (goal.id, "Anna Verzonnen")
    assert list(made.action_rows) == [action.id]
    assert block.from_need.isHidden()


def test_a_goal_is_started_on_a_domain_without_a_need(bench: Bench) -> None:
    board = started(bench)
    board._start_domain("money")
    quick = board.blocks["money"].quick
    bench.qtbot.keyClicks(quick.words, "An income")
    quick.add.click()
    assert goals(bench) == [("An income", "open")]
    assert bench.views("goal")[0].values["domain"] == "money"


def test_an_empty_line_makes_nothing(bench: Bench) -> None:
    board = started(bench)
    board._start_domain("money")
    bench.qtbot.keyClick(board.blocks["money"].quick.words, Qt.Key.Key_Return)
    assert goals(bench) == []


def test_refer_from_a_goal_carries_person_and_question(bench: Bench) -> None:
    board = started(bench)
    board._start_domain("money")
    quick = board.blocks["money"].quick
    quick.propose("An income")
    quick.give()
    (goal,) = board.blocks["money"].goals.values()
    goal.refer.click()
    assert goal.form is not None
    assert goal.form.values_now()["question"] == "An income"
    assert goal.form.values_now()["person_id"] == bench.person_id


def test_a_new_version_shows_what_changed_and_the_old_one_can_be_read(bench: Bench) -> None:
    board = started(bench)
    board._start_domain("money")
    quick = board.blocks["money"].quick
    quick.propose("An income")
    quick.give()
    board.head.renew.click()
    quick = board.blocks["money"].quick
    quick.propose("Debts known")
    quick.give()
    assert board.versions.count() == 2
    assert "Added: Debts known" in board.head._changes.text()
    assert len(board.blocks["money"].goals) == 2
    board.versions.setCurrentIndex(1)
    board._version_chosen(1)
    assert board.reading is not None
    assert board.reading.old
    assert board.head.renew.isHidden()
    assert len(board.blocks["money"].goals) == 1
    assert board.blocks["money"]._orders.isHidden()


def test_agreement_is_asked_and_a_refusal_stands_beside_its_question(bench: Bench) -> None:
    board = started(bench)
    board.head.ask_agreement()
    panel = board.head.panel
    assert panel is not None
    panel.rows["agrees"].editor.take("no")
    panel.act.click()
    assert "does not agree" in panel.rows["disagreement"].problem
    panel.rows["disagreement"].editor.take("No to the police")
    panel.act.click()
    assert bench.views("care_plan")[0].values["state"] == "not_agreed"
    assert board.head.panel is None


def test_a_line_being_written_survives_a_crash(bench: Bench) -> None:
    board = started(bench)
    board._start_domain("money")
    bench.qtbot.keyClicks(board.blocks["money"].quick.words, "An inc")
    board.drafts.write()
    again = bench.care().plan
    assert again.blocks["money"].quick.words.text() == "An inc"


def test_who_may_only_read_sees_the_plan_and_no_buttons(bench: Bench, tmp_path: object) -> None:
    board = started(bench)
    board._start_domain("money")
    quick = board.blocks["money"].quick
    quick.propose("An income")
    quick.give()
    other = seen_by(bench.desk.sitting, Role.SUPERVISOR)
    reader = a_desk(other, tmp_path)  # type: ignore[arg-type]
    part = bench.page("care", reader).part
    assert isinstance(part, CareTab)
    assert part.care is not None
    plan = part.care.plan
    assert plan.reading is not None
    assert plan.head.agree.isHidden()
    assert part.care.needs.new.isHidden()
    reader.runner.close()


def test_who_is_only_a_suspect_has_no_place_here(bench: Bench) -> None:
    suspect = a_suspect(bench.desk.sitting, bench.case_id)
    part = bench.page("care").part
    assert isinstance(part, CareTab)
    assert set(part.chooser.buttons) == {bench.person_id}
    assert suspect not in part.chooser.buttons


def test_a_record_of_the_second_person_is_shown_with_that_person(bench: Bench) -> None:
    second = a_victim(bench.desk.sitting, bench.case_id, given="Olha", family="Bondar")
    plan = a_record(
        bench.desk.sitting, "care_plan", case_id=bench.case_id, person_id=second, state="draft",
        made_on=bench.desk.sitting.clock.today(),
    )  # fmt: skip
    page = bench.page("overview")
    page.go_to(Place("case", kind="case_file", id=bench.case_id, entry=("care_plan", plan)))
    part = page.part
    assert isinstance(part, CareTab)
    assert part.chooser.person_id == second
    assert part.care is not None
    assert part.care.plan.head.form is not None
