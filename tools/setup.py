"""Set CaseDesk up on this machine: what ``make`` does first, and plain Python can do anywhere.

    python tools/setup.py            what running CaseDesk needs
    python tools/setup.py --dev      also what its tests and checks need

Needs Python 3.11 to 3.14 and pip, nothing else. In order: the system packages that Qt needs (Linux;
installed on Debian and Ubuntu, named elsewhere), a virtual environment in ``.venv``, the pinned
packages of ``requirements/*.txt`` with their hashes, CaseDesk itself as it stands in ``src/``, and
the translations. What is already there is left alone, so a second run takes a moment.

Only the standard library is used here: this runs before anything is installed.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST, TOO_NEW = (3, 11), (3, 15)

RUN_LOCKS = ("run", "build")
DEV_LOCKS = ("run", "signing", "build", "dev")
PACKAGE_LOCKS = ("run", "package")

# Which Debian package brings each library that Qt loads. Asked by library and not by package,
# since distributions rename packages (libglib2.0-0 is libglib2.0-0t64 on Ubuntu 24.04).
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libbrotlidec.so.1": "libbrotli1",
}
X11_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND_LIBRARIES = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
# Programs that the tests use to read PDFs with other eyes than ours, and that packaging uses.
TEST_PROGRAMS = {"pdftotext": "poppler-utils", "qpdf": "qpdf", "git": "git"}
PACKAGE_PROGRAMS = {"readelf": "binutils", "patchelf": "patchelf"}


class SetupFailedError(Exception):
    """The set-up cannot go on; the message says what is wrong and what to do."""


def say(text: str) -> None:
    """Tell the person what is being done, at once."""
    print(text, flush=True)


def run(command: Sequence[str | Path], *, failing: str, quiet: bool = False) -> None:
    """Run a program; when it fails, stop with the sentence ``failing`` and its last words."""
    output = subprocess.PIPE if quiet else None
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT if quiet else None,
            check=False,
        )
    except OSError as error:
        raise SetupFailedError(f"{failing} ({error})") from error
    if done.returncode:
        last = (done.stdout or b"").decode(errors="replace").strip().splitlines()[-15:]
        raise SetupFailedError("\n".join([failing, *last]))


# -------------------------------------------------------------------------------- system packages


def known_libraries() -> set[str] | None:
    """Give the names of the shared libraries that the loader finds; None when it cannot say."""
    ldconfig = shutil.which("ldconfig", path=os.environ.get("PATH", "") + ":/sbin:/usr/sbin")
    if ldconfig is None:
        return None
    listed = subprocess.run([ldconfig, "-p"], capture_output=True, text=True, check=False)
    return {line.split()[0] for line in listed.stdout.splitlines() if "=>" in line}


def missing_packages(programs: Mapping[str, str]) -> list[str]:
    """Give the Debian names of what Qt lacks here, and of the programs that are missing."""
    wanted = LIBRARIES | X11_LIBRARIES
    if os.environ.get("WAYLAND_DISPLAY") or programs is PACKAGE_PROGRAMS:
        wanted |= WAYLAND_LIBRARIES
    found = known_libraries()
    missing = [] if found is None else [wanted[name] for name in wanted if name not in found]
    fonts = (Path(folder) for folder in ("/usr/share/fonts", "/usr/local/share/fonts"))
    if not any(next(folder.rglob("*.[to]tf"), None) for folder in fonts):
        missing.append("fonts-dejavu-core")
    return missing + [programs[name] for name in programs if shutil.which(name) is None]


def lacks_venv() -> bool:
    """Debian and Ubuntu ship Python without the part that makes virtual environments."""
    return importlib.util.find_spec("ensurepip") is None


def venv_package() -> str:
    """Give the Debian package with the venv module of this very Python."""
    return f"python{sys.version_info.major}.{sys.version_info.minor}-venv"


def apt_install(packages: list[str]) -> None:
    """Install Debian packages, through sudo when not root; raise with the command when barred."""
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    by_hand = f"Please ask for, or run:  sudo {' '.join(command)}"
    prefix: list[str] = []
    if os.geteuid() != 0:
        if shutil.which("sudo") is None:
            raise SetupFailedError(
                f"These system packages are missing: {' '.join(packages)}.\n"
                f"They need an administrator, and there is no sudo here. {by_hand}"
            )
        # Without somebody at the keyboard a question for a password would hang for ever.
        prefix = ["sudo"] if sys.stdin.isatty() else ["sudo", "-n"]
    say(f"Installing system packages: {' '.join(packages)} ...")
    prefix += ["env", "DEBIAN_FRONTEND=noninteractive"]
    failing = f"The system packages could not be installed. {by_hand}"
    run([*prefix, "apt-get", "update", "-q"], failing=failing, quiet=True)
    run([*prefix, *command, "-q"], failing=failing, quiet=True)


def install_system_packages(programs: Mapping[str, str]) -> None:
    """Bring what Linux itself must have; other systems' wheels bring everything."""
    if not sys.platform.startswith("linux"):
        return
    missing = missing_packages(programs)
    if lacks_venv() and not venv_python().exists():
        missing.append(venv_package())
    if not missing:
        return
    if shutil.which("apt-get") is None:
        say(
            "CaseDesk may not start: this system lacks libraries that Qt needs. Debian's names for"
            f" them: {' '.join(missing)}. Install what your distribution calls them."
        )
        return
    apt_install(missing)


# ---------------------------------------------------------------------------- virtual environment


def venv_python(folder: Path | None = None) -> Path:
    """Path of the Python inside a virtual environment (``.venv`` when none is given)."""
    inside = Path("Scripts", "python.exe") if os.name == "nt" else Path("bin", "python")
    return (folder or ROOT / ".venv") / inside


def make_venv(folder: Path) -> None:
    """Make the virtual environment, or make it anew when its Python no longer starts."""
    python = venv_python(folder)
    if python.exists() and _version(python) == sys.version_info[:2]:
        return
    say(f"Making a virtual environment in {folder.relative_to(ROOT)} ...")
    failing = "The virtual environment could not be made."
    run([sys.executable, "-m", "venv", "--clear", folder], failing=failing, quiet=True)


def _version(python: Path) -> tuple[int, ...] | None:
    ask = "import sys; print(*sys.version_info[:2])"
    try:
        said = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=False)
    except OSError:
        return None
    return tuple(int(part) for part in said.stdout.split()) if said.returncode == 0 else None


# --------------------------------------------------------------------------------- Python packages


def fingerprint(locks: Sequence[str]) -> str:
    """Tell one state of everything that is installed from the next."""
    digest = hashlib.sha256(f"{sys.version} {platform.machine()} {ROOT}".encode())
    for file in [ROOT / "pyproject.toml", *(ROOT / "requirements" / f"{x}.txt" for x in locks)]:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _stamp(folder: Path, locks: Sequence[str]) -> Path:
    return folder / f"installed-{'-'.join(locks)}"


def is_installed(folder: Path, locks: Sequence[str]) -> bool:
    """Say whether just this was installed here before; decides whether pip is asked at all."""
    stamp = _stamp(folder, locks)
    return stamp.exists() and stamp.read_text(encoding="utf-8") == fingerprint(locks)


def install_packages(folder: Path, locks: Sequence[str], *, casedesk: bool = True) -> None:
    """Install the locked packages, and CaseDesk as it stands, unless that was done before."""
    # A set that holds this one whole may have been installed: `make test` before `make run`.
    if any(is_installed(folder, held) for held in (locks, DEV_LOCKS) if set(locks) <= set(held)):
        return
    pip: list[str | Path] = [
        venv_python(folder),
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--quiet",
    ]
    say(f"Installing the pinned packages ({', '.join(locks)}); once, about a minute ...")
    pinned = [part for x in locks for part in ("--requirement", f"requirements/{x}.txt")]
    run(
        [*pip, "--require-hashes", "--prefer-binary", *pinned],
        failing="The Python packages could not be installed. Is the package index reachable?",
        quiet=True,
    )
    if casedesk:
        run(
            [*pip, "--no-deps", "--no-index", "--no-build-isolation", "--editable", "."],
            failing="CaseDesk itself could not be installed into its environment.",
            quiet=True,
        )
    _stamp(folder, locks).write_text(fingerprint(locks), encoding="utf-8")


def compile_translations() -> None:
    """Compile the catalogues that are older than their sources."""
    run([venv_python(), "tools/translations.py", "compile"], failing="A translation is malformed.")


# --------------------------------------------------------------------------------------- together


def check_python() -> None:
    """Refuse a Python that the pinned packages do not support, in words."""
    if not OLDEST <= sys.version_info[:2] < TOO_NEW:
        here = platform.python_version()
        raise SetupFailedError(f"CaseDesk needs Python 3.11, 3.12, 3.13 or 3.14; this is {here}.")


def set_up(*, dev: bool = False) -> Path:
    """Do everything that is not done yet; give the Python to run CaseDesk with."""
    started = time.monotonic()
    check_python()
    install_system_packages(TEST_PROGRAMS if dev else {})
    folder = ROOT / ".venv"
    make_venv(folder)
    install_packages(folder, DEV_LOCKS if dev else RUN_LOCKS)
    compile_translations()
    if time.monotonic() - started > 5:
        say(f"Set up in {time.monotonic() - started:.0f} s.")
    return venv_python(folder)


def set_up_packaging() -> Path:
    """Set up what builds the package; give its Python.

    An environment of its own: what only tests and checks use must not slip into the package.
    """
    check_python()
    install_system_packages(PACKAGE_PROGRAMS)
    folder = ROOT / "build" / "package-env"
    folder.parent.mkdir(exist_ok=True)
    make_venv(folder)
    install_packages(folder, PACKAGE_LOCKS, casedesk=False)
    return venv_python(folder)


def main() -> int:
    """Set up as the command line asks; 1 with a clear sentence when that cannot be."""
    parser = argparse.ArgumentParser(description="Set CaseDesk up on this machine.")
    parser.add_argument("--dev", action="store_true", help="also what tests and checks need")
    try:
        set_up(dev=parser.parse_args().dev)
    except SetupFailedError as problem:
        print(problem, file=sys.stderr)
        return 1
    say("CaseDesk is set up.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
