"""What follows from how a person is called and reached: sorting, one spelling, warnings.

A warning never blocks: a number that somebody overheard is worth keeping, right or wrong.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from casedesk.kernel.changes import Refused
from casedesk.kernel.names import sort_key
from casedesk.kernel.words import N_, _

_HOME = "NL"
"""The country of numbers that are written without one."""

_LAST = "\x7f"


def sort_name(values: Mapping[str, Any]) -> str:
    """The key by which a person stands in a sorted list; who has no name comes last."""
    key = sort_key(values["given_names"], values["name_prefix"], values["family_name"])
    if not key.strip("\x1f"):
        key = sort_key(None, None, values["original_script"])
    return key[:500] if key.strip("\x1f") else _LAST


def normal_identifier(values: Mapping[str, Any]) -> str | None:
    """One spelling per number or address, so that equal ones are equal however they are typed."""
    written = " ".join((values["value"] or "").split())
    if not written:
        return None
    return _NORMAL.get(values["identifier_kind"], _bare)(written)


def identifier_doubt(values: Mapping[str, Any]) -> Refused | None:
    """What is probably wrong with a number or address, in a sentence; None if nothing is."""
    written = values.get("value") or ""
    wrong, sentence = _DOUBTS.get(values.get("identifier_kind") or "", (_never, ""))
    return Refused(_(sentence), "value") if written.strip() and wrong(written) else None


def _bare(written: str) -> str:
    return re.sub(r"[\W_]", "", written).upper()


def _phone(written: str) -> str:
    # Takes some 40 ms to import, and most sittings need no phone number.
    import phonenumbers

    try:
        number = phonenumbers.parse(written, _HOME)
    except phonenumbers.NumberParseException:
        return _bare(written)
    if not phonenumbers.is_possible_number(number):
        return _bare(written)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _account_name(written: str) -> str:
    return written.casefold().removeprefix("https://").removeprefix("www.").lstrip("@").rstrip("/")


def _wrong_phone(written: str) -> bool:
    import phonenumbers

    try:
        return not phonenumbers.is_valid_number(phonenumbers.parse(written, _HOME))
    except phonenumbers.NumberParseException:
        return True


def _wrong_bsn(written: str) -> bool:
    from stdnum.nl import bsn

    return not bsn.is_valid(written)


def _wrong_iban(written: str) -> bool:
    from stdnum import iban

    # Accounts of banks abroad need not be IBANs; only what looks like one is checked.
    looks = re.match(r"[A-Za-z]{2}\d{2}", written.replace(" ", ""))
    return bool(looks) and not iban.is_valid(written)


def _wrong_email(written: str) -> bool:
    return not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", written.strip())


def _wrong_plate(written: str) -> bool:
    return not re.fullmatch(r"(?=.*\d)[A-Z0-9]{4,9}", _bare(written))


def _never(_written: str) -> bool:
    return False


_NORMAL: Mapping[str, Callable[[str], str]] = {
    "phone": _phone,
    "email": str.casefold,
    "social_media": _account_name,
}

_DOUBTS: Mapping[str, tuple[Callable[[str], bool], str]] = {
    "phone": (_wrong_phone, N_("This phone number does not exist as it is written. Check it.")),
    "email": (_wrong_email, N_("This is no complete e-mail address. Check it.")),
    "plate": (_wrong_plate, N_("This does not look like a number plate. Check it.")),
    "bank_account": (_wrong_iban, N_("The check digits of this account number do not fit.")),
    "bsn": (_wrong_bsn, N_("This BSN does not pass the eleven test. Check the digits.")),
}
