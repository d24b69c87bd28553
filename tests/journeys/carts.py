"""The next visit of the demo's bike cart, staged for eyes and checkers."""

import sqlite3
from typing import Any

from tests.journeys.app import App
from tests.journeys.deliveries import ask
from tests.journeys.house import House
from tests.journeys.ledger import sql

LINE = "0198f3a0-0000-7000-8000-0000000004{:02}"
WISH = "0198f3a0-0000-7000-8000-000000000500"


def stage(app: App, house: House) -> None:
    """Three documents are chosen, one of them is loaded; two are reserved; one stays at home."""
    (visit, *_) = ask(app, "/cart")["visits"]
    where = {"neighbourhood": visit["neighbourhood"], "day": visit["planned"]}
    seen = ask(app, "/cart/look", where)
    with sql(house.database) as connection:
        reserve(connection, seen["stops"][0]["id"], 2)
        barcodes = free(connection, seen["stops"][0]["id"], 4)
        connection.commit()
    for number, barcode in enumerate(barcodes):
        seen = ask(app, "/cart/choose", {**where, "id": LINE.format(number), "barcode": barcode})
    ask(app, f"/cart/lines/{LINE.format(3)}/leave", {"because": "too_heavy"})
    mona = {"stop": seen["stops"][0]["id"], "name": "Mona Perrin", "phone": "06 39 98 00 11"}
    ask(app, "/cart/calls/subscribers", mona)
    with sql(house.database) as connection:
        _ask_on_the_page(connection, mona["stop"], LINE.format(1))
    wish = {"id": WISH, "neighbourhood": visit["neighbourhood"], "words": "des dinosaures"}
    ask(app, "/cart/wishes", wish)


def _ask_on_the_page(connection: sqlite3.Connection, stop: str, line: str) -> None:
    """Somebody without mail has asked for a document of the selection."""
    connection.execute(
        "INSERT INTO cart_request (id, branch_id, stop_id, card, patron_id, lines, words, language,"
        " state, asked_at) SELECT ?, branch_id, id, '',"
        " (SELECT min(id) FROM patron WHERE phone != ''), ?, 'un livre sur les volcans', 'fr',"
        " 'to_call', '2026-11-24 08:00:00.000000' FROM round_stop WHERE id = ?",
        (f"{stop[:-3]}c00", f'["{line}"]', stop),
    )
    connection.commit()


def free(connection: sqlite3.Connection, stop: str, many: int) -> list[str]:
    """Barcodes that stand on a shelf of the branch of a stop, far from what walks fetch."""
    rows = connection.execute(
        "SELECT barcode FROM item JOIN round_stop ON round_stop.branch_id = item.branch_id"
        " WHERE round_stop.id = ? AND hold_id IS NULL AND place_kind = 'shelf' AND unusable = ''"
        " AND status = 'available' AND volume = '' ORDER BY item.id DESC LIMIT ?",
        (stop, many),
    )
    return [row["barcode"] for row in rows]


def reserve(connection: sqlite3.Connection, stop: str, many: int) -> list[dict[str, Any]]:
    """Documents that were found for patrons who come to a stop, straight into the tables."""
    branch = connection.execute(
        "SELECT branch_id FROM round_stop WHERE id = ?", (stop,)
    ).fetchone()["branch_id"]
    patrons = connection.execute(
        "SELECT id FROM patron WHERE branch_id = ? ORDER BY id LIMIT ?", (branch, many)
    ).fetchall()
    like = dict(connection.execute("SELECT * FROM hold LIMIT 1").fetchone())
    made = []
    for number, (barcode, patron) in enumerate(
        zip(free(connection, stop, many), patrons, strict=True)
    ):
        row = connection.execute("SELECT * FROM item WHERE barcode = ?", (barcode,)).fetchone()
        hold = {
            **like,
            "id": f"{stop[:-3]}a{number:02}",
            "source": "phone",
            "reference": f"{stop}-{number}",
            "patron_id": patron["id"],
            "wants": "title",
            "title_id": row["title_id"],
            "item_id": None,
            "volume": "",
            "kind": "",
            "selection": None,
            "fulfilment": "round",
            "pickup_branch_id": branch,
            "status": "found",
            "walk_id": None,
            "slip": 40 + number,
            "delivery_id": None,
            "round_id": None,
            "round_stop_id": stop,
        }
        _insert(connection, hold)
        connection.execute(
            "UPDATE item SET hold_id = ?, place_kind = 'walk', place_ref = '' WHERE id = ?",
            (hold["id"], row["id"]),
        )
        made.append({**hold, "barcode": barcode})
    return made


def ask_for(connection: sqlite3.Connection, stop: str, barcode: str, number: int) -> None:
    """Somebody waits at the desk for the very title of this copy."""
    like = dict(connection.execute("SELECT * FROM hold WHERE status = 'open' LIMIT 1").fetchone())
    row = connection.execute("SELECT * FROM item WHERE barcode = ?", (barcode,)).fetchone()
    new = {"id": f"{stop[:-3]}b{number:02}", "reference": f"{stop}-b{number}", "kind": ""}
    wanted = {"wants": "title", "title_id": row["title_id"], "volume": row["volume"]}
    plain = {"item_id": None, "selection": None, "fulfilment": "pickup", "source": "phone"}
    _insert(connection, {**like, **new, **wanted, **plain, "pickup_branch_id": row["branch_id"]})


def _insert(connection: sqlite3.Connection, hold: dict[str, Any]) -> None:
    marks = ", ".join(f":{name}" for name in hold)
    connection.execute(f"INSERT INTO hold ({', '.join(hold)}) VALUES ({marks})", hold)
