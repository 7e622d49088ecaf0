"""No name stands anywhere on the disk, while the program runs and after it was killed (S1, S6)."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.builders import CHEAP, a_case, a_partner, a_person, a_record, a_suspect, a_victim
from tests.faults.names import OTHERS, PERSON, Name, spellings
from tests.faults.stores import a_filled_store, sit

ROOT = Path(__file__).parents[2]
SHARED_MEMORY = Path("/dev/shm")


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casedesk.store.kdf.STANDARD", CHEAP)


@dataclass(frozen=True)
class World:
    """A user's folders, all our own, and a store with names in it."""

    folder: Path
    store: Path
    case_id: int
    partner: int

    @property
    def environment(self) -> dict[str, str]:
        """What makes a program live in this world only."""
        home, tmp = self.folder / "home", self.folder / "tmp"
        places = {f"XDG_{n}_HOME": home / f".{n.lower()}" for n in ("DATA", "CONFIG", "CACHE",
                                                                   "STATE")}  # fmt: skip
        places |= {"HOME": home, "TMPDIR": tmp, "XDG_RUNTIME_DIR": self.folder / "run"}
        return os.environ | {name: str(place) for name, place in places.items()} | {
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "QT_QPA_PLATFORM": "offscreen",
            "PYTHONDONTWRITEBYTECODE": "1",
        }  # fmt: skip


@pytest.fixture
def world(tmp_path: Path) -> World:
    for name in ("home", "tmp", "run"):
        (tmp_path / name).mkdir(mode=0o700)
    store = a_filled_store(tmp_path)
    with sit(store) as sitting:
        case_id = a_case(sitting)
        a_victim(sitting, case_id, given=PERSON.given, family=PERSON.family)
        for other in OTHERS:
            a_person(sitting, case_id, "witness", given=other.given, family=other.family)
        a_suspect(sitting, case_id)
        a_record(
            sitting, "note", case_id=case_id, note_kind="fact", subject=PERSON.family,
            text=f"{PERSON.given} vertelde het aan {OTHERS[0].given}.",
        )  # fmt: skip
        partner = a_partner(sitting, "Slachtofferhulp Verzonnen", "victim_support")
    return World(tmp_path, store, case_id, partner)


@contextmanager
def a_viewer(world: World, before: Sequence[str] = ()) -> Iterator[tuple[int, list[str]]]:
    """The program with names on its screen; its process and what the preview shows."""
    words = [
        sys.executable, "-m", "tests.faults.viewer", str(world.store), str(world.case_id),
        str(world.partner),
    ]  # fmt: skip
    process = subprocess.Popen(
        [*before, *words], stdout=subprocess.PIPE, text=True, env=world.environment, cwd=ROOT,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert line, "the program ended by itself"
        yield process.pid, json.loads(line)
    finally:
        process.kill()
        process.wait(20)
        process.stdout.close()


def files(places: Iterable[Path], since: float) -> Iterator[Path]:
    """Every file in these places; of those that others use too only what changed since."""
    for place in places:
        for folder, _folders, names in os.walk(place):
            for name in names:
                path = Path(folder) / name
                if not path.is_file() or path.is_symlink():
                    continue
                if place == SHARED_MEMORY and path.stat().st_mtime < since:
                    continue
                yield path


def found_in(places: Iterable[Path], names: Iterable[Name], since: float) -> list[str]:
    """Files in which a spelling of a name stands, or whose own name tells it."""
    wanted = {spelling for name in names for spelling in spellings(name)}
    pattern = re.compile(b"|".join(re.escape(w) for w in sorted(wanted, key=len, reverse=True)))
    hits = []
    for path in files(places, since):
        content = os.fsencode(path) + b"\n" + path.read_bytes()
        if match := pattern.search(content):
            hits.append(f"{path}: {match.group()!r}")
    return hits


def everything(world: World) -> list[Path]:
    return [world.store, world.folder, SHARED_MEMORY]


def test_the_search_finds_a_name_where_there_is_one(world: World) -> None:
    for number, encoding in enumerate(("utf-8", "utf-16-le", "latin-1")):
        (world.folder / "tmp" / f"lek{number}").write_bytes(
            b"\0\1" + PERSON.family.upper().encode(encoding)
        )
    (world.folder / "tmp" / "lek3").write_text(OTHERS[1].given, "utf-16")
    assert len(found_in(everything(world), [PERSON, *OTHERS], 0)) == 4


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc and /dev/shm")
def test_no_name_is_left_by_a_program_with_a_preview_open(world: World) -> None:
    started = time.time()
    with a_viewer(world) as (process, preview):
        shown = "".join(preview)
        assert "Slachtofferhulp Verzonnen" in shown
        assert found_in(everything(world), [PERSON, *OTHERS], started) == []
        assert open_for_writing(process, world) == []
        os.kill(process, signal.SIGKILL)
    assert found_in(everything(world), [PERSON, *OTHERS], started) == []
    log = list((world.folder / "home").rglob("faults.log"))
    assert len(log) == 1, "the fault was written down"
    assert "ValueError" in log[0].read_text("utf-8")
    settings = list((world.folder / "home").rglob("settings.ini"))
    assert len(settings) == 1
    with sit(world.store) as sitting, sitting.store.read() as session:
        from casedesk.store.drafts import drafts_of

        (draft,) = drafts_of(session.connection(), sitting.actor.login)
        assert PERSON.family in str(draft.typed), "the draft is in the store, and only there"


def open_for_writing(process: int, world: World) -> list[str]:
    """Ordinary files that the program holds open for writing outside its store."""
    held = []
    for entry in Path(f"/proc/{process}/fd").iterdir():
        try:
            target = entry.readlink()
            flags = Path(f"/proc/{process}/fdinfo/{entry.name}").read_text("ascii")
        except OSError:
            continue
        writable = int(re.search(r"flags:\s*(\d+)", flags).group(1), 8) & (os.O_WRONLY | os.O_RDWR)
        if writable and target.is_file() and not target.is_relative_to(world.store):
            held.append(str(target))
    return held


# ------------------------------------------------------------------------------ every file

OURS = (
    r"/home/\.config/casedesk/settings\.ini(\.lock|\.\w{6})?",
    r"/home/\.config/casedesk(/#\d+)?",  # Qt writes new settings in a file without a name first
    r"/home/\.state/casedesk/anchors/\.?[0-9a-f]{32}\.json(\.new-[0-9a-f]{8})?",
    r"/home/\.state/casedesk/(log/)?faults\.log",
    r"/home/\.cache/casedesk/log/faults\.log",
    r"/home/\.state/casedesk/tries/\.?[0-9a-f]{32}\.json(\.new-[0-9a-f]{8})?",
    r"/home/\.cache/fontconfig/.*",
    r"/home/\.cache/mesa_shader_cache(_db)?/.*",
)
"""Files of the user that may be written, below the folder of the world."""

SYSTEM = (r"/dev/(null|tty|dri/.*|pts/\d+)", r"/proc/self/.*", r"/proc/\d+/.*", r"/memfd:.*")


@pytest.mark.proof
@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_only_expected_files_are_opened_for_writing(
    world: World, figure: Callable[[str], None]
) -> None:
    log = world.folder.parent / f"{world.folder.name}.strace"
    calls = (
        "open,openat,creat,rename,renameat,renameat2,mkdir,mkdirat,link,symlink,truncate,mknod,"
        "memfd_create"
    )
    trace = ["strace", "-f", "-qq", "-y", "-s", "512", "-o", str(log), "-e", f"trace={calls}"]
    started = time.time()
    with a_viewer(world, trace) as (_process, preview):
        assert preview
        running = found_in(everything(world), [PERSON, *OTHERS], started)
    killed = found_in(everything(world), [PERSON, *OTHERS], started)
    written = set(opened_for_writing(log.read_text("utf-8", "replace")))
    outside = {
        path for path in written
        if not path.startswith(str(world.store)) and not any(re.fullmatch(p, path) for p in SYSTEM)
    }  # fmt: skip
    below = str(world.folder)
    strange = {
        path for path in outside
        if not any(re.fullmatch(re.escape(below) + pattern, path) for pattern in OURS)
    }  # fmt: skip
    figure(
        f"traces: 0 names in {sum(1 for _ in files(everything(world), started))} files while a "
        f"preview was open and after the kill; {len(written)} files opened for writing, "
        f"{len(outside)} outside the store, {len(strange)} unexpected"
    )
    assert (running, killed, sorted(strange)) == ([], [], [])


def opened_for_writing(trace: str) -> Iterator[str]:
    """The files that a traced program opened to write in, or made by another name."""
    for line in trace.splitlines():
        if " = -1 " in line:
            continue
        opened = re.search(r"open(?:at)?\((?:AT_FDCWD[^,]*, )?\"([^\"]+)\", ([A-Z_|]+)", line)
        if opened and re.search("O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE", opened.group(2)):
            yield opened.group(1)
        for call in re.finditer(r"(?:creat|rename\w*|link|symlink|truncate|mknod)\((.*)\)", line):
            yield from re.findall(r"\"([^\"]+)\"", call.group(1))[-1:]
        if memory := re.search(r"memfd_create\(\"([^\"]+)\"", line):
            yield f"/memfd:{memory.group(1)}"
