"""People who sign in: taken on, given roles and PINs, and let go."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from rayon import clock
from rayon.database import table_of, writing
from rayon.errors import Refusal
from rayon.staff import remembering
from rayon.staff.models import AuthSession, Staff, StaffRole
from rayon.staff.pins import NO_PIN, hash_pin
from rayon.staff.rights import Author, rights_of


def take_on(name: str, language: str, pin: str, roles: Mapping[str, int | None]) -> int:
    """Add a person; ``roles``: at which branch each (None: at all of them). Their number."""
    pin_hash = hash_pin(pin)
    with writing() as session:
        person = Staff(name=name.strip(), language=language, pin_hash=pin_hash)
        session.add(person)
        session.flush()
        _add_roles(session, person.id, roles)
        # For the number: after a restore it may be that of somebody else.
        remembering.note_person(session, person)
        return person.id


def give_pin(number: int, pin: str, by: Author | None = None) -> None:
    """Give somebody a new PIN; their open shifts end now. ``by`` nobody: from a terminal."""
    pin_hash = hash_pin(pin)
    with writing() as session:
        person = _colleague(session, number, by)
        person.pin_hash = pin_hash
        _end_shifts(session, number)
        remembering.note_person(session, person)


def let_go(number: int, by: Author | None = None) -> None:
    """Let nobody sign in under this number any more.

    What the server has still counts. What a phone brings later is not done, and supervisors find
    it under "To settle": nobody can tell when it was recorded.
    """
    with writing() as session:
        person = _colleague(session, number, by)
        person.active = False
        session.flush()
        _end_shifts(session, number)
        _check_somebody_is_left(session)
        remembering.note_person(session, person)


def give_roles(number: int, roles: Iterable[str], branch_id: int, by: Author) -> None:
    """From now on these are their roles at this branch; those at other places stay."""
    with writing() as session:
        person = _colleague(session, number, by)
        table = table_of(StaffRole)
        of_theirs = (table.c.staff_id == number, table.c.branch_id == branch_id)
        session.execute(delete(table).where(*of_theirs))
        _add_roles(session, number, dict.fromkeys(roles, branch_id))
        session.flush()
        _check_somebody_is_left(session)
        remembering.note_person(session, person)


def without_pin(session: Session) -> list[tuple[int, str]]:
    """Number and name of everybody who waits for a new PIN."""
    waiting = select(Staff.id, Staff.name).where(Staff.active, Staff.pin_hash == NO_PIN)
    return [(row.id, row.name) for row in session.execute(waiting.order_by(Staff.id))]


def can_be_set_up(session: Session) -> bool:
    """Whether any admin can sign in."""
    admins = select(StaffRole.id).join(Staff, Staff.id == StaffRole.staff_id)
    can_sign_in = (Staff.active, Staff.pin_hash != NO_PIN)
    found = session.scalar(admins.where(*can_sign_in, StaffRole.role == "admin").limit(1))
    return found is not None


def colleagues(session: Session, branch_id: int, by: Author) -> list[dict[str, Any]]:
    """Everybody with a role here or everywhere, by name; ``mine``: whether ``by`` may change them.

    ``roles``: those at this branch; ``everywhere``: those at all of them.
    """
    here = (StaffRole.branch_id == branch_id) | StaffRole.branch_id.is_(None)
    with_roles = select(StaffRole.staff_id).where(here)
    people = session.scalars(
        select(Staff).where(Staff.active, Staff.id.in_(with_roles)).order_by(Staff.name, Staff.id)
    ).all()
    rights = rights_of(session.connection(), {person.id for person in people})
    return [
        {
            "id": person.id,
            "name": person.name,
            "language": person.language,
            "roles": sorted(r for r, at in rights[person.id].items() if branch_id in at),
            "everywhere": sorted(r for r, at in rights[person.id].items() if None in at),
            "mine": _may_change(by, rights[person.id].values()),
        }
        for person in people
    ]


def _colleague(session: Session, number: int, by: Author | None) -> Staff:
    """Raises Refusal ``unknown_colleague`` (404), or ``works_elsewhere`` (403)."""
    # Locked, so that of two changes made at once the diary names the later one last.
    person = session.get(Staff, number, with_for_update=True)
    if person is None or not person.active:
        raise Refusal("unknown_colleague", status=404)
    rights = rights_of(session.connection(), {number}).get(number, {})
    if by is not None and not _may_change(by, rights.values()):
        raise Refusal("works_elsewhere", status=403)
    return person


def _may_change(by: Author, branches: Iterable[frozenset[int | None]]) -> bool:
    """Who sets up one branch may not become somebody who counts elsewhere, by giving them a PIN."""
    mine = by.roles.get("admin", frozenset())
    return None in mine or all(at <= mine for at in branches)


def _add_roles(session: Session, number: int, roles: Mapping[str, int | None]) -> None:
    session.add_all(
        StaffRole(staff_id=number, role=role, branch_id=at) for role, at in roles.items()
    )


def _end_shifts(session: Session, number: int) -> None:
    shifts = table_of(AuthSession)
    session.execute(
        update(shifts)
        .where(shifts.c.staff_id == number, shifts.c.revoked_at.is_(None))
        .values(revoked_at=clock.now())
    )


def _check_somebody_is_left(session: Session) -> None:
    """A library in which nobody may set anything up could only be mended from a terminal."""
    if not can_be_set_up(session):
        raise Refusal("last_admin", status=409)
