"""Collect the licences of everything that the package holds, as their makers ask.

The folder ``licences/`` of the package gets one folder per component with the licence files that
its own distribution carries, and ``NOTICE.txt``, which lists them and says how the LGPL libraries
can be replaced.
"""

from __future__ import annotations

import importlib.metadata
import platform
import re
import shutil
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)

# Distributions that name their licence but carry no text of it.
LGPL = ("LGPL-3.0.txt", "GPL-3.0.txt")
WITHOUT_TEXT = {"pyside6-essentials": LGPL, "pyside6-pdf": LGPL, "shiboken6": LGPL}

# Components inside the distributions above that ask to be named themselves.
WITHIN = """
Inside these, and named as their makers ask:
  sqlcipher3 holds SQLCipher (Copyright (c) 2025 Zetetic LLC, BSD licence), SQLite (public domain)
    and OpenSSL (Apache-2.0, The OpenSSL Project Authors).
  PySide6 holds Qt (LGPL-3.0, The Qt Company Ltd. and other contributors) and what Qt itself
    includes, such as ICU, FreeType, HarfBuzz, libjpeg-turbo, libpng, PCRE2 and zlib.
  PySide6_Pdf holds PDFium (BSD-3-Clause and Apache-2.0, The PDFium Authors).
  pikepdf holds qpdf (Apache-2.0, Jay Berkenbilt), libjpeg-turbo and zlib.
  lxml holds libxml2 and libxslt (MIT). Pillow holds libjpeg-turbo, libtiff, FreeType, OpenJPEG,
    littlecms and others (licences in its own file).
  cryptography holds OpenSSL (Apache-2.0). uharfbuzz holds HarfBuzz (Old MIT).
  The fonts in casedesk/_resources/fonts and the word lists in casedesk/_resources/passphrases
    carry their licences beside them.
"""

HEAD = """CaseDesk {version}
Licensed under the European Union Public Licence, version 1.2 (EUPL-1.2); see CaseDesk/LICENSE.

This program holds parts made by others. Their licences stand in the folder of each.

Qt, PySide6, shiboken6, python-bidi and python-stdnum are used under the GNU Lesser General Public
License. They are loose files in the folder of the program: you may replace each by your own build
of it, with the same name and a compatible interface, and CaseDesk will use that. Nothing in the
terms of CaseDesk forbids to study it for finding faults in such a change. Their source code: the
source archives of the same name and version that the Qt Project and the Python Package Index hold.

"""


def normalised(name: str) -> str:
    """Spell a distribution's name the one way that comparisons use (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(name: str) -> list[str]:
    """Give the names of the distributions that a lock file pins."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return [line.partition("==")[0] for line in text.splitlines() if re.match(r"[A-Za-z]", line)]


def licence_of(metadata: importlib.metadata.PackageMetadata) -> str:
    """Give what a distribution says about its licence, in one line."""
    fields = metadata.json
    said = str(fields.get("license_expression") or fields.get("license") or "").partition("\n")[0]
    if said:
        return said
    classifiers = metadata.get_all("Classifier") or []
    named = [line.rpartition("::")[2].strip() for line in classifiers if line.startswith("License")]
    return ", ".join(named) or "see its folder"


def python_licence() -> Path:
    """Find the licence of the Python that goes along; where it stands differs per maker."""
    library = Path(sysconfig.get_path("stdlib"))
    debian = Path(f"/usr/share/doc/python{library.name.removeprefix('python')}/copyright")
    candidates = [library / "LICENSE.txt", Path(sys.base_prefix, "LICENSE.txt"), debian]
    for candidate in candidates:
        if candidate.exists():
            return candidate
    raise FileNotFoundError(f"no licence of Python at any of {[str(x) for x in candidates]}")


def collect(target: Path) -> list[str]:
    """Fill the licence folder; give the distributions that carry no licence file of their own."""
    shutil.rmtree(target, ignore_errors=True)
    (target / "CaseDesk").mkdir(parents=True)
    shutil.copy(ROOT / "LICENSE", target / "CaseDesk" / "LICENSE")
    lines, without = [], []
    # The program's starter is PyInstaller's: GPL with an exception for the programs it starts.
    for name in [*locked("run"), "pyinstaller"]:
        try:
            distribution = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # for another system
        shown = distribution.metadata["Name"]
        lines.append(f"  {shown} {distribution.version}: {licence_of(distribution.metadata)}")
        folder = target / shown
        if normalised(name) in WITHOUT_TEXT:
            folder.mkdir()
            for file in WITHOUT_TEXT[normalised(name)]:
                shutil.copy(ROOT / "packaging" / "licences" / file, folder)
        for held in distribution.files or []:
            if ".dist-info" in str(held) and LICENCE_FILE.search(held.name):
                folder.mkdir(exist_ok=True)
                shutil.copy(str(distribution.locate_file(held)), folder / held.name)
        if not folder.exists():
            without.append(shown)
    lines.append(f"  Python {platform.python_version()}: PSF-2.0")
    (target / "Python").mkdir()
    shutil.copy(python_licence(), target / "Python" / "LICENSE.txt")
    from casedesk import __version__

    notice = HEAD.format(version=__version__) + "\n".join(lines) + "\n" + WITHIN
    (target / "NOTICE.txt").write_text(notice, encoding="utf-8")
    return without
