"""How heavy a document is, how we know, and how wrong that may be. Pure.

Catalogues hold no weights. The ladder: weighed on our scale; known from a weighing of the same
ISBN; estimated from pages, format and paper; a default of its kind. The formula and where it is
from: docs/decisions/0070-what-a-book-weighs.md.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Literal

Step = Literal["weighed", "same_isbn", "estimated", "default"]


@dataclass(frozen=True)
class Weight:
    """Grams, give or take ``doubt`` grams, and which step of the ladder says so."""

    grams: int
    doubt: int
    step: Step


@dataclass(frozen=True)
class Paper:
    """What books of a kind are made of.

    ``paper`` and ``cover`` in grams per square metre; ``height`` in centimetres where the catalogue
    names none; ``wide``: width ÷ height.
    """

    paper: float
    cover: float
    height: float
    wide: float


SOFT, HARD = 300.0, 2400.0
PAPERS: dict[str, Paper] = {
    # kind            paper cover height wide
    "book":         Paper(80, SOFT, 21.0, 0.68),
    "large_print":  Paper(80, SOFT, 22.0, 0.68),
    "manga":        Paper(75, SOFT, 18.0, 0.65),
    "comic":        Paper(135, HARD, 30.0, 0.76),
    "album":        Paper(150, HARD, 27.0, 0.85),
    "magazine":     Paper(80, 150.0, 28.0, 0.76),
    "score":        Paper(100, SOFT, 30.0, 0.76),
    "thesis":       Paper(90, SOFT, 29.7, 0.71),
}  # fmt: skip

#: Grams of a document of which nothing but its kind is known.
DEFAULTS: dict[str, int] = {
    "book": 400,
    "large_print": 500,
    "manga": 200,
    "comic": 550,
    "album": 450,
    "magazine": 250,
    "score": 300,
    "audiobook": 130,
    "cd": 105,
    "vinyl": 330,
    "dvd": 120,
    "game": 1000,
    "map": 120,
    "thesis": 900,
}
OTHER = 400

#: How wrong each step may be, as a part of the weight; estimates with and without a height.
SCALE, SAME_ISBN, MEASURED, UNMEASURED, BY_KIND = 0.01, 0.05, 0.25, 0.4, 0.5
#: No scale of a desk is better than this.
LEAST_DOUBT = 5
#: So many weighings of a kind correct its estimates.
ENOUGH_WEIGHINGS = 5
#: A correction outside of these is somebody's slip on the scale.
FACTORS = (0.5, 2.0)

_SIZE = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:[x×]\s*(\d+(?:[.,]\d+)?)\s*)?(mm|cm)\b", re.IGNORECASE)
_PAGES = re.compile(r"(\d{1,4})\s*(?:p\b|pages?\b|pag\b)", re.IGNORECASE)


@dataclass(frozen=True)
class Described:
    """What the catalogue says of a document, as far as it helps to weigh it."""

    kind: str
    pages: int | None = None
    format: str = ""


@dataclass(frozen=True)
class Taught:
    """What our scale has taught: how much heavier each kind is than its estimate."""

    factors: Mapping[str, float] = field(default_factory=dict)


def weigh(
    described: Described, weighed: int | None, same_isbn: Sequence[int], taught: Taught
) -> Weight:
    """The best that is known: ``weighed`` and ``same_isbn`` in grams, from our own scale."""
    if weighed is not None:
        return _doubted(weighed, SCALE, "weighed")
    if same_isbn:
        return _doubted(round(median(same_isbn)), SAME_ISBN, "same_isbn")
    grams = by_pages(described)
    factor = taught.factors.get(described.kind, 1.0)
    if grams is not None:
        part = MEASURED if _size(described.format) else UNMEASURED
        return _doubted(round(grams * factor), part, "estimated")
    return _doubted(DEFAULTS.get(described.kind, OTHER), BY_KIND, "default")


def by_pages(described: Described) -> float | None:
    """Leaves x area x paper, and two covers; None where the catalogue names no pages."""
    pages = described.pages or _pages(described.format)
    made_of = PAPERS.get(described.kind)
    if not pages or made_of is None:
        return None
    height, width = _size(described.format) or (made_of.height, made_of.height * made_of.wide)
    if not width:
        width = height * made_of.wide
    square_metres = height * width / 10_000
    return square_metres * (pages / 2 * made_of.paper + 2 * made_of.cover)


def taught_by(weighings: Iterable[tuple[Described, int]]) -> Taught:
    """Learn from the scale: the middle of weighed ÷ estimated, by kind."""
    ratios: dict[str, list[float]] = {}
    for described, grams in weighings:
        estimate = by_pages(described)
        if estimate:
            ratios.setdefault(described.kind, []).append(grams / estimate)
    learned = {kind: median(some) for kind, some in ratios.items() if len(some) >= ENOUGH_WEIGHINGS}
    return Taught({kind: min(max(one, FACTORS[0]), FACTORS[1]) for kind, one in learned.items()})


def total(weights: Sequence[Weight]) -> tuple[int, int]:
    """Grams of all, and their doubt.

    Doubts add up in full: estimates are wrong together, all for the same paper.
    """
    return sum(one.grams for one in weights), sum(one.doubt for one in weights)


def _doubted(grams: int, part: float, step: Step) -> Weight:
    return Weight(grams, max(LEAST_DOUBT, round(grams * part)), step)


def _pages(text: str) -> int | None:
    found = _PAGES.search(text)
    return int(found[1]) if found else None


def _size(text: str) -> tuple[float, float] | None:
    """Height and width in centimetres; width 0 where only one figure is named."""
    found = _SIZE.search(text)
    if not found:
        return None
    one, other = (float((part or "0").replace(",", ".")) for part in found.group(1, 2))
    scale = 0.1 if found[3].lower() == "mm" else 1.0
    # Which figure is the height differs from catalogue to catalogue; the area does not.
    return (one * scale, other * scale) if 5 <= one * scale <= 60 else None
