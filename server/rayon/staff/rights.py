"""Who recorded an action, by the shift ticket on it, and what that person may do where."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from rayon.database import table_of
from rayon.staff.models import AuthSession, Staff, StaffRole

Rights = dict[str, frozenset[int | None]]


@dataclass(frozen=True)
class Author:
    """The person of a shift; ``roles`` maps a role to branches (None: all of them)."""

    staff_id: int
    device_id: str
    roles: Rights = field(default_factory=dict)

    def may(self, roles: Iterable[str], branch_id: int | None) -> bool:
        """Whether one of these roles is theirs at that branch."""
        return any({None, branch_id} & self.roles.get(role, frozenset()) for role in roles)

    def branches(self, role: str, all_branches: Iterable[int]) -> frozenset[int]:
        """Where they have a role."""
        held = self.roles.get(role, frozenset())
        return frozenset(all_branches) if None in held else frozenset(b for b in held if b)


def authors_of(connection: Connection, shifts: set[str]) -> dict[str, Author]:
    """The authors behind these shift tickets; unknown tickets are left out."""
    if not shifts:
        return {}
    ticket = table_of(AuthSession).c
    people = connection.execute(
        select(ticket.id, ticket.staff_id, ticket.device_id).where(ticket.id.in_(shifts))
    ).all()
    rights = rights_of(connection, {person.staff_id for person in people})
    return {
        person.id: Author(person.staff_id, person.device_id, rights.get(person.staff_id, {}))
        for person in people
    }


def rights_of(connection: Connection, people: set[int]) -> dict[int, Rights]:
    """What these people may do where; who no longer works here may do nothing."""
    role, staff = table_of(StaffRole).c, table_of(Staff).c
    rows = connection.execute(
        select(role.staff_id, role.role, role.branch_id)
        .join_from(table_of(StaffRole), table_of(Staff), role.staff_id == staff.id)
        .where(role.staff_id.in_(people), staff.active)
    )
    rights: dict[int, Rights] = {}
    for row in rows:
        held = rights.setdefault(row.staff_id, {})
        held[row.role] = held.get(row.role, frozenset()) | {row.branch_id}
    return rights
