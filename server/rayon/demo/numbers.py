"""Barcodes, cards and ISBNs with valid check digits."""

from stdnum import ean, luhn

_LIBRARY = "4242"


def barcode(number: int) -> str:
    """The 14-digit label of the demo's n-th document; item labels begin with 3."""
    return _with_luhn(f"3{_LIBRARY}{number:08d}")


def card(number: int) -> str:
    """The 14-digit card of the demo's n-th patron; cards begin with 2."""
    return _with_luhn(f"2{_LIBRARY}{number:08d}")


def isbn(number: int, language: str) -> str:
    """An ISBN of the French or the English area."""
    digits = f"978{'2' if language == 'fr' else '0'}{90_000_000 + number:08d}"
    return digits + str(ean.calc_check_digit(digits))


def _with_luhn(digits: str) -> str:
    return digits + str(luhn.calc_check_digit(digits))
