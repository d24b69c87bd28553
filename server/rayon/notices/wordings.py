"""Which wording of its own a library has in force, for each mail and language."""

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from rayon.database import table_of
from rayon.notices.models import Wording
from rayon.notices.own_words import Texts
from rayon.prepared import Prepared

WORDINGS = table_of(Wording)
#: The newest first. Not by id alone: an id is older than the one before where the clock went back.
NEWEST_FIRST = (WORDINGS.c.made_at.desc(), WORDINGS.c.id.desc())
OF_EACH = (WORDINGS.c.branch_id, WORDINGS.c.kind, WORDINGS.c.language)
RANKED = select(
    WORDINGS.c.id,
    func.row_number().over(partition_by=OF_EACH, order_by=NEWEST_FIRST).label("place"),
).subquery()
NEWEST = select(RANKED.c.id).where(RANKED.c.place == 1)
IN_FORCE = Prepared(lambda _among: select(WORDINGS).where(WORDINGS.c.id.in_(NEWEST)))


class OwnWords:
    """As they are at the instant at which letters are written."""

    def __init__(self, connection: Connection | Session) -> None:
        rows = IN_FORCE.rows(connection)
        self._texts: dict[tuple[int, str, str], Texts] = {
            (row["branch_id"], row["kind"], row["language"]): row["passages"] for row in rows
        }

    def of(self, branch_id: int, kind: str, language: str) -> Texts | None:
        """The passages in force; None: our own text."""
        return self._texts.get((branch_id, kind, language)) or None
