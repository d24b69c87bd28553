"""Who did something: by name while it is fresh, by role from then on."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from rayon.database import table_of
from rayon.prepared import Prepared
from rayon.staff.access import ROLES
from rayon.staff.models import Staff, StaffRole

#: From then on a screen says "a picker"; the log keeps the number, see docs/privacy-staff.md.
NAMED_FOR = timedelta(days=30)
Who = dict[str, Any]

STAFF, ROLE = table_of(Staff), table_of(StaffRole)
NAMES = Prepared(
    lambda among: select(STAFF.c.id, STAFF.c.name).where(among(STAFF.c.id, "people")),
)
HELD = Prepared(
    lambda among: select(ROLE.c.staff_id, ROLE.c.role).where(among(ROLE.c.staff_id, "people")),
)


class Whos:
    """The people of one list."""

    def __init__(
        self, connection: Connection, people: Collection[int | None], now: datetime
    ) -> None:
        known = sorted({one for one in people if one is not None})
        self.now = now
        rows = NAMES.rows(connection, people=known) if known else []
        self._names = {row["id"]: row["name"] for row in rows}
        self._roles: dict[int, str] = {}
        for row in HELD.rows(connection, people=known) if known else []:
            usual = self._roles.get(row["staff_id"], row["role"])
            self._roles[row["staff_id"]] = min(usual, row["role"], key=ROLES.index)

    def did(self, staff_id: int | None, at: datetime) -> Who | None:
        """{name} or {role}; None where it was the server, or nobody knows any more."""
        if staff_id is None or staff_id not in self._names:
            return None
        if self.now - at < NAMED_FOR:
            return {"name": self._names[staff_id]}
        return {"role": self._roles.get(staff_id, "")}
