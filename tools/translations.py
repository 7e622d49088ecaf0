"""Translations: compile the catalogues, and check that none is missing or worn out.

``python tools/translations.py compile`` merges ``resources/translations/<language>/*.po`` (one file
per area, so that areas do not get in each other's way) into one
``resources/translations/<language>/LC_MESSAGES/casedesk.mo`` per language.

``python tools/translations.py check`` compares the catalogues with the texts in the source. What is
missing is printed as stanzas, ready to be filled in and pasted into a ``.po`` file.
"""

from __future__ import annotations

import argparse
import os
import string
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "resources" / "translations"
SOURCE = ROOT / "src" / "casedesk"
# English is the language of the source; these must be complete.
COMPLETE = ("nl",)
# How a text is marked; the numbers are babel's: which arguments are the texts.
MARKERS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "ngettext": (1, 2)}

# One text, or a pair of singular and plural.
Text: TypeAlias = str | tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """One translation: the text of the source, its translation, and where that stands."""

    source: Text
    translation: Text
    place: str
    fuzzy: bool = False


def _key(source: Text) -> str:
    """Give what gettext looks a text up by: the text itself, or the singular."""
    return source if isinstance(source, str) else source[0]


def _forms(text: Text) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else text


def read_catalogue(file: Path, language: str) -> Catalog:
    """Read one .po file; raises babel's PoFileError for a malformed one."""
    with file.open("rb") as stream:
        return read_po(stream, locale=language, abort_invalid=True)


def entries(folder: Path) -> Iterator[Entry]:
    """Give every translation in the .po files of one language's folder."""
    for file in sorted(folder.glob("*.po")):
        for message in read_catalogue(file, folder.name):
            if message.id:
                text: Text = message.id if isinstance(message.id, str) else tuple(message.id)
                translated = message.string or ""
                yield Entry(
                    text,
                    translated if isinstance(translated, str) else tuple(translated),
                    f"{file.name}:{message.lineno}",
                    message.fuzzy,
                )


# ------------------------------------------------------------------------------------- compiling


def is_stale(folder: Path) -> bool:
    """Say whether the compiled catalogue is missing or older than what it is made from."""
    compiled = folder / "LC_MESSAGES" / "casedesk.mo"
    if not compiled.exists():
        return True
    # The folder's own time tells of a .po file that was taken away.
    sources = [folder, *folder.glob("*.po")]
    return max(path.stat().st_mtime for path in sources) > compiled.stat().st_mtime


def compile_language(folder: Path) -> Path:
    """Merge the .po files of one language into its casedesk.mo, replaced in one step."""
    merged = Catalog(locale=folder.name, project="CaseDesk", charset="utf-8")
    for file in sorted(folder.glob("*.po")):
        for message in read_catalogue(file, folder.name):
            if message.id and not message.fuzzy:
                merged[message.id] = Message(message.id, message.string, flags=message.flags)
    target = folder / "LC_MESSAGES" / "casedesk.mo"
    target.parent.mkdir(exist_ok=True)
    unfinished = target.with_name(f"casedesk.{os.getpid()}.part")
    with unfinished.open("wb") as stream:
        write_mo(stream, merged)
    unfinished.replace(target)
    target.touch()
    return target


def compile_all(translations: Path = TRANSLATIONS) -> list[Path]:
    """Compile every language whose catalogue is stale; give what was made."""
    folders = sorted({file.parent for file in translations.glob("*/*.po")})
    return [compile_language(folder) for folder in folders if is_stale(folder)]


# -------------------------------------------------------------------------------------- checking


def source_texts(source: Path = SOURCE) -> dict[str, tuple[Text, str]]:
    """Give each marked text in the source by its key, with the first place it stands."""
    found: dict[str, tuple[Text, str]] = {}
    for name, line, message, _comments, _context in extract_from_dir(
        source, method_map=[("**.py", "python")], keywords=MARKERS
    ):
        text: Text = message if isinstance(message, str) else tuple(message)
        found.setdefault(_key(text), (text, f"src/casedesk/{name}:{line}"))
    return found


def placeholders(text: str) -> set[str] | None:
    """Give the named fields of a str.format text; None when it is no such text."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return None


def _placeholder_problem(source: Text, translation: Text) -> str | None:
    originals = [placeholders(form) for form in _forms(source)]
    for number, form in enumerate(_forms(translation)):
        # "One case" need not name the number that "{count} cases" names.
        allowed = originals if number == 0 else originals[-1:]
        if placeholders(form) not in allowed:
            return f"other {{fields}} than the source: {form!r}"
    return None


def problems(source: dict[str, tuple[Text, str]], found: Iterable[Entry]) -> list[str]:
    """Give one line for each translation that is wrong, unused or in conflict."""
    lines: list[str] = []
    first: dict[str, Entry] = {}
    for entry in found:
        key = _key(entry.source)
        if key not in source:
            lines.append(f"{entry.place}: no longer in the source: {key!r}")
            continue
        if entry.source != source[key][0]:
            lines.append(f"{entry.place}: the plural differs from the source: {key!r}")
        if entry.fuzzy:
            lines.append(f"{entry.place}: marked fuzzy, so not used: {key!r}")
        if all(_forms(entry.translation)):
            wrong = _placeholder_problem(entry.source, entry.translation)
            if wrong:
                lines.append(f"{entry.place}: {wrong}")
        earlier = first.setdefault(key, entry)
        if earlier.translation != entry.translation:
            lines.append(f"{entry.place}: translated otherwise in {earlier.place}: {key!r}")
    return lines


def missing(source: dict[str, tuple[Text, str]], found: Iterable[Entry]) -> list[tuple[Text, str]]:
    """Give each marked text without a (full) translation, with its place, in order of place."""
    done = {_key(e.source) for e in found if all(_forms(e.translation)) and not e.fuzzy}
    return sorted((v for k, v in source.items() if k not in done), key=lambda item: item[1])


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def stanza(text: Text, place: str) -> str:
    """Write a .po entry that waits for its translation."""
    forms = _forms(text)
    lines = [f"#: {place}", f"msgid {_quoted(forms[0])}"]
    if len(forms) > 1:
        lines += [f"msgid_plural {_quoted(forms[1])}", 'msgstr[0] ""', 'msgstr[1] ""']
    else:
        lines.append('msgstr ""')
    return "\n".join(lines) + "\n"


def check() -> int:
    """Print what is missing or wrong; give the number of findings."""
    source = source_texts()
    count = 0
    for language in COMPLETE:
        found = list(entries(TRANSLATIONS / language))
        for line in problems(source, found):
            print(f"{language}/{line}")
            count += 1
        without = missing(source, found)
        if without:
            print(f"\n# {language}: {len(without)} texts without a translation\n")
        for text, place in without:
            print(stanza(text, place))
            count += 1
    if not count:
        print(f"{len(source)} texts, each translated into {', '.join(COMPLETE)}.")
    return count


def main() -> int:
    """Do what the command line asks; 1 when a check finds something."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("job", choices=["compile", "check"])
    if parser.parse_args().job == "check":
        return 1 if check() else 0
    for made in compile_all():
        print(f"Compiled {made.relative_to(ROOT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
