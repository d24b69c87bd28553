"""What needs a person at the demo library, staged for eyes and checkers."""

import json
from datetime import timedelta

from rayon.ids import new_id
from tests.journeys.conftest import TUESDAY
from tests.journeys.house import House
from tests.journeys.ledger import sql

#: (kind, facts, how it ended): about the first hold that waits.
LINES = (
    (
        "not_done",
        {"did": "report_found", "why": "cancelled", "why_facts": {}, "barcode": "34242000000123"},
        "",
    ),
    ("found_and_not_found", {}, ""),
    ("second_look_failed", {"looks": 2}, ""),
    ("unknown_barcode", {"barcode": "99900012345678"}, ""),
    ("two_copies_found", {"barcode": "34242000000456"}, "reshelved"),
)


def stage(house: House) -> None:
    """Four lines that wait and one that was dealt with, all seen by Dominique."""
    with sql(house.database) as connection:
        (hold,) = connection.execute(
            "SELECT h.id, h.pickup_branch_id AS branch FROM branch b"
            " JOIN hold h ON h.pickup_branch_id = b.id"
            " WHERE b.code = 'TILLEULS' AND h.title_id IS NOT NULL LIMIT 1"
        )
        (dominique,) = connection.execute("SELECT id FROM staff WHERE name = 'Dominique'")
        for number, (kind, facts, ended) in enumerate(LINES):
            at = (TUESDAY + timedelta(minutes=number)).astimezone().replace(tzinfo=None)
            row = {
                "id": new_id(),
                "branch_id": hold["branch"],
                "kind": kind,
                "subject_kind": "hold",
                "subject_id": hold["id"],
                "facts": json.dumps({**facts, "by": dominique["id"]}),
                "note": "",
                "opened_at": at.isoformat(" "),
                "closed_at": at.isoformat(" ") if ended else None,
                "closed_by": dominique["id"] if ended else None,
                "resolution": ended,
            }
            names, marks = ", ".join(row), ", ".join("?" * len(row))
            given = list(row.values())
            connection.execute(f"INSERT INTO trouble ({names}) VALUES ({marks})", given)
        connection.commit()
