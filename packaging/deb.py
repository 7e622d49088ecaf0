"""Make a Debian package of the built one-folder application.

The program stands in ``/opt/casedesk``; outside it the package puts only what the desktop looks
for: the command, the menu entry, the icon, the AppStream data, the manual page and the licence.
It has no scripts that run at installation, so taking it away takes away everything.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINUX = ROOT / "packaging" / "linux"

MAINTAINER = os.environ.get("CASEDESK_MAINTAINER", "CaseDesk <casedesk@example.org>")

# What programs load by name at run time, so that no file lists it; and fonts for the window.
LOADED_BY_NAME = ("libxcb-cursor0", "libgl1", "libegl1", "fonts-dejavu-core")

# Ubuntu 24.04 and later renamed these when they widened the time type.
RENAMED = ("libglib2.0-0", "libcups2", "libssl3", "libreadline8")

CONTROL = """Package: casedesk
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {size}
Depends: {depends}
Section: misc
Priority: optional
Description: coordinate help to victims of human trafficking
 CaseDesk keeps the cases, persons, referrals and deadlines of people who
 coordinate help to victims of human trafficking. Everything is encrypted on
 disk, each change is recorded and can be taken back, and a handover to a
 partner holds only what that partner may know.
"""

CHANGELOG = """casedesk ({version}) unstable; urgency=medium

  * What changed stands in NEWS.gz.

 -- {maintainer}  {date}
"""

COPYRIGHT = """Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: CaseDesk
Comment: The licences of the parts made by others stand in /opt/casedesk/licences.

Files: *
Copyright: 2026 CaseDesk contributors
License: EUPL-1.2
{text}
"""


def elf_files(folder: Path) -> Iterator[Path]:
    """Give the programs and libraries in a folder."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink():
            with file.open("rb") as stream:
                if stream.read(4) == b"\x7fELF":
                    yield file


def needed(file: Path) -> set[str]:
    """Give the names of the libraries that a program or library asks the loader for."""
    listed = subprocess.run(["readelf", "-d", file], capture_output=True, text=True, check=True)
    return set(re.findall(r"\(NEEDED\).*\[(.+?)\]", listed.stdout))


def search_paths(file: Path) -> list[str]:
    """Give the folders in which a program or library asks to look for others."""
    listed = subprocess.run(["readelf", "-d", file], capture_output=True, text=True, check=True)
    found = re.findall(r"\((?:RUNPATH|RPATH)\).*\[(.*?)\]", listed.stdout)
    return [path for paths in found for path in paths.split(":") if path]


def glibc(files: list[Path]) -> str:
    """Give the newest version of the C library that any of the files asks for."""
    versions = {
        int(found) for file in files for found in re.findall(rb"GLIBC_2\.(\d+)", file.read_bytes())
    }
    return f"2.{max(versions)}"


def owner(library: Path) -> str:
    """Give the Debian package that a library of this system belongs to."""
    # Packages may still register /lib/... for what lies in /usr/lib/... since the merge of both.
    spellings = [str(library), str(library).removeprefix("/usr"), f"/usr{library}"]
    for path in [str(library.resolve()), *spellings]:
        found = subprocess.run(["dpkg", "-S", path], capture_output=True, text=True, check=False)
        if found.returncode == 0:
            return found.stdout.partition(":")[0]
    raise LookupError(f"no Debian package holds {library}")


def loader_places() -> dict[str, str]:
    """Give the path of each library that this system's loader knows, by its name."""
    listed = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True)
    wide = r"^\s*(\S+) \(libc6,(?:x86-64|AArch64).*\) => (\S+)$"
    return dict(re.findall(wide, listed.stdout, re.MULTILINE))


def dependencies(folder: Path) -> list[str]:
    """Give the Debian packages that the files of the application need from the system."""
    files = list(elf_files(folder))
    inside = {file.name for file in folder.rglob("*.so*")}
    outside = set().union(*(needed(file) for file in files)) - inside
    places = loader_places()
    unknown = sorted(outside - set(places))
    if unknown:
        raise LookupError(f"this system lacks libraries that the program needs: {unknown}")
    packages = {owner(Path(places[name])) for name in outside} | set(LOADED_BY_NAME)
    packages -= {"libc6"}
    named = [f"{name} | {name}t64" if name in RENAMED else name for name in sorted(packages)]
    return [f"libc6 (>= {glibc(files)})", *named]


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def _zipped(source: Path) -> bytes:
    return gzip.compress(source.read_bytes(), mtime=0)


def lay_out(application: Path, icons: Path, tree: Path, version: str) -> None:
    """Put every file where the package shall install it, below ``tree``."""
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(application, tree / "opt" / "casedesk", symlinks=True)
    (tree / "usr" / "bin").mkdir(parents=True)
    (tree / "usr" / "bin" / "casedesk").symlink_to("/opt/casedesk/casedesk")
    share = tree / "usr" / "share"
    _write(share / "applications" / "casedesk.desktop", (LINUX / "casedesk.desktop").read_bytes())
    metainfo = LINUX / "nl.casedesk.CaseDesk.metainfo.xml"
    _write(share / "metainfo" / metainfo.name, metainfo.read_bytes())
    for picture in icons.glob("casedesk-*.png"):
        size = picture.stem.rpartition("-")[2]
        target = share / "icons" / "hicolor" / f"{size}x{size}" / "apps" / "casedesk.png"
        _write(target, picture.read_bytes())
    drawing = ROOT / "resources" / "icons" / "casedesk.svg"
    _write(share / "icons/hicolor/scalable/apps/casedesk.svg", drawing.read_bytes())
    _write(share / "man" / "man1" / "casedesk.1.gz", _zipped(LINUX / "casedesk.1"))
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    indented = "\n".join(f" {line}" if line.strip() else " ." for line in licence.splitlines())
    _write(share / "doc/casedesk/copyright", COPYRIGHT.format(text=indented).encode())
    changelog = CHANGELOG.format(version=version, maintainer=MAINTAINER, date=formatdate())
    _write(share / "doc/casedesk/changelog.gz", gzip.compress(changelog.encode(), mtime=0))
    _write(share / "doc/casedesk/NEWS.gz", _zipped(ROOT / "CHANGELOG.md"))
    for path in tree.rglob("*"):
        if not path.is_symlink():
            runs = path.is_dir() or os.access(path, os.X_OK)
            path.chmod(0o755 if runs else 0o644)
    for library in elf_files(tree / "opt"):
        if ".so" in library.name:
            library.chmod(0o644)


def build(application: Path, icons: Path, work: Path, target: Path, *, fast: bool) -> Path:
    """Make the package in the folder ``target``; ``fast`` packs quicker and larger."""
    from casedesk import __version__

    tree = work / "deb"
    lay_out(application, icons, tree, __version__)
    files = [path for path in sorted(tree.rglob("*")) if path.is_file() and not path.is_symlink()]
    sums = [
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}"
        f"  {path.relative_to(tree)}\n"
        for path in files
    ]
    asked = ["dpkg", "--print-architecture"]
    architecture = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    control = CONTROL.format(
        version=__version__,
        architecture=architecture,
        maintainer=MAINTAINER,
        size=sum(path.stat().st_size for path in files) // 1024,
        depends=", ".join(dependencies(application)),
    )
    _write(tree / "DEBIAN" / "control", control.encode())
    _write(tree / "DEBIAN" / "md5sums", "".join(sums).encode())
    package = target / f"casedesk_{__version__}_{architecture}.deb"
    packing = "-Zgzip" if fast else "-Zxz"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", packing, "--build", tree, package],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    shutil.rmtree(tree)
    return package
