"""The set-up says what is missing, never hangs on a question, and does nothing twice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tools import jobs, setup

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="about Linux packages")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Catch what the set-up would start, instead of starting it."""
    caught: list[list[str]] = []

    def run(command: Sequence[str | Path], *, failing: str, quiet: bool = False) -> None:
        caught.append([str(part) for part in command])

    monkeypatch.setattr(setup, "run", run)
    return caught


@pytest.mark.parametrize("version", [(3, 10, 9), (3, 15, 0)])
def test_another_python_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int]
) -> None:
    monkeypatch.setattr(setup, "sys", SimpleNamespace(version_info=version))
    with pytest.raises(setup.SetupFailedError, match=r"needs Python 3\.11"):
        setup.check_python()


@LINUX
def test_just_the_libraries_that_are_missing_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    everything = set(setup.LIBRARIES) | set(setup.X11_LIBRARIES) | set(setup.WAYLAND_LIBRARIES)
    monkeypatch.setattr(setup, "known_libraries", lambda: everything - {"libEGL.so.1"})
    assert "libegl1" in setup.missing_packages({})
    assert "libgl1" not in setup.missing_packages({})


@LINUX
def test_without_root_or_sudo_the_command_is_said(
    monkeypatch: pytest.MonkeyPatch, started: list[list[str]]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda *a, **k: None)
    with pytest.raises(setup.SetupFailedError, match=r"sudo apt-get install .* libegl1"):
        setup.apt_install(["libegl1"])
    assert started == []


@LINUX
def test_sudo_is_not_asked_to_ask_when_nobody_is_there(
    monkeypatch: pytest.MonkeyPatch, started: list[list[str]]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda *a, **k: "somewhere")
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: False))
    setup.apt_install(["libegl1"])
    assert [command[:2] for command in started] == [["sudo", "-n"], ["sudo", "-n"]]


def test_what_was_installed_is_not_installed_again(
    tmp_path: Path, started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    setup.install_packages(tmp_path, setup.DEV_LOCKS)
    assert all("--require-hashes" in command or "--no-deps" in command for command in started)
    started.clear()
    setup.install_packages(tmp_path, setup.DEV_LOCKS)
    setup.install_packages(tmp_path, setup.RUN_LOCKS)  # part of what is there
    assert started == []
    monkeypatch.setattr(setup, "fingerprint", lambda locks: "another state")
    setup.install_packages(tmp_path, setup.RUN_LOCKS)
    assert started != []


def test_a_suite_without_tests_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "set_up", lambda **options: Path("python"))
    monkeypatch.setattr(jobs, "start", lambda *command, **environment: jobs.NO_TESTS_COLLECTED)
    assert jobs.test([]) == 1


def test_without_a_display_the_program_runs_offscreen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Any
) -> None:
    begun: list[tuple[tuple[str, ...], dict[str, str]]] = []

    def start(*command: str | Path, **environment: str) -> int:
        begun.append((tuple(map(str, command)), environment))
        return 0

    monkeypatch.setattr(jobs, "set_up", lambda **options: Path("python"))
    monkeypatch.setattr(jobs, "start", start)
    monkeypatch.setattr(jobs, "has_display", lambda: False)
    monkeypatch.setattr(jobs, "DEMO", tmp_path)
    assert jobs.run([]) == 0
    assert "no display" in capsys.readouterr().out
    assert begun[-1][1] == {"QT_QPA_PLATFORM": "offscreen"}


def test_a_failing_program_is_reported_with_its_last_words() -> None:
    command = [sys.executable, "-c", "print('the reason'); raise SystemExit(3)"]
    with pytest.raises(setup.SetupFailedError, match=r"It failed\.\nthe reason"):
        setup.run(command, failing="It failed.", quiet=True)


def test_an_unknown_job_is_wrong_usage() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.jobs", "fly"],
        cwd=setup.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "package-check" in done.stdout
