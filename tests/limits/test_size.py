"""Files, functions and classes stay small enough to be read in one sitting."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "casedesk"

FILE_LINES = 400
FUNCTION_LINES = 60
CLASS_METHODS = 20

# What may be larger, each with its reason: "file", "file::function" or "file::Class".
EXCEPTIONS: dict[str, str] = {}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def length(function: Function) -> int:
    """Give the lines of a function without its docstring and decorators."""
    body = function.body
    documented = ast.get_docstring(function) is not None and len(body) > 1
    first = body[1].lineno if documented else function.lineno
    return (function.end_lineno or first) - first + 1


def is_property(function: Function) -> bool:
    """Say whether a function reads like an attribute: it is not one more thing to do."""
    return any(isinstance(d, ast.Name) and d.id == "property" for d in function.decorator_list)


def oversized(file: Path, name: str) -> Iterator[tuple[str, str]]:
    """Give (what, how large) for everything in one file that passes a limit."""
    text = file.read_text(encoding="utf-8")
    lines = text.count("\n")
    if lines > FILE_LINES:
        yield name, f"{lines} lines (at most {FILE_LINES})"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, Function) and length(node) > FUNCTION_LINES:
            yield f"{name}::{node.name}", f"{length(node)} lines (at most {FUNCTION_LINES})"
        if isinstance(node, ast.ClassDef):
            methods = sum(
                isinstance(part, Function) and not is_property(part) for part in node.body
            )
            if methods > CLASS_METHODS:
                yield f"{name}::{node.name}", f"{methods} methods (at most {CLASS_METHODS})"


def everything_oversized() -> dict[str, str]:
    found: dict[str, str] = {}
    for file in sorted(SOURCE.rglob("*.py")):
        found.update(oversized(file, file.relative_to(SOURCE).as_posix()))
    return found


def test_nothing_is_too_large_to_read_in_one_sitting() -> None:
    too_large = everything_oversized()
    unexplained = {what: size for what, size in too_large.items() if what not in EXCEPTIONS}
    assert unexplained == {}


def test_no_exception_outlives_its_need() -> None:
    assert set(EXCEPTIONS) - set(everything_oversized()) == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("x = 1\n" * 401, {"a.py"}),
        ("def long():\n" + "    x = 1\n" * 60, {"a.py::long"}),
        (
            "class Wide:\n" + "".join(f"    def m{n}(self): ...\n" for n in range(21)),
            {"a.py::Wide"},
        ),
        ("x = 1\n" * 400, set()),
    ],
)
def test_the_limits_are_seen(tmp_path: Path, text: str, found: set[str]) -> None:
    file = tmp_path / "a.py"
    file.write_text(text, encoding="utf-8")
    assert {what for what, _ in oversized(file, "a.py")} == found
