"""Invented names in many scripts, and every way in which one could stand in a file."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from anyascii import anyascii

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "latin-1", "cp1252", "cp1250")


@dataclass(frozen=True)
class Name:
    """Given names and family name of somebody who does not exist."""

    given: str
    family: str


PERSON = Name("Zqxmirela", "Zqxpopescu")
OTHERS = (
    Name("Zqxłucja", "Zqxźdźbłowska"),
    Name("Зквоксана", "Зквгончаренко"),
    Name("زقمريم", "زقالخيالية"),
    Name("ზქნინო", "ზქგამოგონილი"),
    Name("Zqxhồng", "Zqxnguyễnthị"),
    Name("兹克美丽", "兹克虚构"),
    Name("Zqxadébáyọ̀", "Zqxọláńrewájú"),
)


def spellings(name: Name) -> Iterator[bytes]:
    """The bytes of both halves of a name: composed or not, in any case, folded, encoded."""
    for half in (name.given, name.family):
        forms = {unicodedata.normalize(form, half) for form in ("NFC", "NFD", "NFKD")}
        forms |= {anyascii(half), "".join(reversed(half))}
        for form in {case for f in forms for case in (f, f.lower(), f.upper(), f.title())}:
            for encoding in ENCODINGS:
                try:
                    encoded = form.encode(encoding)
                except UnicodeEncodeError:
                    continue
                if len(encoded) >= 6:  # shorter ones are found in any noise
                    yield encoded
