"""Which holds of a file Rayon knows already, whatever it did with them. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from rayon.holds.lifecycle import CLOSED_STATUSES, IN_HAND
from rayon.ils.matching import Matched

Row = dict[str, Any]
#: A hold that ended longer ago than this and comes without a date was asked for again.
STILL_LISTED = timedelta(days=3)


@dataclass
class Recognised:
    """``new``: (reference, hold to place). ``known``: ids of holds left as they are.

    ``wanted_again``: ids of holds that were cancelled because they had vanished.
    """

    new: list[tuple[str, Matched]] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    wanted_again: set[str] = field(default_factory=set)


def recognise(
    matched: Iterable[Matched], standing: Mapping[str, Sequence[Row]], now: datetime
) -> Recognised:
    """Compare a file with the holds that stand under the same keys.

    ``standing``: key -> holds (id, reference, status, closed_because, fact_at, to_key); ``to_key``
    says that the library's own system has still to be told what Rayon did.
    """
    result = Recognised()
    groups: defaultdict[str, list[Matched]] = defaultdict(list)
    for one in matched:
        groups[one.key].append(one)
    for key, rows in groups.items():
        _match(rows, standing.get(key, ()), now, result)
    return result


def _match(rows: list[Matched], holds: Sequence[Row], now: datetime, result: Recognised) -> None:
    listed = [hold for hold in holds if _is_still_listed(hold, rows[0], now)]
    # What somebody still has to fetch is surely listed; what is closed perhaps no longer.
    listed.sort(key=lambda hold: (_rank(hold), hold["reference"]))
    for hold in listed[: len(rows)]:
        back = hold["status"] == "cancelled" and hold["closed_because"] == "ils"
        (result.wanted_again if back else result.known).add(hold["id"])
    ordinal = len(holds)
    for row in rows[len(listed) :]:
        ordinal += 1
        reference = row.key if ordinal == 1 else f"{row.key}/{ordinal}"
        result.new.append((reference, row))


def _is_still_listed(hold: Row, row: Matched, now: datetime) -> bool:
    """Whether the library's own system would still name this hold in today's file."""
    if row.nameless:
        # It counts what is left to do: only what it has not heard of is among that.
        is_over = hold["status"] in CLOSED_STATUSES or hold["status"] in IN_HAND
        return bool(hold["to_key"]) or not is_over
    if row.given or row.dated:
        return True
    ended = hold["status"] in ("handed_over", "expired")
    return not ended or bool(hold["fact_at"] >= now - STILL_LISTED)


def _rank(hold: Row) -> int:
    if hold["status"] in CLOSED_STATUSES:
        return 2
    return 1 if hold["status"] in IN_HAND else 0
