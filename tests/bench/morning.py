"""A library network in the middle of a morning: what phones have done, and what they will do.

Phones are spread over ten branches. Each has walks behind it, which fill the log, and walks
before it, claimed by the person who is signed in on it.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Table, insert, select, update

from rayon import clock
from rayon.catalogue.models import Branch, Item, Location, Patron, Title
from rayon.database import table_of, writing
from rayon.holds.actions import NEW_HOLD
from rayon.holds.models import Hold, HoldEvent
from rayon.ids import new_id
from rayon.picking.models import Pick, Walk
from rayon.staff.models import AuthSession, Device, Staff, StaffRole
from rayon.staff.secrets import hash_of
from rayon.sync.changes import HEADER as READS
from rayon.sync.changes import STATES
from rayon.sync.models import ActionRow, Change, Installation
from tests.bench.load import NO_LENGTH, Handset, Request, Result

Row = dict[str, Any]
BRANCHES = 10
BATCH = 20
#: Documents of one walk, and of one patron.
WALK, PATRON = 60, 3
#: What a picker does with twenty documents: two are not there, one is left for later.
DEEDS = ["report_found"] * 16 + ["report_not_found"] * 2 + ["look_later", "report_seen"]


@dataclass
class Picker:
    """One phone with the person on it. ``ahead``: (pick, barcode) still to do, in order."""

    branch: int
    staff: int
    device: str = field(default_factory=new_id)
    credential: str = field(default_factory=lambda: str(uuid4()))
    shift: str = field(default_factory=new_id)
    store: str = field(default_factory=lambda: str(uuid4()))
    number: int = 0
    cursor: bytes = b"0"
    ahead: list[tuple[str, str]] = field(default_factory=list)

    def actions(self, many: int = BATCH) -> list[Row]:
        """The next things this picker does, one after the other."""
        return [self._action(DEEDS[n % len(DEEDS)]) for n in range(many)]

    def _action(self, name: str) -> Row:
        pick, barcode = self.ahead.pop(0)
        self.number += 1
        payload: Row = {}
        if name in ("report_found", "report_seen"):
            payload = {"barcode": barcode, "how": "camera"}
        if name == "report_seen":
            payload, pick = {"barcode": barcode}, ""
        return {
            "id": new_id(), "store": self.store, "number": self.number, "v": 1, "by": self.staff,
            "shift": self.shift, "name": name, "subject": pick, "seen": 1,
            "at": clock.now().isoformat(), "payload": payload,
        }  # fmt: skip


@dataclass
class Morning:
    """Everybody who is at work."""

    pickers: list[Picker]
    epoch: str = ""

    def handsets(self, batches: int, many: int = BATCH, again: int = 5) -> list[Handset]:
        """What every phone will send; every ``again``-th batch goes out twice."""
        turns = count(1)
        return [
            Handset(
                [
                    request
                    for _batch in range(batches)
                    for request in [self.sync(picker, picker.actions(many))]
                    * (2 if next(turns) % again == 0 else 1)
                ],
                cursor=picker.cursor,
                pull=self.sync(picker, []),
            )
            for picker in self.pickers
        ]

    def heard(self, result: Result) -> None:
        """Every phone goes on from where it stands."""
        for picker, cursor in zip(self.pickers, result.cursors, strict=True):
            picker.cursor = cursor

    def sync(self, picker: Picker, actions: list[Row]) -> Request:
        """One POST to /api/sync, but for its cursor."""
        before = f'{{"store":"{picker.store}","epoch":"{self.epoch}","cursor":'.encode()
        after = f',"actions":{json.dumps(actions, separators=(",", ":"))}}}'.encode()
        return post(
            "/api/sync",
            before,
            after,
            Authorization=f"Device {picker.credential}",
            **{"X-Rayon": "1", "Sec-Fetch-Site": "same-origin", "Accept-Language": "fr"},
            **{READS: STATES},
        )


def post(path: str, before: bytes, after: bytes = b"", **headers: str) -> Request:
    """A POST of JSON; with ``after``, room is left for a cursor."""
    length = len(before) + len(after)
    said = NO_LENGTH.decode() if after else f"Content-Length: {length}"
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json", said]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return Request("\r\n".join([*lines, "", ""]).encode() + before, after, length)


def fill(phones: int, behind: int, ahead: int, branches: int = BRANCHES) -> Morning:
    """Fill an empty, migrated database: ``behind`` documents fetched in all, ``ahead`` a phone."""
    with writing() as session:
        connection = session.connection()
        rows = _Rows(connection, branches)
        morning = Morning(rows.pickers(phones))
        for picker in morning.pickers:
            rows.walks(picker, behind // phones, is_done=True)
            rows.walks(picker, ahead, is_done=False)
        rows.write()
        home = table_of(Installation)
        connection.execute(update(home).values(last_change=rows.last_change))
        morning.epoch = connection.execute(select(home.c.epoch)).scalar_one()
        for picker in morning.pickers:
            picker.cursor = str(rows.last_change).encode()
    return morning


class _Rows:
    """Rows in the order in which they refer to each other, written all at once."""

    def __init__(self, connection: Connection, branches: int) -> None:
        self.connection, self.branches = connection, branches
        self.now = clock.now()
        self.tables: defaultdict[Table, list[Row]] = defaultdict(list)
        self.documents = count(1)
        self.last_change = 1

    def pickers(self, phones: int) -> list[Picker]:
        for number in range(1, self.branches + 1):
            self._add(
                Branch, id=number, code=f"B{number}", name=f"Bibliothèque {number}", settings={}
            )
            self._add(
                Location, id=number, branch_id=number, code="ROM", name="Romans", walk_order=1
            )
        return [self._picker(1 + n % self.branches, n + 1) for n in range(phones)]

    def _picker(self, branch: int, staff: int) -> Picker:
        picker = Picker(branch, staff)
        self._add(Staff, id=staff, name=f"Agent {staff}", pin_hash="-")
        self._add(StaffRole, staff_id=staff, role="picker", branch_id=branch)
        device = {"id": picker.device, "name": f"Téléphone {staff}", "branch_id": branch}
        hashes = {"credential_hash": hash_of(picker.credential), "enrolled_at": self.now}
        self._add(Device, **device, **hashes, seen_at=self.now + timedelta(minutes=30))
        shift = {"id": picker.shift, "token_hash": picker.shift, "staff_id": staff}
        times = {"started_at": self.now, "ends_at": self.now + timedelta(hours=12)}
        self._add(AuthSession, device_id=picker.device, **shift, **times)
        return picker

    def walks(self, picker: Picker, documents: int, *, is_done: bool) -> None:
        for first in range(0, documents, WALK):
            walk = self._walk(picker, is_done=is_done)
            for position in range(min(WALK, documents - first)):
                self._document(picker, walk, position, is_done=is_done)

    def _walk(self, picker: Picker, *, is_done: bool) -> str:
        walk = new_id()
        status = "finished" if is_done else "claimed"
        mine = {"claimed_by": picker.staff, "claimed_on": picker.device, "claimed_at": self.now}
        ended = self.now if is_done else None
        where = {"id": walk, "branch_id": picker.branch, "name": "Romans", "day": self.now.date()}
        self._add(Walk, **where, **mine, status=status, finished_at=ended, moved_at=self.now)
        self._changed(picker.branch, "walk", walk)
        return walk

    def _document(self, picker: Picker, walk: str, position: int, *, is_done: bool) -> None:
        number = next(self.documents)
        hold, pick, barcode = new_id(), new_id(), f"{33_333_000_000_000 + number}"
        title, patron = (number + 1) // 2, (number + PATRON - 1) // PATRON
        if number % 2:
            named = {"title": f"Les jours d’après, tome {title}", "author": f"Duras, M. {title}"}
            self._add(Title, id=title, source="bench", record=str(title), **named, year="1984")
        if number % PATRON == 1:
            self._add(Patron, id=patron, card=f"P{patron}", seen_on=self.now.date())
        here = {"branch_id": picker.branch, "place_branch_id": picker.branch}
        label = {
            "call_number": f"R DUR {number}",
            "sort_key": f"r dur {number:07}",
            "key_version": 1,
        }
        item = {"id": number, "barcode": barcode, "title_id": title, "location_id": picker.branch}
        self._add(Item, **item, **here, **label)
        asked = {
            "source": "bench",
            "reference": str(number),
            "patron_id": patron,
            "title_id": title,
        }
        step = {**NEW_HOLD, "status": "handed_over" if is_done else "on_walk"}
        times = {"asked_at": self.now, "fact_at": self.now, "slip": number, "walk_id": walk}
        self._add(Hold, id=hold, **asked, pickup_branch_id=picker.branch, **{**step, **times})
        done = {
            "status": "found" if is_done else "open",
            "decided_at": self.now if is_done else None,
        }
        self._add(
            Pick, id=pick, walk_id=walk, hold_id=hold, item_id=number, position=position, **done
        )
        self._changed(picker.branch, "hold", hold)
        self._changed(picker.branch, "pick", pick)
        if is_done:
            self._found(picker, hold, pick, barcode)
        else:
            picker.ahead.append((pick, barcode))

    def _found(self, picker: Picker, hold: str, pick: str, barcode: str) -> None:
        picker.number += 1
        action = {"id": new_id(), "store": picker.store, "number": picker.number, "v": 1}
        who = {"by": picker.staff, "shift": picker.shift, "device_id": picker.device}
        what = {"name": "report_found", "subject": pick, "payload": {"barcode": barcode}}
        told = {"outcome": "applied", "why": "", "facts": {}, "received_at": self.now}
        self._add(
            ActionRow, **action, **who, **what, **told, branch_id=picker.branch, body_hash=pick
        )
        for before, after in (("on_walk", "found"), ("found", "handed_over")):
            step = {"before": before, "after": after}
            self._add(HoldEvent, hold_id=hold, action_id=action["id"], **step)

    def _changed(self, branch: int, kind: str, subject: str) -> None:
        self.last_change += 1
        self._add(Change, branch_id=branch, kind=kind, subject_id=subject, number=self.last_change)

    def _add(self, model: Any, **values: Any) -> None:
        self.tables[table_of(model)].append(values)

    def write(self) -> None:
        for table, rows in self.tables.items():
            for some in _in_parts(rows):
                self.connection.execute(insert(table), some)


def _in_parts(rows: list[Row], size: int = 5000) -> Iterator[list[Row]]:
    for first in range(0, len(rows), size):
        yield rows[first : first + size]
