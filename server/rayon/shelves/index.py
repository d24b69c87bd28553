"""Keeps the index of every location up to date, so that a phone can fetch it whole."""

import gzip
import hashlib
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select, update
from sqlalchemy.orm import Session

from rayon.call_numbers import KEY_VERSION
from rayon.catalogue.branches import all_of
from rayon.catalogue.models import Item, Location
from rayon.catalogue.rekeying import order_anew
from rayon.database import insert_or, reading, table_of, writing
from rayon.shelves.floor import Drawn, drawn, floor_rows
from rayon.shelves.index_file import Standing, starts_among, write_index
from rayon.shelves.locating import Shelving
from rayon.shelves.models import LocationIndex
from rayon.shelves.running import Part, running_bays
from rayon.shelves.spots import expected_here
from rayon.shelves.start_keys import renew_start_keys

Row = dict[str, Any]
INDEX = table_of(LocationIndex)
#: Looking at a location costs a count of its copies.
LOOK_EVERY = timedelta(minutes=2)
#: Loans alone move nothing by more than a few documents.
LOANS_AFTER = timedelta(hours=6)


def build_indexes(now: datetime) -> int:
    """Make the files whose location has changed; how many.

    Each location is read and written by itself: phones sync in between.
    """
    with reading() as session:
        locations = _to_look_at(session, now)
        floors = _floors(session.connection(), {row["branch_id"] for row in locations}, now)
    built = {row["id"] for row in locations if _built(row, floors[row["branch_id"]], now)}
    same = [row["id"] for row in locations if row["id"] not in built]
    if same:
        with writing() as session:
            mine = INDEX.c.location_id.in_(same)
            session.execute(update(INDEX).where(mine).values(looked_at=now))
    return len(built)


def _to_look_at(session: Session, now: datetime) -> list[Row]:
    location = table_of(Location)
    known = INDEX.c
    rows = session.execute(
        select(
            *(location.c[name] for name in ("id", "branch_id", "scheme", "policy")),
            *(known[name] for name in ("built_from", "loans", "built_at")),
        )
        .join_from(location, INDEX, location.c.id == known.location_id, isouter=True)
        .where(known.looked_at.is_(None) | (known.looked_at <= now - LOOK_EVERY))
    ).mappings()
    return [dict(row) for row in rows]


def _floors(connection: Connection, branch_ids: set[int], now: datetime) -> dict[int, Drawn]:
    return {
        branch_id: drawn(floor_rows(connection, branch_id, branch.calendar.local_day(now)))
        for branch_id, branch in all_of(connection).items()
        if branch_id in branch_ids
    }


def _built(location: Row, floor: Drawn, now: datetime) -> bool:
    parts = running_bays(floor.rows.bays, floor.rows.starts, location["id"])
    with reading() as session:
        connection = session.connection()
        state, loans, version = _state_of(connection, location["id"], parts)
    built_from = f"{_rules_of(location)}/{state}"
    if built_from == location["built_from"] and not _is_stale(location, loans, now):
        return False
    if not (location["built_from"] or built_from).startswith(_rules_of(location)):
        # Whoever changed the order does that at once, unless the server stopped in between.
        order_anew(location["id"])
    # Copies first: what bays begin with is compared with their keys. The next look builds.
    if version == KEY_VERSION and renew_start_keys(location["id"]):
        return False
    with reading() as session:
        connection = session.connection()
        body = index_of(connection, location["id"], parts, floor)
    with writing() as session:
        _keep(session, location, body, {"built_from": built_from, "loans": loans}, now)
    return True


def _rules_of(location: Row) -> str:
    """Names scheme and policy: copies keep their number and version when these change."""
    rules = repr((location["scheme"], location["policy"]))
    return hashlib.sha256(rules.encode()).hexdigest()[:8]


def _is_stale(location: Row, loans: int, now: datetime) -> bool:
    return bool(loans != location["loans"] and location["built_at"] <= now - LOANS_AFTER)


def _state_of(
    connection: Connection, location_id: int, parts: list[Part]
) -> tuple[str, int, int | None]:
    """What the file is built from, what loans change, and the oldest rules of a key."""
    item = table_of(Item).c
    query = select(
        func.count(), func.max(item.id), func.min(item.key_version), func.sum(item.version)
    ).where(item.location_id == location_id)
    count, newest, key_version, versions = connection.execute(query).one()
    bays = hashlib.sha256(repr(parts).encode()).hexdigest()[:24]
    return f"{bays}/{count}/{newest or 0}/{key_version or 0}", int(versions or 0), key_version


def index_of(connection: Connection, location_id: int, parts: list[Part], floor: Drawn) -> bytes:
    """The file of a location as it is now."""
    item = table_of(Item).c
    rows = connection.execute(
        select(item.barcode, item.call_number, item.sort_key, expected_here().label("expected"))
        .where(item.location_id == location_id)
        .order_by(item.sort_key, item.id)
    ).all()
    copies = [Standing(row.barcode, row.call_number, bool(row.expected)) for row in rows]
    keys = [row.sort_key for row in rows if row.expected]
    shelving = Shelving(keys, [part.bay for part in parts])
    starts = starts_among(copies, shelving.boundaries) if parts else []
    return write_index(location_id, copies, [_bay_view(part, floor) for part in parts], starts)


def _bay_view(part: Part, floor: Drawn) -> Row:
    """``shelves`` of this location, below ``above`` others; ``way`` and ``at``: the aisle."""
    on_way = floor.streets.bays.get(part.row["id"]) if floor.streets else None
    return {
        "bay": part.row["label"],
        "kind": part.row["kind"],
        "range": part.row["range_id"] or part.row["id"],
        "side": part.row["side"],
        "shelves": part.bay.shelves,
        "above": part.above,
        "way": on_way.way if on_way else None,
        "at": round(on_way.at, 1) if on_way else None,
    }


def _keep(session: Session, location: Row, body: bytes, state: Row, now: datetime) -> None:
    values = {
        "file": hashlib.sha256(body).hexdigest()[:32],
        "body": gzip.compress(body, compresslevel=9, mtime=0),
        **state,
        "built_at": now,
        "looked_at": now,
    }
    owner = {"location_id": location["id"], "branch_id": location["branch_id"]}
    statement = insert_or(session, INDEX).values(**owner, **values)
    session.execute(statement.on_conflict_do_update(index_elements=["location_id"], set_=values))
