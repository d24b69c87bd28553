"""What is true of a hold right now, as far as its patron is concerned. Pure.

Truths: ``ready`` (in our hands at the pick-up branch, and old enough news to announce), ``here``
(in our hands, not to be announced yet or not to be collected), ``on_its_way`` (in our hands, at
another branch), ``looking`` (not in our hands, or contradicted), ``not_found``, ``expired`` (not
collected in time), ``over``.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from rayon.holds.lifecycle import IN_HAND

Truth = Literal[
    "ready",
    "here",
    "on_its_way",
    "looking",
    "not_found",
    "expired",
    "over",
    # -- of a delivery, see rides.py
    "ordered",
    "riding",
    "delivered",
    "missed",
]

ENDED: dict[str, Truth] = {"handed_over": "over", "cancelled": "over", "expired": "expired"}


@dataclass(frozen=True)
class Place:
    """Where one document of a hold is: ``kind`` as in ``item.place_kind``."""

    kind: str
    branch_id: int


@dataclass(frozen=True)
class Standing:
    """All that decides what a patron may be told of one hold."""

    hold_id: str
    patron_id: int
    branch_id: int
    fulfilment: str
    status: str
    disputed: bool
    closed_because: str
    fact_at: datetime
    ready_until: date | None
    walk_open: bool
    walk_ended_at: datetime | None
    places: tuple[Place, ...]

    @property
    def true_since(self) -> datetime:
        """When it came about: of what was found on a walk, not before that walk was finished."""
        ended = self.walk_ended_at if self.status == "found" else None
        return max(self.fact_at, ended or self.fact_at)


def what_is_true(standing: Standing, ready_when: str) -> Truth:
    """The one thing that can be said of this hold; ``ready_when`` is the branch's setting."""
    if standing.status in ENDED:
        return ENDED[standing.status]
    if standing.disputed:
        return "looking"
    if standing.status == "unfilled":
        return "not_found"
    if standing.status not in IN_HAND:
        return "looking"
    if standing.fulfilment != "pickup":
        return "here"
    return _to_collect(standing, ready_when)


def _to_collect(standing: Standing, ready_when: str) -> Truth:
    if standing.status == "in_transit":
        return "on_its_way"
    if standing.status not in ("found", "on_hold_shelf"):
        return "here"
    if not standing.places or any(not _in_our_hands(place) for place in standing.places):
        return "looking"
    if any(place.branch_id != standing.branch_id for place in standing.places):
        return "on_its_way"
    return "ready" if _may_be_announced(standing, ready_when) else "here"


def _in_our_hands(place: Place) -> bool:
    return place.kind in ("walk", "slot", "transit")


def _may_be_announced(standing: Standing, ready_when: str) -> bool:
    if standing.status == "on_hold_shelf" or ready_when == "found":
        return True
    return ready_when == "walk_finished" and not standing.walk_open
