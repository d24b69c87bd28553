"""Who recorded an action, by the shift ticket on it, and what that person may do where."""

from collections import defaultdict
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
    session, role, staff = table_of(AuthSession).c, table_of(StaffRole).c, table_of(Staff).c
    people = connection.execute(
        select(session.id, session.staff_id, session.device_id, staff.active)
        .join_from(table_of(AuthSession), table_of(Staff), session.staff_id == staff.id)
        .where(session.id.in_(shifts))
    ).all()
    ids = {person.staff_id for person in people if person.active}
    rights: dict[int, dict[str, set[int | None]]] = defaultdict(lambda: defaultdict(set))
    for row in connection.execute(
        select(role.staff_id, role.role, role.branch_id).where(role.staff_id.in_(ids))
    ):
        rights[row.staff_id][row.role].add(row.branch_id)
    return {
        person.id: Author(
            person.staff_id,
            person.device_id,
            {name: frozenset(where) for name, where in rights[person.staff_id].items()},
        )
        for person in people
    }
