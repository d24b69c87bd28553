"""One cell of a file of patrons -> a value that can be kept."""

from collections.abc import Callable
from typing import Any

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _

from rayon.catalogue.files.text import barcode_refusal, clean, read_date

REGION = "FR"
#: Columns of the file that have another name in the patron table.
COLUMN_OF = {"branch": "branch_id"}


def read_cell(column: str, text: str, branches: dict[str, int]) -> Any:
    """The value of a cell; ValueError says what is wrong without quoting the person."""
    if column == "branch":
        return read_branch(text, branches)
    return _READERS.get(column, _name)(text)


def _name(text: str) -> str:
    return clean(text, 80)


def _alias(text: str) -> str:
    return clean(text, 24)


def _payer(text: str) -> str:
    return read_card(text) if text else ""


def read_card(text: str) -> str:
    """A card number; ValueError when it cannot be one."""
    if refusal := barcode_refusal(text):
        raise ValueError(refusal)
    return text


def _email(text: str) -> str:
    if not text:
        return ""
    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        raise ValueError(_("The mail address is not one.")) from None


def read_phone(text: str) -> str:
    """A number as any phone dials it, empty when none is given; ValueError when it cannot be."""
    if not text:
        return ""
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise ValueError(_("The phone number is not one."))
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _language(text: str) -> str:
    language = text[:2].casefold()
    if language not in ("", "fr", "en"):
        raise ValueError(_("The language is fr or en."))
    return language


def read_branch(code: str, branches: dict[str, int]) -> int | None:
    """The id behind a branch code, None for an empty one; ValueError when it is unknown."""
    if code and code not in branches:
        raise ValueError(_("There is no branch %(code)s.", code=code[:20]))
    return branches.get(code)


def _count(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and int(text[:6]) < 1_000):
        raise ValueError(_("The number of loans left is a number up to 999."))
    return int(text)


_READERS: dict[str, Callable[[str], Any]] = {
    "card": read_card,
    "alias": _alias,
    "email": _email,
    "phone": read_phone,
    "language": _language,
    "payer_card": _payer,
    "blocked_until": read_date,
    "loans_left": _count,
}
