"""Which scheme a list of call numbers looks like. A person confirms it."""

import re
from collections import Counter
from collections.abc import Iterable

from rayon.call_numbers.folding import fold

_SHAPES = {
    "sudoc": r"[A-Z]{1,4} ?[0-9]{1,3}\.[A-Z0-9][A-Z0-9 ./-]*+:",
    "udc": r"[0-9]{1,3}[0-9.]*+(?:[+:=(\"]|-[01]|/\.?[0-9])",
    "nlm": r"(?:Q[S-Z]|W[A-Z]?) ?[0-9]{1,4}(?:\.[0-9]++)? ?\.?[A-Z]{1,2}[0-9]",
    "lc": r"[A-Z]{1,3} ?[0-9]{1,4}(?:\.[0-9]++)?(?: [0-9]{4})? ?\.?[A-Z][0-9]",
    "dewey": r"(?:[A-Z]{1,5} ){0,2}[0-9]{3}(?:[/']?\.[0-9/']++)? (?:[A-Z]{1,2}[0-9]|[A-Z]{4,})",
    "fr": r"(?:[A-Z]{1,4} )?[0-9]{1,4}(?:\.[0-9]++)? ?[A-Z]{1,4}\b"
    r"|(?:[A-Z]{1,5} ){1,3}[A-Z]{2,4}(?: [A-Z]{2,3})?(?: ?/?T?\.?[0-9]{1,3})?$"
    r"|(?:R|RP|SF|BD|BDT|JR|A|C|P|T) [A-Z]{3,4}\b",
}
_PATTERNS = {scheme: re.compile(shape) for scheme, shape in _SHAPES.items()}


def propose_scheme(sample: Iterable[str]) -> str:
    """The scheme most of the sample looks like; "local" when it looks like none.

    NLM classes and LC classes share shelves: the sample is NLM when half of what reads as
    either has an NLM class.
    """
    votes = Counter(_look_of(text) for text in sample if text.strip())
    if votes["nlm"] < votes["lc"]:
        votes["lc"] += votes.pop("nlm", 0)
    else:
        votes["nlm"] += votes.pop("lc", 0)
    scheme, count = max(votes.items(), key=lambda vote: vote[1])
    return scheme if count else "local"


def _look_of(text: str) -> str:
    folded = " ".join(fold(text).split())
    for scheme, pattern in _PATTERNS.items():
        if pattern.match(folded):
            return scheme
    return "local"
