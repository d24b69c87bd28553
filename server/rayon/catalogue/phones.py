"""Telephone numbers, as people read them and as a phone dials them."""

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

#: French departments whose numbers begin otherwise.
OVERSEAS = {"971": "GP", "972": "MQ", "973": "GF", "974": "RE", "976": "YT"}


def readable(number: str, area: str) -> str:
    """In groups of digits, as it is written in that area; what is no number stays as it is.

    ``area``: a country, or a country and a part of it ("FR", "FR-MQ"), as for public holidays.
    """
    known = _parsed(number, area)
    if known is None:
        return number.strip()
    home = phonenumbers.country_code_for_region(_region(area))
    form = PhoneNumberFormat.NATIONAL if known.country_code == home else None
    return phonenumbers.format_number(known, form or PhoneNumberFormat.INTERNATIONAL)


def dialled(number: str, area: str) -> str:
    """As a telephone dials it from anywhere: +33465710012; what is no number keeps its digits."""
    known = _parsed(number, area)
    if known is None:
        return "".join(sign for sign in number if sign.isdecimal() or sign == "+")
    return phonenumbers.format_number(known, PhoneNumberFormat.E164)


def _parsed(number: str, area: str) -> PhoneNumber | None:
    """As it is dialled there, else as in the rest of the country."""
    country = area.partition("-")[0] or "FR"
    try:
        read = [phonenumbers.parse(number, region) for region in (_region(area), country)]
    except NumberParseException:
        return None
    likely = filter(phonenumbers.is_valid_number, read)
    return next(likely, None) or next(filter(phonenumbers.is_possible_number, read), None)


def _region(area: str) -> str:
    """The part of a country that has numbers of its own, such as Martinique, else the country."""
    country, _, part = area.partition("-")
    part = OVERSEAS.get(part, part)
    return part if part in phonenumbers.SUPPORTED_REGIONS else country or "FR"
