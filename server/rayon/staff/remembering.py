"""What a restored backup does not know of devices, shifts and people, from the diary.

What a phone recorded counts by its shift and arrives by its credential: without them all that was
done since the backup would be kept from the library, although the phone sends it again. And whom
the library has shut out since then would be let in again.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from rayon import diary
from rayon.catalogue.branches import all_of
from rayon.database import writing
from rayon.staff.models import AuthSession, Device, Staff, StaffRole
from rayon.staff.pins import NO_PIN

Row = dict[str, Any]


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


def note_shift(ticket: AuthSession) -> None:
    """Somebody signed in."""
    diary.write(
        {
            "what": "shift",
            "shift": ticket.id,
            "staff": ticket.staff_id,
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
            "person": _key_of_person(store, person),
            "works": person.active,
            "pin": _key_of_pin(store, person),
            "roles": sorted(_roles_of(session, person), key=str),
        }
    )


def set_people_again(entries: Iterable[Row]) -> dict[str, int]:
    """Whoever the backup knows is as the diary last said; how many were not, by what.

    Whose PIN is another one since has none: the diary keeps no digits and no hash of them alone.
    Nobody is taken back by it, and whom the backup does not know stays unknown, for want of a name.
    """
    about = [entry for entry in entries if entry["what"] == "person"]
    # Each host has its own diary.
    about.sort(key=lambda entry: datetime.fromisoformat(entry["at"]))
    last = {entry["person"]: entry for entry in about}
    counts = {"people_let_go": 0, "pins_made_void": 0, "roles_set_again": 0}
    with writing() as session:
        store, branches = diary.store_of(session), all_of(session).keys()
        for person in session.scalars(select(Staff).where(Staff.active)).all():
            entry = last.get(_key_of_person(store, person))
            if entry is None:
                continue
            if not entry["works"]:
                person.active = False
                counts["people_let_go"] += 1
            if person.pin_hash != NO_PIN and _key_of_pin(store, person) != entry["pin"]:
                person.pin_hash = NO_PIN
                counts["pins_made_void"] += 1
            roles = {(role, at) for role, at in entry["roles"] if at is None or at in branches}
            if roles != _roles_of(session, person):
                _give_only(session, person, roles)
                counts["roles_set_again"] += 1
    return counts


def _give_only(session: Session, person: Staff, roles: set[tuple[str, int | None]]) -> None:
    session.execute(delete(StaffRole).where(StaffRole.staff_id == person.id))
    session.add_all(StaffRole(staff_id=person.id, role=role, branch_id=at) for role, at in roles)


def _roles_of(session: Session, person: Staff) -> set[tuple[str, int | None]]:
    rows = select(StaffRole.role, StaffRole.branch_id).where(StaffRole.staff_id == person.id)
    return {(row.role, row.branch_id) for row in session.execute(rows)}


def _key_of_person(store: str, person: Staff) -> str:
    # Not the number alone: another library has people of the same numbers.
    return diary.key_of(store, "person", person.id)


def _key_of_pin(store: str, person: Staff) -> str:
    """Of the hash, which is salted: it is told whether the PIN is the same, and not which."""
    return diary.key_of(store, "pin", person.id, person.pin_hash)
