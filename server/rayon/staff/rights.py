"""Who recorded an action, by the shift ticket on it, and what that person may do where."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from rayon.database import table_of
from rayon.prepared import Prepared
from rayon.staff.models import AuthSession, Staff, StaffRole

Rights = dict[str, frozenset[int | None]]

TICKET, ROLE, STAFF = table_of(AuthSession), table_of(StaffRole), table_of(Staff)
TICKETS = Prepared(
    lambda among: select(TICKET.c.id, TICKET.c.staff_id, TICKET.c.device_id).where(
        among(TICKET.c.id, "shifts")
    )
)
ROLES = Prepared(
    lambda among: (
        select(ROLE.c.staff_id, ROLE.c.role, ROLE.c.branch_id)
        .join_from(ROLE, STAFF, ROLE.c.staff_id == STAFF.c.id)
        .where(among(ROLE.c.staff_id, "people"), STAFF.c.active)
    )
)


@dataclass(frozen=True)
class Author:
    """The person of a shift; ``roles`` maps a role to branches (None: all of them)."""

    staff_id: int
    device_id: str
    roles: Rights = field(default_factory=dict)

    def may(self, roles: Iterable[str], branch_id: int | None) -> bool:
        """Whether one of these roles is theirs at that branch."""
        return any(
            None in held or branch_id in held
            for role in roles
            if (held := self.roles.get(role)) is not None
        )

    def branches(self, role: str, all_branches: Iterable[int]) -> frozenset[int]:
        """Where they have a role."""
        held = self.roles.get(role, frozenset())
        return frozenset(all_branches) if None in held else frozenset(b for b in held if b)


def authors_of(connection: Connection, shifts: set[str]) -> dict[str, Author]:
    """The authors behind these shift tickets; unknown tickets are left out."""
    if not shifts:
        return {}
    tickets = TICKETS.rows(connection, shifts=list(shifts))
    rights = rights_of(connection, {ticket["staff_id"] for ticket in tickets})
    return {
        ticket["id"]: Author(
            ticket["staff_id"], ticket["device_id"], rights.get(ticket["staff_id"], {})
        )
        for ticket in tickets
    }


def rights_of(connection: Connection, people: set[int]) -> dict[int, Rights]:
    """What these people may do where; who no longer works here may do nothing."""
    rights: dict[int, Rights] = {}
    for row in ROLES.rows(connection, people=list(people)):
        grant(rights.setdefault(row["staff_id"], {}), row["role"], row["branch_id"])
    return rights


def grant(held: Rights, role: str, branch_id: int | None) -> None:
    """Add a role at a branch (None: at all of them) to what somebody holds."""
    held[role] = held.get(role, frozenset()) | {branch_id}
