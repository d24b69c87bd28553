"""Signing in with a PIN on an enrolled device."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from rayon import clock
from rayon.database import reading, table_of, writing
from rayon.errors import Refusal
from rayon.ids import new_id
from rayon.staff import remembering
from rayon.staff.access import Enrolled
from rayon.staff.models import AuthSession, Device, PinFailure, Staff, StaffRole
from rayon.staff.pins import is_pin
from rayon.staff.rights import Author, rights_of
from rayon.staff.secrets import hash_of, new_secret

TRIES = 3
LOCKED_FOR = timedelta(minutes=5)


def people_at(session: Session, branch_id: int) -> list[dict[str, Any]]:
    """Who may sign in at a branch: names and roles, in order of name."""
    rows = session.execute(
        select(Staff.id, Staff.name, StaffRole.role)
        .join(StaffRole, StaffRole.staff_id == Staff.id)
        .where(Staff.active)
        .where(StaffRole.branch_id.is_(None) | (StaffRole.branch_id == branch_id))
        .order_by(Staff.name, Staff.id, StaffRole.id)
    )
    people: dict[int, dict[str, Any]] = {}
    for row in rows:
        someone = people.setdefault(row.id, {"id": row.id, "name": row.name, "roles": []})
        someone["roles"].append(row.role)
    return list(people.values())


def roles_at(author: Author, branch_id: int) -> list[str]:
    """The roles somebody has at a branch."""
    return sorted(role for role in author.roles if author.may((role,), branch_id))


def sign_in(
    phone: Enrolled, staff_id: int, pin: str, length: timedelta
) -> tuple[AuthSession, str, dict[str, Any]]:
    """Check the PIN and open a shift; the ticket, the cookie's token, and the person.

    Failures are counted per person and device: a stranger cannot lock a colleague out elsewhere.
    Raises ``Refusal``: wrong_pin, locked, not_allowed (no role at this branch).
    """
    with reading() as session:
        staff = session.get(Staff, staff_id)
        if staff is None or not staff.active:
            raise Refusal("wrong_pin", {"tries_left": TRIES - 1}, status=403)
        rights = rights_of(session.connection(), {staff_id}).get(staff_id, {})
        session.expunge(staff)
    left = _take_a_try(phone, staff_id)
    if not is_pin(staff.pin_hash, pin):
        raise Refusal("wrong_pin", {"tries_left": left}, status=403)
    roles = roles_at(Author(staff_id, phone.id, rights), phone.branch_id)
    if not roles:
        raise Refusal("not_allowed", status=403)
    ticket, token = _open_shift(phone, staff_id, length)
    person = {"id": staff_id, "name": staff.name, "language": staff.language, "roles": roles}
    return ticket, token, person


def end_shift(phone: Enrolled, shift: UUID | None, token_hash: str) -> str | None:
    """End this shift of this device, or the one whose cookie it is; the hash of its cookie."""
    shifts = table_of(AuthSession).c
    which = shifts.id == str(shift) if shift else shifts.token_hash == token_hash
    open_here = (which, shifts.device_id == phone.id, shifts.revoked_at.is_(None))
    ending = update(AuthSession).where(*open_here).values(revoked_at=clock.now())
    with writing() as session:
        return session.execute(ending.returning(shifts.token_hash)).scalar_one_or_none()


def _take_a_try(phone: Enrolled, staff_id: int) -> int:
    """Count a failure before looking, so that guesses made at once are no more than three."""
    now = clock.now()
    recent = select(func.count()).where(
        PinFailure.device_id == phone.id,
        PinFailure.staff_id == staff_id,
        PinFailure.failed_at > now - LOCKED_FOR,
    )
    with writing() as session:
        # On PostgreSQL guesses from one device take turns here; on SQLite all writers do.
        session.execute(select(Device.id).where(Device.id == phone.id).with_for_update())
        failures = session.execute(recent).scalar_one()
        if failures >= TRIES:
            minutes = int(LOCKED_FOR.total_seconds() // 60)
            raise Refusal("locked", {"minutes": minutes}, status=429)
        session.add(PinFailure(staff_id=staff_id, device_id=phone.id, failed_at=now))
    return TRIES - failures - 1


def _open_shift(phone: Enrolled, staff_id: int, length: timedelta) -> tuple[AuthSession, str]:
    """One person at a time: the shift that was open on this device ends."""
    now, token = clock.now(), new_secret()
    ticket = AuthSession(
        id=new_id(),
        token_hash=hash_of(token),
        staff_id=staff_id,
        device_id=phone.id,
        started_at=now,
        ends_at=now + length,
    )
    failures, shifts = table_of(PinFailure).c, table_of(AuthSession).c
    with writing() as session:
        session.execute(
            delete(PinFailure).where(failures.staff_id == staff_id, failures.device_id == phone.id)
        )
        session.execute(
            update(AuthSession)
            .where(shifts.device_id == phone.id, shifts.revoked_at.is_(None))
            .values(revoked_at=now)
        )
        session.add(ticket)
        remembering.note_shift(session, ticket)
    return ticket, token
