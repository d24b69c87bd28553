"""Several mornings in figures: from the database and from the mail server, not from the app."""

from collections.abc import Callable
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from tests.journeys.ledger import sql

COUNTS = """
    SELECT count(*) AS holds,
           sum(status IN ('found', 'handed_over')) AS found,
           sum(status = 'unfilled' AND closed_because = 'not_found') AS not_found,
           sum(status = 'unfilled' AND closed_because = 'unusable') AS unusable,
           sum(status = 'cancelled') AS cancelled,
           sum(status IN ('open', 'on_walk', 'searching')) AS looked_for
      FROM hold
"""
#: Picks that sent somebody to the shelf for a hold whose document had been found before.
WALKED_AGAIN = """
    SELECT count(*) AS number
      FROM pick JOIN pick AS before ON before.hold_id = pick.hold_id AND before.status = 'found'
     WHERE pick.id <> before.id AND before.decided_at < pick.decided_at
"""
#: The first look for each hold, by the phone on which it was recorded.
FIRST_LOOKS = """
    SELECT device.name, count(*) AS number
      FROM pick JOIN action ON action.subject = pick.id AND action.outcome = 'applied'
                AND action.name IN ('report_found', 'report_not_found', 'report_unusable')
           JOIN device ON device.id = action.device_id
     WHERE NOT EXISTS (SELECT 1 FROM pick AS before WHERE before.hold_id = pick.hold_id
                        AND before.id < pick.id AND before.decided_at IS NOT NULL
                        AND before.status <> 'returned')
     GROUP BY device.name
"""


@dataclass
class Figures:
    """How it stood at one moment; mails since the moment before."""

    when: str
    holds: int
    found: int
    not_found: int
    unusable: int
    cancelled: int
    looked_for: int
    owed: int
    received: int

    @property
    def difference(self) -> int:
        """Mails that did not come, or came once too often."""
        return self.received - self.owed


def count(database: Path) -> dict[str, int]:
    """Holds by what became of them."""
    with sql(database) as connection:
        return dict(connection.execute(COUNTS).fetchone())


def walked_again(database: Path) -> int:
    """How often somebody was sent for what was there."""
    with sql(database) as connection:
        return int(connection.execute(WALKED_AGAIN).fetchone()["number"])


def first_looks(database: Path) -> dict[str, int]:
    """By device: holds that were looked for there first."""
    with sql(database) as connection:
        return {row["name"]: row["number"] for row in connection.execute(FIRST_LOOKS)}


def as_table(figures: list[Figures]) -> str:
    """One line a moment, and the mails of all of them."""
    last = figures[-1]
    whole = Figures(
        **{one.name: getattr(last, one.name) for one in fields(Figures)}
        | {"when": "in all", **{name: sum(getattr(f, name) for f in figures) for name in MAILS}}
    )
    head = [*(one.name.replace("_", " ") for one in fields(Figures)), "difference"]
    rows = [[*map(str, astuple(one)), str(one.difference)] for one in (*figures, whole)]
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    justify: list[Callable[[str, int], str]] = [str.ljust, *[str.rjust] * (len(head) - 1)]
    return "\n".join(
        "  ".join(just(cell, width) for just, cell, width in zip(justify, row, widths, strict=True))
        for row in (head, *rows)
    )


MAILS = ("owed", "received")
