"""National Library of Medicine: QS to QZ and W to WZ, on one shelf with the LC classes."""

import re

from rayon.call_numbers import lc
from rayon.call_numbers.policy import Policy

_SERIALS = re.compile(r"[^A-Za-z0-9]*+W[\s.]*+1(?![0-9.])")


def key(text: str, policy: Policy) -> str:
    """Key of folded text. In W1, the serials, a Cutter may open with a whole word."""
    component = lc.SERIAL_COMPONENT if _SERIALS.match(text) else lc.COMPONENT
    return lc.key_with(component, text, policy)
