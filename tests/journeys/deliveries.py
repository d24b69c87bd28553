"""An afternoon of home deliveries at the demo library, staged for eyes and checkers."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from tests.journeys.app import App
from tests.journeys.house import House
from tests.journeys.ledger import sql

#: As whoever is signed in, in the page itself.
ASK = """async ([path, body]) => {
    const asked = body ? {method: "POST", body: JSON.stringify(body)} : {};
    const answer = await fetch("/api" + path, {
        ...asked, credentials: "same-origin",
        headers: {"Content-Type": "application/json", "X-Rayon": "1"},
    });
    return answer.json();
}"""
DELIVERY = "0198f3a0-0000-7000-8000-00000000000{}"
PARCEL = "0198f3a0-0000-7000-8000-00000000010{}"
READERS = ("perrin", "clement", "mansour")
ADDRESSES = ("12 tilleuls", "3 ecluse", "21 gare")


@dataclass(frozen=True)
class Home:
    """A delivery; ``barcodes``: its documents, in hand."""

    id: str
    barcodes: tuple[str, ...]


def stage(app: App, house: House) -> list[Home]:
    """Three deliveries of today: one packed and ready to ride, one half packed, one to pack."""
    homes = [_ordered(app, house, number) for number in range(len(READERS))]
    today = ask(app, "/delivery/day")["today"]
    with sql(house.database) as connection:
        connection.execute("UPDATE delivery SET day = ?", (today,))
        connection.commit()
    _pack(app, homes[0], PARCEL.format(1), 3)
    ask(app, f"/delivery/parcels/{PARCEL.format(1)}/close", {"grams": 1340})
    _pack(app, homes[1], PARCEL.format(2), 2)
    ask(app, "/delivery/stops", {"day": today})
    return homes


def _pack(app: App, home: Home, parcel: str, many: int) -> None:
    for barcode in home.barcodes[:many]:
        said = {"delivery": home.id, "barcode": barcode}
        ask(app, f"/delivery/parcels/{parcel}/pack", said)


def _ordered(app: App, house: House, number: int) -> Home:
    delivery = DELIVERY.format(number + 1)
    (patron, *_) = ask(app, "/orders/patrons", {"text": READERS[number]})["patrons"]
    (address, *_) = ask(app, "/delivery/addresses", {"text": ADDRESSES[number]})["addresses"]
    door = {"address": address["id"], "bell": patron["name"], "phone": "06 39 98 00 01"}
    door |= {"account": f"FAC-00{number + 1}", "instructions": "Code 12B34, 3e gauche"}
    said = {"id": delivery, "patron": patron["id"], "door": door}
    ask(app, "/delivery/orders", {**said, "agreed": "read", "payer_is_adult": True})
    with sql(house.database) as connection:
        barcodes = _in_hand(connection, delivery, patron["id"], number)
        connection.commit()
    return Home(delivery, barcodes)


def _in_hand(
    connection: sqlite3.Connection, delivery: str, patron: int, number: int
) -> tuple[str, ...]:
    """Three documents that were found this morning, straight into the tables."""
    branch = connection.execute("SELECT branch_id FROM delivery").fetchone()["branch_id"]
    rows = connection.execute(
        "SELECT id, title_id, barcode FROM item WHERE branch_id = ? AND hold_id IS NULL"
        " AND volume = '' AND place_kind = 'shelf' AND kind = 'book' ORDER BY id LIMIT 3 OFFSET ?",
        (branch, 20 * (number + 1)),
    ).fetchall()
    like = connection.execute("SELECT * FROM hold LIMIT 1").fetchone()
    names = like.keys()
    for index, row in enumerate(rows):
        hold = {
            **dict(like),
            "id": f"{delivery[:-3]}f{number}{index}",
            "source": "phone",
            "reference": f"{delivery}-{index}",
            "patron_id": patron,
            "wants": "title",
            "title_id": row["title_id"],
            "item_id": None,
            "volume": "",
            "kind": "",
            "selection": None,
            "fulfilment": "delivery",
            "pickup_branch_id": branch,
            "status": "found",
            "walk_id": None,
            "slip": None,
            "delivery_id": delivery,
        }
        marks = ", ".join(f":{name}" for name in names)
        connection.execute(f"INSERT INTO hold ({', '.join(names)}) VALUES ({marks})", hold)
        connection.execute(
            "UPDATE item SET hold_id = ?, place_kind = 'walk', place_ref = '' WHERE id = ?",
            (hold["id"], row["id"]),
        )
    return tuple(row["barcode"] for row in rows)


def ask(app: App, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    """As whoever is signed in on the page."""
    answer: dict[str, Any] = app.page.evaluate(ASK, [path, body])
    assert "code" not in answer, (path, answer)
    return answer
