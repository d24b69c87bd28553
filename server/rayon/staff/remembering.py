"""What a restored backup does not know of devices, shifts and people, from the diary.

What a phone recorded counts by its shift and arrives by its credential: without them all that was
done since the backup would be kept from the library, although the phone sends it again. And whom
the library has shut out since then would be let in again.
"""

import base64
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from rayon import diary
from rayon.catalogue.branches import all_of
from rayon.database import writing
from rayon.staff.models import AuthSession, Device, Staff, StaffRole
from rayon.staff.pins import NO_PIN

Row = dict[str, Any]
#: Numbers that a database may have passed over since a backup.
MOST_NEW = 10_000
NONCE = 12


def note_device(phone: Device) -> None:
    """A device was enrolled. What it is called stays out of the diary."""
    diary.write(
        {
            "what": "enrolled",
            "device": phone.id,
            "branch": phone.branch_id,
            "credential": phone.credential_hash,
        }
    )


def note_shift(session: Session, ticket: AuthSession) -> None:
    """Somebody signed in."""
    diary.write(
        {
            "what": "shift",
            "shift": ticket.id,
            "person": _key_of_person(diary.store_of(session), ticket.staff_id),
            "device": ticket.device_id,
            "ends": ticket.ends_at.isoformat(),
        }
    )


def note_person(session: Session, person: Staff) -> None:
    """Somebody was taken on or let go, or has a new PIN or other roles: how it stands with them.

    All of it each time, so that the last line is enough. Last in its transaction: a line about what
    was refused would be done by a restore.
    """
    session.flush()
    store = diary.store_of(session)
    diary.write(
        {
            "what": "person",
            "person": _key_of_person(store, person.id),
            "sealed": _sealed(store, person),
            "works": person.active,
            "pin": _key_of_pin(store, person),
            "roles": sorted(_roles_of(session, person), key=str),
        }
    )


def set_people_again(entries: Iterable[Row]) -> dict[str, int]:
    """Whoever the backup knows is as the diary last said; how many were not, by what.

    Whose PIN is another one since has none: the diary keeps no digits and no hash of them alone.
    Whom the backup does not know is taken on again, without a PIN; nobody else is taken back by it.
    """
    last = _last_of_each(entries)
    counts = {"people_taken_on": 0, "people_let_go": 0, "pins_made_void": 0, "roles_set_again": 0}
    with writing() as session:
        store, branches = diary.store_of(session), all_of(session).keys()
        for number, said, named in _unknown(session, store, last):
            newcomer = Staff(id=number, pin_hash=NO_PIN, active=said["works"], **named)
            session.add(newcomer)
            session.flush()
            _give_only(session, newcomer, _roles_at(branches, said))
            counts["people_taken_on"] += 1
        _number_on(session)
        for person in session.scalars(select(Staff).where(Staff.active)).all():
            entry = last.get(_key_of_person(store, person.id))
            if entry is None:
                continue
            if not entry["works"]:
                person.active = False
                counts["people_let_go"] += 1
            if person.pin_hash != NO_PIN and _key_of_pin(store, person) != entry["pin"]:
                person.pin_hash = NO_PIN
                counts["pins_made_void"] += 1
            roles = _roles_at(branches, entry)
            if roles != _roles_of(session, person):
                _give_only(session, person, roles)
                counts["roles_set_again"] += 1
    return counts


def people_by_key(session: Session) -> dict[str, int]:
    """Numbers by what the diary calls whoever has them."""
    store = diary.store_of(session)
    return {_key_of_person(store, number): number for number in session.scalars(select(Staff.id))}


def _last_of_each(entries: Iterable[Row]) -> dict[str, Row]:
    """How it stands with everybody, by what the diary calls them."""
    about = [entry for entry in entries if entry["what"] == "person"]
    # Each host has its own diary.
    about.sort(key=lambda entry: datetime.fromisoformat(entry["at"]))
    return {entry["person"]: entry for entry in about}


def _unknown(session: Session, store: str, last: dict[str, Row]) -> Iterator[tuple[int, Row, Row]]:
    """Who was taken on since the backup: their numbers, which follow those that it knows, what the
    diary says of them, and what they are called.
    """
    first = (session.scalar(select(func.max(Staff.id))) or 0) + 1
    for number in range(first, first + MOST_NEW):
        entry = last.get(_key_of_person(store, number))
        if entry and (named := _opened(store, entry)):
            yield number, entry, named


def _number_on(session: Session) -> None:
    """Whoever is taken on next has a number of their own: PostgreSQL counts by itself."""
    if session.get_bind().dialect.name == "postgresql":
        counter = func.pg_get_serial_sequence("staff", "id")
        session.execute(select(func.setval(counter, func.greatest(func.max(Staff.id), 1))))


def _roles_at(branches: Iterable[int], entry: Row) -> set[tuple[str, int | None]]:
    return {(role, at) for role, at in entry["roles"] if at is None or at in branches}


def _sealed(store: str, person: Staff) -> str:
    """Name and language, for a backup of before: nobody reads them without the database."""
    nonce = os.urandom(NONCE)
    said = "\n".join((person.language, person.name)).encode()
    closed = _seal(store).encrypt(nonce, said, _key_of_person(store, person.id).encode())
    return base64.b64encode(nonce + closed).decode()


def _opened(store: str, entry: Row) -> Row | None:
    """Name and language; None where the line is older than that, or none of ours."""
    sealed = base64.b64decode(entry.get("sealed", ""))
    try:
        said = _seal(store).decrypt(sealed[:NONCE], sealed[NONCE:], entry["person"].encode())
    except (InvalidTag, ValueError):
        return None
    language, name = said.decode().split("\n", 1)
    return {"language": language, "name": name}


def _seal(store: str) -> AESGCM:
    return AESGCM(bytes.fromhex(diary.key_of(store, "names of people")))


def _give_only(session: Session, person: Staff, roles: set[tuple[str, int | None]]) -> None:
    session.execute(delete(StaffRole).where(StaffRole.staff_id == person.id))
    session.add_all(StaffRole(staff_id=person.id, role=role, branch_id=at) for role, at in roles)


def _roles_of(session: Session, person: Staff) -> set[tuple[str, int | None]]:
    rows = select(StaffRole.role, StaffRole.branch_id).where(StaffRole.staff_id == person.id)
    return {(row.role, row.branch_id) for row in session.execute(rows)}


def _key_of_person(store: str, number: int) -> str:
    # Not the number alone: another library has people of the same numbers.
    return diary.key_of(store, "person", number)


def _key_of_pin(store: str, person: Staff) -> str:
    """Of the hash, which is salted: it is told whether the PIN is the same, and not which."""
    return diary.key_of(store, "pin", person.id, person.pin_hash)
