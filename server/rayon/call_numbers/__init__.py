"""Any call number -> a key that sorts in shelf order.

Keys are printable ASCII and compared by code unit, so that Python, SQLite BINARY, PostgreSQL
COLLATE "C", IndexedDB and JavaScript `<` agree. The scheme and the policy belong to the
shelving location; keys made with different ones are not comparable.
"""

from collections.abc import Callable

from rayon.call_numbers import dewey, fr, lc, local, nlm, sudoc, udc
from rayon.call_numbers.folding import fold
from rayon.call_numbers.numbers import read_roman_volumes
from rayon.call_numbers.policy import PLAIN, Policy
from rayon.call_numbers.proposal import propose_scheme
from rayon.call_numbers.spine import label_lines

KEY_VERSION = 2
"""Raised whenever some call number gets another key; stored keys are then made again."""

_READERS: dict[str, Callable[[str, Policy], str]] = {
    "lc": lc.key,
    "nlm": nlm.key,
    "dewey": dewey.key,
    "sudoc": sudoc.key,
    "udc": udc.key,
    "fr": fr.key,
    "local": local.key,
}

SCHEMES: tuple[str, ...] = tuple(_READERS)


def key(scheme: str, text: str, policy: Policy | None = None) -> str:
    """Sort key of any text, in time linear in its length. Equal keys stand at the same spot.

    Raises ValueError when `scheme` is not one of SCHEMES, and for nothing else.
    """
    read = _READERS.get(scheme)
    if read is None:
        raise ValueError(f"No scheme {scheme!r}. Choose one of {', '.join(SCHEMES)}.")
    folded = fold(text)
    if policy is None:
        return read(folded, PLAIN)
    run, rest = policy.split_run(folded)
    if policy.roman_numerals:
        rest = read_roman_volumes(rest)
    return run + read(rest, policy)


__all__ = ["KEY_VERSION", "SCHEMES", "Policy", "key", "label_lines", "propose_scheme"]
