"""How far a walk is: THE way of counting its picks, whichever screen asks.

A selection is one document to find, however many are chosen for it; it is found once it is
complete. What nobody wants any more is not counted at all. The phone counts alike, in
``pwa/src/picking/walk.ts``; ``tests/samples/walk-tally.json`` holds the two together.
"""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, case, func, or_

Row = dict[str, Any]
#: What each status of a pick counts as; "withdrawn" is not named, for it does not count.
COUNTED = {
    "found": ("found",),
    "missing": ("not_found",),
    "unusable": ("unusable",),
    "untouched": ("returned",),
    "left": ("open", "later"),
}


def tally_columns(pick: FromClause) -> list[ColumnElement[int]]:
    """The sums of a statement that is grouped by walk; picks may be joined from outside."""
    return [_sum(pick, *statuses).label(name) for name, statuses in COUNTED.items()]


def documents(pick: FromClause) -> ColumnElement[int]:
    """How many documents a walk is about."""
    return _sum(pick, *(status for statuses in COUNTED.values() for status in statuses))


def tally(row: Row) -> Row:
    """Found, not found, of how many; ``done`` counts also what was not looked for at the end."""
    counts = {name: row[name] for name in ("found", "missing", "unusable")}
    done = sum(counts.values()) + row["untouched"]
    return {**counts, "done": done, "total": done + row["left"]}


def _sum(pick: FromClause, *statuses: str) -> ColumnElement[int]:
    # Spelt out, for a list would be a parameter of its own in a prepared statement.
    is_one = or_(*(pick.c.status == status for status in statuses))
    return func.coalesce(func.sum(case((is_one, 1), else_=0)), 0)
