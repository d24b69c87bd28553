"""How many pieces a document has, from texts such as ``2 DVD + 1 livret``."""

import re

from rayon.catalogue.files.text import clean

_COUNT = re.compile(r"(\d{1,2})\s+\D")
_DISCS = re.compile(
    r"(\d{1,2})\s+(?:DVD|CD|Blu-ray|LP|dis[qck]|disque|vid[ée]odis|audio ?dis|sound dis|cassette)",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    r"\b(livret|booklet|CD|DVD|disque|dis[ck]|carte|map|notice|guide|poster)", re.IGNORECASE
)
MOST_PARTS = 60


def count_parts(text: str) -> tuple[int, str]:
    """(pieces, the text as a note): each term of a sum counts its number, or one."""
    note = clean(text, 120)
    if note.isdigit():
        count = int(note)
        return (count, "") if 1 <= count <= MOST_PARTS else (1, "")
    terms = [term.strip() for term in re.split(r"[+,;]|\bet\b|\band\b", note) if term.strip()]
    pieces = sum(int(found[1]) if (found := _COUNT.match(term)) else 1 for term in terms)
    return (pieces, note) if 1 < pieces <= MOST_PARTS else (1, note)


def parts_of_description(extent: str, accompanying: str) -> str:
    """The pieces that a physical description (MARC 300, UNIMARC 215) names, where it is clear.

    Only discs and cassettes are counted: the volumes of a set are copies of their own.
    """
    discs = _DISCS.match(extent.strip())
    loose = accompanying.strip() if _LOOSE.search(accompanying) else ""
    if discs and (int(discs[1]) > 1 or loose):
        return " + ".join(filter(None, [_before_details(extent), _before_details(loose)]))
    if loose and not discs:
        return "1 document + " + _before_details(loose)
    return ""


def _before_details(text: str) -> str:
    return re.split(r"[(:;]", text, maxsplit=1)[0].strip(" +,.")
