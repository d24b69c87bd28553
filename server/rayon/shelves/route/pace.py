"""How long a walk will take: so much for each metre, so much for each document.

Learned from the finished walks of a branch, never of a person: a branch with steep stairs or
crowded shelves is slow for everybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds."""

    per_metre: float
    per_pick: float


@dataclass(frozen=True, slots=True)
class Finished:
    """A walk that was walked to its end, from claiming to finishing."""

    metres: float
    picks: int
    minutes: float


#: A cart is pushed at a stroll; a document is found, scanned and put down in half a minute.
USUAL = Pace(per_metre=1.2, per_pick=30.0)
#: What is usual counts as much as so many walks of so many metres and picks.
USUAL_WALKS, USUAL_METRES, USUAL_PICKS = 4, 250.0, 25
#: A walk that took so many times longer or shorter than the others tells of something else.
STRANGE = 3.0
FASTEST, SLOWEST = Pace(0.3, 5.0), Pace(6.0, 240.0)


def estimate(pace: Pace, metres: float, picks: int) -> float:
    """Minutes."""
    return (pace.per_metre * metres + pace.per_pick * picks) / 60


def learned(walks: Sequence[Finished]) -> Pace:
    """The pace of a branch: least squares, held to what is usual as long as there are few walks."""
    told = _not_strange([walk for walk in walks if walk.minutes > 0 and walk.picks > 0])
    metres = USUAL_WALKS * USUAL_METRES**2 + sum(walk.metres**2 for walk in told)
    picks = USUAL_WALKS * USUAL_PICKS**2 + sum(walk.picks**2 for walk in told)
    both = sum(walk.metres * walk.picks for walk in told)
    by_metre, by_pick = 0.0, 0.0
    for walk in told:
        more = 60 * (walk.minutes - estimate(USUAL, walk.metres, walk.picks))
        by_metre += more * walk.metres
        by_pick += more * walk.picks
    determinant = metres * picks - both * both
    return Pace(
        _between(
            FASTEST.per_metre,
            USUAL.per_metre + (by_metre * picks - by_pick * both) / determinant,
            SLOWEST.per_metre,
        ),
        _between(
            FASTEST.per_pick,
            USUAL.per_pick + (by_pick * metres - by_metre * both) / determinant,
            SLOWEST.per_pick,
        ),
    )


def _not_strange(walks: list[Finished]) -> list[Finished]:
    """Without those during which somebody had lunch, or that were finished by mistake."""
    ratios = [walk.minutes / estimate(USUAL, walk.metres, walk.picks) for walk in walks]
    if not ratios:
        return []
    middle = median(ratios)
    return [
        walk
        for walk, ratio in zip(walks, ratios, strict=True)
        if middle / STRANGE <= ratio <= middle * STRANGE
    ]


def _between(least: float, value: float, most: float) -> float:
    return min(max(value, least), most)
