"""A clean Debian in a folder of its own, to try things on as on a new machine.

Made by ``debootstrap`` with nothing but what every Debian has, kept under ``build/`` for the next
time, and copied for each use. Programs run in it through ``chroot``: another file system, the same
kernel and network. Needs root, and ``debootstrap`` (installed when apt is there).
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "build" / "clean-root"
SUITE = "bookworm"

PLAIN_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
# How this machine reaches its package sources, and nothing else, is taken over.
NETWORK_FILES = (
    "etc/resolv.conf",
    "etc/apt/sources.list",
    "etc/apt/sources.list.d",
    "etc/apt/apt.conf.d",
    "etc/pip.conf",
    "etc/ssl/certs",
    "usr/local/share/ca-certificates",
    "usr/share/keyrings",
)


class CannotBeMadeError(Exception):
    """No clean root can be made here; the message says why and what would help."""


def mirror() -> str:
    """Give the address that this machine's own apt takes Debian from."""
    given = os.environ.get("CASEDESK_MIRROR")
    if given:
        return given
    lists = [Path("/etc/apt/sources.list"), *Path("/etc/apt/sources.list.d").glob("*")]
    for file in lists:
        for line in file.read_text(encoding="utf-8").splitlines() if file.is_file() else []:
            words = line.split()
            if words[:1] in (["deb"], ["URIs:"]):
                # Not the sources of others, nor the one for security alone.
                found = [word for word in words if word.rstrip("/").endswith("/debian")]
                if found:
                    return found[0]
    raise CannotBeMadeError("This machine's apt names no source of packages; set CASEDESK_MIRROR.")


def _copy(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "-a", f"{source}/.", str(target)], check=True)


def _base() -> Path:
    """Give the kept clean Debian; made when it is not there yet."""
    kept = KEPT / SUITE
    if (kept / "complete").exists():
        return kept
    if os.geteuid() != 0:
        raise CannotBeMadeError("A clean Debian can be made by root only: use sudo.")
    if shutil.which("debootstrap") is None:
        if shutil.which("apt-get") is None:
            raise CannotBeMadeError("Please install debootstrap.")
        subprocess.run(["apt-get", "install", "-qq", "-y", "debootstrap"], check=True)
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True)
    print(f"Making a clean Debian ({SUITE}) in {kept.relative_to(ROOT)} ...", flush=True)
    made = subprocess.run(
        ["debootstrap", "--variant=minbase", SUITE, str(kept / "root"), mirror()],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if made.returncode:
        last = made.stdout.splitlines()[-5:]
        raise CannotBeMadeError("\n".join(["A clean Debian could not be made.", *last]))
    (kept / "complete").touch()
    return kept


class CleanRoot:
    """One clean Debian in use."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _inside(self, command: Sequence[str], user: str | None) -> list[str]:
        as_user = [f"--userspec={user}:{user}"] if user else []
        return ["chroot", *as_user, str(self.folder), *command]

    def _environment(self, user: str | None, more: Mapping[str, str] | None) -> dict[str, str]:
        home = f"/home/{user}" if user else "/root"
        passed = {name: os.environ[name] for name in ("PIP_CERT", "CI") if name in os.environ}
        return {"PATH": PLAIN_PATH, "HOME": home, "LANG": "C.UTF-8"} | dict(more or {}) | passed

    def run(
        self,
        *command: str,
        user: str | None = None,
        said: str | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """Run a command inside, as root or a user, with ``said`` on its standard input."""
        return subprocess.run(
            self._inside(command, user),
            env=self._environment(user, environment),
            input=said or "",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    def start(
        self, *command: str, user: str, environment: Mapping[str, str]
    ) -> subprocess.Popen[bytes]:
        """Start a program inside and leave it running; the caller stops it."""
        return subprocess.Popen(
            self._inside(command, user),
            env=self._environment(user, environment),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def install(self, *packages: str) -> subprocess.CompletedProcess[str]:
        """Install Debian packages, or .deb files by their path inside."""
        self.run("apt-get", "update", "-qq")
        options = ["-y", "-qq", "--no-install-recommends"]
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        return self.run("apt-get", "install", *options, *packages, environment=quiet)

    def files(self, ignored: Sequence[str] = ()) -> dict[str, tuple[int, int]]:
        """Give every file and link inside, with size and time of change, but for some folders."""
        found = {}
        skipped = {str(self.folder / name) for name in ("proc", "sys", "dev", *ignored)}
        for where, folders, names in os.walk(self.folder):
            folders[:] = [name for name in folders if os.path.join(where, name) not in skipped]  # noqa: PTH118 - two million short paths
            for name in names:
                path = os.path.join(where, name)  # noqa: PTH118 - idem
                status = os.lstat(path)
                found["/" + os.path.relpath(path, self.folder)] = (
                    status.st_size,
                    status.st_mtime_ns,
                )
        return found


@contextmanager
def clean_root(name: str) -> Iterator[CleanRoot]:
    """Give a fresh clean Debian, and take it away afterwards."""
    base = _base()
    folder = KEPT / name
    shutil.rmtree(folder, ignore_errors=True)
    _copy(base / "root", folder)
    for file in NETWORK_FILES:
        source, target = Path("/", file), folder / file
        if source.is_dir():
            _copy(source.resolve(), target)
        elif source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    mounted = subprocess.run(
        ["mount", "-t", "proc", "proc", str(folder / "proc")], check=False, capture_output=True
    )
    try:
        yield CleanRoot(folder)
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", str(folder / "proc")], check=True)
        shutil.rmtree(folder, ignore_errors=True)
