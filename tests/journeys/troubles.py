"""What needs a person at the demo library, staged for eyes and checkers."""

import json
from datetime import UTC, timedelta

from rayon.ids import new_id
from tests.journeys.app import App
from tests.journeys.conftest import TUESDAY
from tests.journeys.deliveries import ASK
from tests.journeys.house import House
from tests.journeys.ledger import sql

#: (kind, facts, how it ends): about the first hold that waits.
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


def stage(app: App, house: House) -> None:
    """Four lines that wait and one that is dealt with, all seen by Dominique."""
    ended = _write(house)
    for line, choice in ended.items():
        app.page.evaluate(ASK, [f"/trouble/{line}/resolve", {"choice": choice}])


def _write(house: House) -> dict[str, str]:
    """How those end that do, by their id."""
    ends = {}
    with sql(house.database) as connection:
        (hold,) = connection.execute(
            "SELECT h.id, h.pickup_branch_id AS branch FROM branch b"
            " JOIN hold h ON h.pickup_branch_id = b.id"
            " WHERE b.code = 'TILLEULS' AND h.title_id IS NOT NULL LIMIT 1"
        )
        (dominique,) = connection.execute("SELECT id FROM staff WHERE name = 'Dominique'")
        for number, (kind, facts, ended) in enumerate(LINES):
            at = (TUESDAY + timedelta(minutes=number)).astimezone(UTC).replace(tzinfo=None)
            line = new_id()
            ends |= {line: ended} if ended else {}
            row = {
                "id": line,
                "branch_id": hold["branch"],
                "kind": kind,
                "subject_kind": "hold",
                "subject_id": hold["id"],
                "facts": json.dumps({**facts, "by": dominique["id"]}),
                "note": "",
                "opened_at": at.isoformat(" "),
                "resolution": "",
            }
            names, marks = ", ".join(row), ", ".join("?" * len(row))
            given = list(row.values())
            connection.execute(f"INSERT INTO trouble ({names}) VALUES ({marks})", given)
        connection.commit()
    return ends
