"""Who may call a route. A route that says nothing stops the server from starting."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Literal, TypeVar, get_args

from flask import Flask, g, request
from sqlalchemy import bindparam, select, update

from rayon import clock
from rayon.database import if_there_is_room, one_view, reading_rows, table_of
from rayon.errors import Refusal
from rayon.prepared import Prepared, Row
from rayon.staff.models import AuthSession, Device, Staff, StaffRole
from rayon.staff.rights import Author, Rights, grant
from rayon.staff.secrets import hash_of

View = TypeVar("View", bound=Callable[..., Any])

Role = Literal["picker", "desk", "courier", "cart", "supervisor", "admin"]
ROLES: tuple[str, ...] = get_args(Role)
SESSION_COOKIE = "__Host-rayon"
SEEN_EVERY = timedelta(minutes=1)

_DEVICE, _TICKET, _STAFF, _ROLE = map(table_of, (Device, AuthSession, Staff, StaffRole))
DEVICE = Prepared(
    lambda _among: select(*(_DEVICE.c[field.name] for field in fields(Enrolled))).where(
        _DEVICE.c.credential_hash == bindparam("hash")
    )
)
#: With each request of a page: who a ticket belongs to and where it is used, once for each role.
TICKET = Prepared(
    lambda _among: (
        select(
            _TICKET.c.id.label("shift"),
            _TICKET.c.ends_at,
            _TICKET.c.revoked_at.label("ended_at"),
            _STAFF.c.id.label("staff"),
            _STAFF.c.name,
            _STAFF.c.language,
            _STAFF.c.active,
            _DEVICE.c.id.label("device"),
            _DEVICE.c.branch_id.label("branch"),
            _DEVICE.c.revoked_at.label("lost_at"),
            _ROLE.c.role,
            _ROLE.c.branch_id.label("role_at"),
        )
        .join_from(_TICKET, _STAFF, _TICKET.c.staff_id == _STAFF.c.id)
        .join(_DEVICE, _TICKET.c.device_id == _DEVICE.c.id)
        .join(_ROLE, _ROLE.c.staff_id == _STAFF.c.id, isouter=True)
        .where(_TICKET.c.token_hash == bindparam("hash"))
    )
)


@dataclass(frozen=True)
class Enrolled:
    """The device that is asking, with what it last said of itself; see ``Device``."""

    id: str
    name: str
    branch_id: int
    revoked_at: datetime | None
    seen_at: datetime | None
    unsent: int | None
    unsent_since: datetime | None


@dataclass(frozen=True)
class Person:
    """Who is signed in, on which device."""

    author: Author
    name: str
    language: str
    shift: str
    ends_at: datetime
    #: The branch this person works at now: that of the device.
    branch_id: int


def allow(*roles: str, at_once: bool = False) -> Callable[[View], View]:
    """Only people who are signed in and have one of these roles at this branch.

    ``at_once``: whether they may and what they see are read in one view of the database, which is
    for routes that are asked all day long and change nothing.
    """
    unknown = set(roles) - set(ROLES)
    assert roles and not unknown, f"unknown roles {unknown}"
    return _guarded(lambda: _person_with(roles), roles, one_view if at_once else nullcontext)


def allow_any_role() -> Callable[[View], View]:
    """Everybody who is signed in."""
    return allow(*ROLES)


def allow_device() -> Callable[[View], View]:
    """Enrolled devices, whether somebody is signed in on them or not."""
    return _guarded(_enrolled_device, ("device",))


def allow_anyone(why: str) -> Callable[[View], View]:
    """Everybody on the network; ``why`` says what makes that safe."""
    assert why
    return _guarded(lambda: None, ("anyone",))


def person() -> Person:
    """Who is asking (only in routes with ``allow``)."""
    signed_in: Person = g.person
    return signed_in


def device() -> Enrolled:
    """The device that is asking (only in routes with ``allow_device``)."""
    enrolled: Enrolled = g.device
    return enrolled


def check_every_route(app: Flask) -> None:
    """Refuse to start with a route that does not say who may call it."""
    silent = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if not hasattr(app.view_functions[rule.endpoint], "__rayon_allow__")
    ]
    if silent:
        raise RuntimeError(f"these routes name nobody who may call them: {', '.join(silent)}")


def _guarded(
    check: Callable[[], None],
    who: tuple[str, ...],
    around: Callable[[], AbstractContextManager[Any]] = nullcontext,
) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            with around():
                check()
                return view(*args, **kwargs)

        guarded.__rayon_allow__ = who  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate


def _person_with(roles: tuple[str, ...]) -> None:
    g.person = _signed_in()
    if not g.person.author.may(roles, g.person.branch_id):
        raise Refusal("not_allowed", status=403)


def _signed_in() -> Person:
    token = request.cookies.get(SESSION_COOKIE, "")
    with reading_rows() as connection:
        rows = TICKET.rows(connection, hash=hash_of(token))
    if not rows:
        raise Refusal("sign_in", status=401)
    ticket = rows[0]
    _check_in_force(ticket)
    author = Author(ticket["staff"], ticket["device"], _rights(rows))
    name, language, branch = ticket["name"], ticket["language"], ticket["branch"]
    return Person(author, name, language, ticket["shift"], ticket["ends_at"], branch)


def _rights(rows: list[Row]) -> Rights:
    """Where the person of a ticket has which role."""
    held: Rights = {}
    for row in rows:
        if row["role"] is not None:
            grant(held, row["role"], row["role_at"])
    return held


def _check_in_force(ticket: Row) -> None:
    if ticket["lost_at"] is not None:
        raise Refusal("device_revoked", status=401)
    if ticket["ended_at"] or ticket["ends_at"] <= clock.now() or not ticket["active"]:
        raise Refusal("sign_in", status=401)


def _enrolled_device() -> None:
    scheme, _, credential = request.headers.get("Authorization", "").partition(" ")
    if scheme != "Device" or not credential:
        raise Refusal("not_enrolled", status=401)
    with reading_rows() as connection:
        rows = DEVICE.rows(connection, hash=hash_of(credential))
    if not rows:
        raise Refusal("not_enrolled", status=401)
    found = Enrolled(**rows[0])
    if found.revoked_at is not None:
        raise Refusal("device_revoked", status=401)
    g.device = found
    _note_seen(found)


def _note_seen(phone: Enrolled) -> None:
    """Write the sign of life at most once a minute: it costs a write lock."""
    now = clock.now()
    if phone.seen_at and abs(now - phone.seen_at) < SEEN_EVERY:
        return
    with if_there_is_room() as session:
        session.execute(update(_DEVICE).where(_DEVICE.c.id == phone.id).values(seen_at=now))
