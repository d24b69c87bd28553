"""Signing in with a PIN on an enrolled device."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from rayon import clock
from rayon.database import reading, table_of, writing
from rayon.errors import Refusal
from rayon.ids import new_id
from rayon.staff.models import AuthSession, Device, PinFailure, Staff, StaffRole
from rayon.staff.pins import is_pin
from rayon.staff.rights import Author, authors_of
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
    phone: Device, staff_id: int, pin: str, length: timedelta
) -> tuple[AuthSession, str, dict[str, Any]]:
    """Check the PIN and open a shift; the ticket, the cookie's token, and the person.

    Failures are counted per person and device: a stranger cannot lock a colleague out elsewhere.
    """
    _check_not_locked(phone, staff_id)
    with reading() as session:
        staff = session.get(Staff, staff_id)
        known = staff is not None and staff.active
        right = is_pin(staff.pin_hash, pin) if staff is not None and known else False
        name, language = (staff.name, staff.language) if staff else ("", "")
    if not right:
        raise _count_failure(phone, staff_id if known else None)
    ticket, token = _open_shift(phone, staff_id, length)
    with reading() as session:
        author = authors_of(session.connection(), {ticket.id})[ticket.id]
    roles = roles_at(author, phone.branch_id)
    if not roles:
        raise Refusal("not_allowed", status=403)
    return ticket, token, {"id": staff_id, "name": name, "language": language, "roles": roles}


def _check_not_locked(phone: Device, staff_id: int) -> None:
    with reading() as session:
        if _failures(session, phone, staff_id) >= TRIES:
            minutes = int(LOCKED_FOR.total_seconds() // 60)
            raise Refusal("locked", {"minutes": minutes}, status=429)


def _failures(session: Session, phone: Device, staff_id: int) -> int:
    query = select(func.count()).where(
        PinFailure.device_id == phone.id,
        PinFailure.staff_id == staff_id,
        PinFailure.failed_at > clock.now() - LOCKED_FOR,
    )
    return session.execute(query).scalar_one()


def _count_failure(phone: Device, staff_id: int | None) -> Refusal:
    if staff_id is None:
        return Refusal("wrong_pin", {"tries_left": TRIES - 1}, status=403)
    with writing() as session:
        session.add(PinFailure(staff_id=staff_id, device_id=phone.id, failed_at=clock.now()))
        session.flush()
        left = max(0, TRIES - _failures(session, phone, staff_id))
    return Refusal("wrong_pin", {"tries_left": left}, status=403)


def _open_shift(phone: Device, staff_id: int, length: timedelta) -> tuple[AuthSession, str]:
    now, token = clock.now(), new_secret()
    ticket = AuthSession(
        id=new_id(),
        token_hash=hash_of(token),
        staff_id=staff_id,
        device_id=phone.id,
        started_at=now,
        ends_at=now + length,
    )
    failures = table_of(PinFailure)
    with writing() as session:
        session.execute(
            delete(failures).where(
                failures.c.staff_id == staff_id, failures.c.device_id == phone.id
            )
        )
        session.add(ticket)
    return ticket, token
