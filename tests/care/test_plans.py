"""Versions of a care plan, and whether the person agrees."""

from datetime import date
from typing import Any

import pytest

from casedesk.bootstrap import Sitting
from casedesk.kernel.changes import Refused
from casedesk.plans.rules import agreement_problem
from casedesk.plans.use_cases import (
    Agreement,
    ReachGoal,
    new_version,
    reach_goal,
    record_agreement,
    reopen_goal,
    start_plan,
)
from casedesk.plans.versions import differences, goals_of, present_of, versions_of
from casedesk.records.reading import Reader, RecordView
from casedesk.records.steps import Step
from casedesk.records.use_cases import ChangeField, change
from casedesk.store.undo import undo
from tests.builders import a_record, made


class Desk:
    """Reads back what was written."""

    def __init__(self, sitting: Sitting, reader: Reader, case_id: int, person_id: int) -> None:
        self.sitting, self.reader = sitting, reader
        self.case_id, self.person_id = case_id, person_id

    def view(self, kind: str, record_id: int) -> RecordView:
        with self.sitting.store.read() as session:
            found = self.reader.view(session, kind, record_id)
        assert found is not None
        return found

    def step(self, kind: str, record_id: int) -> Step:
        return Step(record_id, self.view(kind, record_id).version)

    def plan(self, **values: Any) -> int:
        given = {
            "case_id": self.case_id, "person_id": self.person_id,
            "made_on": date(2026, 2, 1), "purpose": "A house of her own",
        }  # fmt: skip
        return made(start_plan(self.sitting.store, given | values, self.sitting.labels))

    def goal(self, plan_id: int, what: str, **values: Any) -> int:
        return a_record(
            self.sitting, "goal", case_id=self.case_id, person_id=self.person_id,
            plan_id=plan_id, what=what, **values,
        )  # fmt: skip

    def action(self, goal_id: int, what: str, **values: Any) -> int:
        return a_record(
            self.sitting, "action", case_id=self.case_id, person_id=self.person_id,
            goal_id=goal_id, what=what, **values,
        )  # fmt: skip

    def renew(self, plan_id: int) -> int:
        step = self.step("care_plan", plan_id)
        return made(new_version(self.sitting.store, step, self.sitting.labels))

    def goals(self, plan_id: int) -> dict[str, RecordView]:
        with self.sitting.store.read() as session:
            found = goals_of(
                session, self.reader, self.view("care_plan", plan_id), self.case_id, self.person_id
            )
        return {view.values["what"]: view for view in found}

    def actions(self, goal_id: int) -> dict[str, str]:
        with self.sitting.store.read() as session:
            found = self.reader.views(session, "action", parent=("goal_id", goal_id))
        return {view.values["what"]: view.values["state"] for view in found}


@pytest.fixture
def desk(sitting: Sitting, reader: Reader, case_id: int, person_id: int) -> Desk:
    return Desk(sitting, reader, case_id, person_id)


def test_a_new_version_copies_what_is_open_and_keeps_the_old_one(desk: Desk) -> None:
    old = desk.plan()
    house = desk.goal(old, "A house", domain="housing")
    done = desk.goal(old, "A doctor", state="reached")
    desk.action(house, "Call the Wmo desk")
    desk.action(house, "Fetch the form", state="done")
    new = desk.renew(old)
    before, after = desk.view("care_plan", old), desk.view("care_plan", new)
    assert (before.values["state"], before.values["ended_on"]) == ("replaced", date(2026, 3, 2))
    assert (after.values["state"], after.values["plan_version"]) == ("draft", 2)
    assert after.values["purpose"] == "A house of her own"
    assert set(desk.goals(old)) == {"A house", "A doctor"}
    assert set(desk.goals(new)) == {"A house"}
    assert desk.view("goal", done).values["state"] == "reached"
    copied = desk.goals(new)["A house"]
    assert (copied.values["state"], copied.values["former_id"]) == ("open", house)
    assert desk.actions(copied.id) == {"Call the Wmo desk": "open"}
    # Nothing is open twice.
    assert desk.actions(house) == {"Call the Wmo desk": "carried_over", "Fetch the form": "done"}


def test_a_new_version_is_one_act_that_undo_takes_back(desk: Desk) -> None:
    old = desk.plan()
    house = desk.goal(old, "A house")
    desk.action(house, "Call")
    before = [desk.view("care_plan", old).values, desk.view("goal", house).values]
    desk.renew(old)
    assert undo(desk.sitting.store)
    assert [desk.view("care_plan", old).values, desk.view("goal", house).values] == before
    assert desk.actions(house) == {"Call": "open"}


def test_an_old_version_is_not_replaced_again(desk: Desk) -> None:
    old = desk.plan()
    desk.renew(old)
    step = desk.step("care_plan", old)
    assert isinstance(new_version(desk.sitting.store, step, desk.sitting.labels), Refused)


def test_the_newest_version_counts(desk: Desk) -> None:
    new = desk.renew(desk.plan())
    with desk.sitting.store.read() as session:
        found = versions_of(session, desk.reader, desk.case_id, desk.person_id)
    present = present_of(found)
    assert present is not None
    assert (present.id, [v.values["plan_version"] for v in found]) == (new, [2, 1])


def test_differences_name_what_was_added_changed_and_ended(desk: Desk) -> None:
    old = desk.plan()
    desk.goal(old, "A house", domain="housing")
    desk.goal(old, "A doctor", state="reached")
    new = desk.renew(old)
    copied = desk.goals(new)["A house"]
    change(
        desk.sitting.store,
        ChangeField("goal", copied.id, "what", "A house in Venlo", "A house"),
        desk.sitting.labels,
    )
    desk.goal(new, "Dutch lessons")
    with desk.sitting.store.read() as session:
        found = differences(session, desk.reader, desk.view("care_plan", new))
        first = differences(session, desk.reader, desk.view("care_plan", old))
    assert first == ()
    said = {(each.sort, each.what, each.before, each.after) for each in found}
    assert ("added", "Dutch lessons", "", "") in said
    assert ("changed", "A house in Venlo", "A house", "A house in Venlo") in said
    assert [each.what for each in found if each.sort == "ended"] == ["A doctor"]
    assert len(found) == 3


def test_a_goal_without_a_plan_joins_the_next_version(desk: Desk) -> None:
    old = desk.plan()
    loose = a_record(
        desk.sitting, "goal", case_id=desk.case_id, person_id=desk.person_id, what="Sleep"
    )
    assert "Sleep" in desk.goals(old)
    new = desk.renew(old)
    assert desk.view("goal", loose).values["plan_id"] == new
    assert "Sleep" not in desk.goals(old)


def test_disagreement_is_written_down_in_words(desk: Desk) -> None:
    plan = desk.plan()
    step = desk.step("care_plan", plan)
    asked = Agreement(step.id, step.version, agreed=False)
    assert isinstance(record_agreement(desk.sitting.store, asked), Refused)
    said = Agreement(step.id, step.version, agreed=False, disagreement="No to the police")
    assert record_agreement(desk.sitting.store, said)
    values = desk.view("care_plan", plan).values
    assert (values["state"], values["agreed_on"]) == ("not_agreed", None)


def test_no_copy_is_handed_out_where_it_is_not_safe(desk: Desk) -> None:
    plan = desk.plan()
    step = desk.step("care_plan", plan)
    bad = Agreement(step.id, step.version, copy_safe="no", copy_given="yes")
    answer = record_agreement(desk.sitting.store, bad)
    assert isinstance(answer, Refused)
    assert answer.field == "copy_given"
    good = Agreement(step.id, step.version, copy_safe="no", copy_given="no")
    assert record_agreement(desk.sitting.store, good)
    assert desk.view("care_plan", plan).values["agreed_on"] == date(2026, 3, 2)
    assert agreement_problem(agreed=True, disagreement=None, copy_safe="yes", copy_given="yes") is (
        None
    )


def test_a_reached_goal_can_be_taken_up_again(desk: Desk) -> None:
    goal = desk.goal(desk.plan(), "A house")
    step = desk.step("goal", goal)
    assert reach_goal(desk.sitting.store, ReachGoal(step.id, step.version, result="Venlo"))
    assert desk.view("goal", goal).values["reached_on"] == date(2026, 3, 2)
    step = desk.step("goal", goal)
    assert isinstance(reach_goal(desk.sitting.store, ReachGoal(step.id, step.version)), Refused)
    assert reopen_goal(desk.sitting.store, step)
    assert desk.view("goal", goal).values["state"] == "open"
