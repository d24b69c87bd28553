"""How a round is getting on, as far as the phone of the courier has spoken. Pure."""

from collections.abc import Sequence
from datetime import datetime


def expected_end(ended: Sequence[datetime], left: int, now: datetime) -> datetime | None:
    """When the last stop will be reached at the pace so far; None before there is a pace.

    Outcomes are known by the instant at which they arrived: a phone that was without a network
    for long says many at once, and the round then looks faster than it is, never slower.
    """
    if left == 0 or len(ended) < 2:
        return None
    first, last = min(ended), max(ended)
    return max(now, last + (last - first) / (len(ended) - 1) * left)
