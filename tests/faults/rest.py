"""The end of a schedule: everything that still has to happen happens, then all is written down."""

from datetime import timedelta
from typing import Any

from tests.faults.morning import Morning
from tests.faults.post import standings
from tests.faults.premises import Readable, utc

Row = dict[str, Any]
#: So much may pass until every phone and every notice has come to rest.
PATIENCE = timedelta(days=5)


class Rest:
    """A quiet network, a friendly mail server, and time."""

    def __init__(self, morning: Morning) -> None:
        self.s = morning

    def come(self) -> None:
        """Wait until nothing moves any more; then describe what is there."""
        self._phones_catch_up()
        self.sample()
        ends = self.s.server.now + PATIENCE
        while self.s.server.now < ends:
            before = self._state()
            self.s.work()
            self._step()
            # In this order: real workers go on between the two questions.
            if not self._is_waiting() and self._state() == before:
                break
        self._phones_catch_up()
        self._describe()

    def _step(self) -> None:
        """Minutes while something is settling; hours while a mail server is avoided."""
        self.s.server.move(timedelta(minutes=4))
        if self._is_waiting():
            self.s.server.move(timedelta(hours=11))

    def _is_waiting(self) -> bool:
        waiting = """
            SELECT 1 FROM notice WHERE state = 'sending' OR (state = 'owed' AND call_id IS NULL)
            UNION SELECT 1 FROM hold WHERE status = 'searching' AND NOT disputed LIMIT 1"""
        return bool(self.s.server.rows(waiting))

    def _state(self) -> list[Row]:
        return self.s.server.rows(
            "SELECT id, state, generation FROM notice UNION ALL SELECT 0, status, version FROM hold"
        )

    def _phones_catch_up(self) -> None:
        """By themselves: nobody presses anything, the phones' own timers have to do it."""
        for phone in self.s.tabs:
            self.s.phone("abortNext", phone, 0)
        for _ in range(2):
            self.s.server.move(timedelta(minutes=6))
            for tabs in self.s.tabs.values():
                for tab in tabs:
                    self.s.sync(tab, by_itself=True)

    def sample(self) -> None:
        """What the server and the phones keep at this moment."""
        outboxes = {
            phone: [kept["id"] for kept in self.s.look(phone)["outbox"]] for phone in self.s.tabs
        }
        log = [row["id"] for row in self.s.server.rows("SELECT id FROM action")]
        self.s.history.add("sample", log=log, outboxes=outboxes)

    def _describe(self) -> None:
        library = self.s.server.library
        self.s.history.add(
            "end",
            **server_side(self.s.server),
            **self.s.more(),
            at=self.s.server.now.isoformat(),
            holds=standings(self.s.server),
            notices=self.s.desk.keys_of("1 = 1"),
            phones={
                phone: {
                    "device": library.colleagues[self.s.people[phone]].device,
                    **self._shown(phone),
                }
                for phone in self.s.tabs
            },
        )

    def _shown(self, phone: str) -> Row:
        screen = self.s.look(phone)
        walks = [
            {
                "id": walk["id"],
                "status": walk["status"],
                "claimed_by": walk["claimed_by"] and walk["claimed_by"]["id"],
                "claimed_on": walk["claimed_on"],
            }
            for walk in screen["walks"]
        ]
        keys = ("id", "walk", "status", "found_barcode", "reason")
        picks = [{key: pick[key] for key in keys} for pick in screen["picks"]]
        return {"walks": walks, "picks": picks, "outbox": screen["outbox"]}


def server_side(server: Readable) -> Row:
    """What the server keeps of actions and of what they did."""
    log = server.rows(
        "SELECT id, store, number, name, subject, outcome, device_id AS device,"
        " received_at AS received FROM action"
    )
    return {
        "log": [{**row, "received": utc(row["received"])} for row in log],
        "effects": server.rows(
            'SELECT hold_id AS hold, action_id AS action, before, "after" '
            "FROM hold_event ORDER BY id"
        ),
        "walks": server.rows("SELECT id, status, claimed_by, claimed_on FROM walk"),
        "picks": server.rows("SELECT id, walk_id AS walk, status, found_barcode, reason FROM pick"),
        "hold_of_pick": {
            row["id"]: row["hold_id"] for row in server.rows("SELECT id, hold_id FROM pick")
        },
        "hold_status": server.rows("SELECT id, status FROM hold"),
        "parcels": server.rows("SELECT id, delivery_id AS delivery, status FROM parcel"),
        "sums": server.rows("SELECT parcel_id AS parcel, kind, turn, cents, reason FROM sum_due"),
        "rides": server.rows(
            "SELECT delivery.id, first_name || '/delivery' AS key, email <> '' AS mailed"
            " FROM delivery JOIN patron ON patron.id = delivery.patron_id"
        ),
    }
