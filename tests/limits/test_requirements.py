"""``docs/requirements.md`` is true: every demand is there, and what shows it exists."""

import ast
import re
from pathlib import Path

import pytest

from casedesk.desktop.case.tabs import TABS
from casedesk.desktop.pages.registry import PAGES

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "requirements.md"
DEMANDED = {*range(1, 27), 47, 53, 57, 58}
"""Which of the sixty demands this version says that it meets."""

ROW = re.compile(r"^\| *(\d+) *\|(.*)\|(.*)\|(.*)\|$")
TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
SCREEN = re.compile(r"`(page|tab):(\w+)`")


def rows() -> dict[int, tuple[str, str, str]]:
    found = {}
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        match = ROW.match(line)
        if match:
            number = int(match[1])
            assert number not in found, f"{number} stands there twice"
            found[number] = (match[2].strip(), match[3].strip(), match[4].strip())
    return found


def test_every_demand_has_its_row() -> None:
    assert set(rows()) == DEMANDED


@pytest.mark.parametrize("number", sorted(DEMANDED))
def test_what_shows_it_exists(number: int) -> None:
    demand, screens, tests = rows()[number]
    assert demand
    named = TEST.findall(tests)
    assert named, f"{number} names no test"
    for path, name in named:
        file = ROOT / path
        assert file.exists(), path
        if name:
            assert name in functions_of(file), f"{path} has no {name}"
    for kind, name in SCREEN.findall(screens):
        known = set(PAGES) if kind == "page" else {tab.key for tab in TABS}
        assert name in known, f"there is no {kind} {name}"


def functions_of(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
