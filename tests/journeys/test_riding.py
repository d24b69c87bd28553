"""Karim rides without a network, his phone dies on the way, and no address outlives his shift."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.app import App
from tests.journeys.handset import Handset
from tests.journeys.house import House
from tests.journeys.ledger import sql
from tests.journeys.words import french

pytestmark = [pytest.mark.journey, pytest.mark.browser]

KARIM = ("CANAL-2468", "Karim", "666666")
DOORS = 200
#: In every field of a door: no disk may hold it in clear, then or later.
CANARY = "Canari{:04}"


def test_the_addresses_of_a_round_are_never_on_the_disk_and_gone_with_the_shift(
    demo: House, handset: Handset
) -> None:
    _order(demo)
    app = App(handset.switch_on(), demo.url)
    code, name, pin = KARIM
    app.enrol(code, "Téléphone de Karim")
    app.sign_in(name, pin)
    app.open("/app/riding")
    expect(app.page.locator(".list .row-title")).to_have_count(DOORS)

    app.page.context.set_offline(True)
    app.button("Ride without the others").click()
    _is_at(app, 1)
    _deliver(app)
    _is_at(app, 2)
    _absent(app)
    _is_at(app, 3)

    # The battery is empty; what he said and where he was going is still there.
    handset.kill()
    app = App(handset.switch_on(), demo.url)
    app.page.context.set_offline(True)
    app.open("/app/riding")
    _is_at(app, 3)

    app.page.context.set_offline(False)
    app.expect_all_sent()
    with sql(demo.database) as connection:
        assert _statuses(connection) == {"delivered": 1, "absent": 1, "closed": DOORS - 2}
        (due,) = connection.execute("SELECT count(*) AS n, sum(cents) AS cents FROM sum_due")
        assert due == {"n": 2, "cents": 1000}
    assert list(_canaries(handset.profile)) == []

    app.sign_out()
    expect(app.page.locator("h1")).to_have_text(french("Who is there?"))
    assert app.page.evaluate(ROUND) is None
    handset.kill()
    assert list(_canaries(handset.profile)) == []


#: What the phone keeps of the round.
ROUND = """() => new Promise((resolve) => {
    const opening = indexedDB.open("rayon");
    opening.onsuccess = () => {
        const asked = opening.result.transaction("meta").objectStore("meta").get("round");
        asked.onsuccess = () => resolve(asked.result ?? null);
    };
})"""


def _is_at(app: App, stop: int) -> None:
    expect(app.page.locator(".stop-number")).to_have_text(str(stop))
    expect(app.page.locator(".stop-bell")).to_have_text(CANARY.format(stop))


def _deliver(app: App) -> None:
    app.button("Delivered").click()
    app.button("The patron").click()


def _absent(app: App) -> None:
    app.button("Absent").click()
    app.button("Absent: I bring it back").click()


def _order(demo: House) -> None:
    """A packed parcel for each door, today."""
    with sql(demo.database) as connection:
        (branch,) = connection.execute("SELECT id FROM branch WHERE code = 'CANAL'")
        for number in range(1, DOORS + 1):
            _one(connection, branch["id"], number)
        connection.commit()


def _one(connection: sqlite3.Connection, branch: int, number: int) -> None:
    canary, delivery = CANARY.format(number), f"0198f3a0-0000-7000-8000-{number:012}"
    _insert(
        connection,
        "door",
        id=delivery,
        branch_id=branch,
        bell=canary,
        line=f"{number} rue {canary}",
        postcode="99140",
        town=canary,
        lon=2.28 + number / 10_000,
        lat=48.89,
        is_known=True,
        instructions=f"Code {canary}",
        phone="+33639980001",
        caretaker=False,
        account=f"FAC-{number:04}",
        category="",
        written_at="2026-11-24 08:00:00",
    )
    _insert(
        connection,
        "delivery",
        id=delivery,
        branch_id=branch,
        day="2026-11-24",
        ordered_at="2026-11-23 08:00:00",
        closes_at="2026-11-23 12:00:00",
        cancel_until="2026-11-24 11:00:00",
        fee_cents=500,
        agreed="read",
        parcels_agreed=1,
        stop=number,
        version=1,
    )
    _insert(
        connection,
        "parcel",
        id=f"0198f3a0-0000-7000-8001-{number:012}",
        delivery_id=delivery,
        branch_id=branch,
        number=f"COLTEST{number:04}",
        day="2026-11-24",
        status="closed",
        given_to="",
        ended_by="",
        carried="[]",
        version=1,
    )


def _insert(connection: sqlite3.Connection, table: str, **values: object) -> None:
    marks = ", ".join(f":{name}" for name in values)
    names = ", ".join(values)
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)


def _statuses(connection: sqlite3.Connection) -> dict[str, int]:
    rows = connection.execute("SELECT status, count(*) AS n FROM parcel GROUP BY status")
    return {row["status"]: row["n"] for row in rows}


def _canaries(profile: Path) -> Iterator[str]:
    """Files of the browser's profile in which an address can be read."""
    wanted = [CANARY[:6].encode(coding) for coding in ("utf-8", "utf-16-le")]
    for path in sorted(profile.rglob("*")):
        if path.is_file() and any(one in path.read_bytes() for one in wanted):
            yield str(path.relative_to(profile))
