"""Make the Windows installer from the built one-folder application.

    python packaging/windows/make_msi.py dist/casedesk build/package/icons/casedesk.ico OUT.msi

Writes the list of files (``Files.wxs``) and hands it with ``casedesk.wxs`` to a compiler of WiX 3
source: ``candle`` and ``light`` on Windows, ``wixl`` (package of that name) on Debian.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import uuid
from os.path import relpath
from pathlib import Path
from xml.etree import ElementTree as ET

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NAMESPACE = "http://schemas.microsoft.com/wix/2006/wi"
# Components keep their identity over versions, so that an upgrade knows what it replaces.
IDENTITY = uuid.UUID("6a6e1c1b-7c0b-4e0e-9d35-2b7b7c1b5a44")


def _id(prefix: str, path: Path) -> str:
    """Make an identifier that Windows Installer accepts of any path (at most 72 signs)."""
    return f"{prefix}{hashlib.sha256(path.as_posix().encode()).hexdigest()[:32]}"


def file_list(application: Path, work: Path) -> ET.ElementTree:
    """Describe every file of the application, one component each, by its path from ``work``."""
    ET.register_namespace("", NAMESPACE)
    wix = ET.Element(f"{{{NAMESPACE}}}Wix")

    def part(parent: ET.Element, kind: str, **attributes: str) -> ET.Element:
        return ET.SubElement(parent, f"{{{NAMESPACE}}}{kind}", attributes)

    places = part(part(wix, "Fragment"), "DirectoryRef", Id="INSTALLFOLDER")
    group = part(part(wix, "Fragment"), "ComponentGroup", Id="Files")
    folders = {Path(): places}
    for path in sorted(application.rglob("*")):
        relative = path.relative_to(application)
        parent = folders[relative.parent]
        if path.is_dir():
            name = _id("d", relative)
            folders[relative] = part(parent, "Directory", Id=name, Name=path.name)
            continue
        identity = str(uuid.uuid5(IDENTITY, relative.as_posix())).upper()
        component = part(parent, "Component", Id=_id("c", relative), Guid=identity, Win64="yes")
        part(component, "File", Id=_id("f", relative), Source=relpath(path, work), KeyPath="yes")
        part(group, "ComponentRef", Id=_id("c", relative))
    return ET.ElementTree(wix)


def version() -> str:
    """Give the version of CaseDesk as Windows Installer writes it."""
    text = (ROOT / "src" / "casedesk" / "__init__.py").read_text(encoding="utf-8")
    return text.rpartition('__version__ = "')[2].partition('"')[0]


def compile_msi(work: Path, target: Path) -> None:
    """Compile the sources in ``work`` with what is here; raises when that refuses or is missing."""
    sources = ["casedesk.wxs", "Files.wxs"]
    if shutil.which("wixl"):
        given = ["-D", f"Version={version()}", "-D", "Icon=casedesk.ico"]
        command = ["wixl", "--arch", "x64", *given, "-o", str(target), *sources]
        subprocess.run(command, cwd=work, check=True)
        return
    given = [f"-dVersion={version()}", "-dIcon=casedesk.ico"]
    subprocess.run(["candle", "-nologo", "-arch", "x64", *given, *sources], cwd=work, check=True)
    compiled = ["casedesk.wixobj", "Files.wixobj"]
    subprocess.run(["light", "-nologo", "-out", str(target), *compiled], cwd=work, check=True)


def main() -> int:
    """Make the installer that the command line names."""
    if len(sys.argv) != 4:
        print(__doc__)
        return 2
    application, icon, target = (Path(word).resolve() for word in sys.argv[1:])
    # The compilers look for files beside the source that names them.
    work = ROOT / "build" / "package" / "msi"
    work.mkdir(parents=True, exist_ok=True)
    shutil.copy(icon, work / "casedesk.ico")
    shutil.copy(HERE / "casedesk.wxs", work)
    file_list(application, work).write(work / "Files.wxs", "utf-8", xml_declaration=True)
    compile_msi(work, target)
    print(f"{target.name}: {target.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
