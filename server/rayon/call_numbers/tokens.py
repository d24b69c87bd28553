"""How Dewey and French labels fall into words and numbers."""

import re

_SIGNS = "[^A-Za-z0-9]"
_FRACTION = r"((?:/?\.(?:/?[0-9]++)++)?+)"  # a stroke inside is a segmentation mark
_TAIL = r"((?:[A-Za-z]++(?!\.?[0-9]))?+)"

TOKEN = re.compile(
    rf"([A-Za-z]*+)({_SIGNS}*+)([0-9]++){_FRACTION}{_TAIL}|([A-Za-z]++){_SIGNS}*+|{_SIGNS}++"
)
"""(letters, gap, digits, fraction, tail, "") or ("", "", "", "", "", word), all blank for signs.

Every repetition is possessive, so a text is read in time linear in its length.
"""


def fraction_digits(fraction: str) -> str:
    """ ".92/4" -> ".924": segmentation marks carry no order."""
    return fraction.replace("/", "") if "/" in fraction else fraction
