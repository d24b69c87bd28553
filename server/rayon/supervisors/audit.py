"""Who changed how the library works: what supervisors and admins decided, newest first.

What is done document by document stands in the log as well, and on no screen: nobody is to be
timed by it.
"""

from datetime import datetime
from typing import Any

from apiflask import APIBlueprint
from flask import jsonify
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict
from sqlalchemy import bindparam, select

from rayon import clock
from rayon.bodies import Moment
from rayon.database import reading_rows, table_of
from rayon.prepared import Prepared
from rayon.staff.access import allow, person
from rayon.supervisors.who import Whos
from rayon.sync.handlers import HANDLERS, OFFLINE
from rayon.sync.installation import HOME
from rayon.sync.models import ActionRow

routes = APIBlueprint("audit", __name__, url_prefix="/api")

Row = dict[str, Any]
PAGE = 50
STEERING = frozenset({"supervisor", "admin"})
#: What nobody but those who steer may do, and no phone by itself.
SHOWN = sorted(
    name
    for name, handler in HANDLERS.items()
    if handler.roles and handler.roles <= STEERING and name not in OFFLINE
)

ACTION = table_of(ActionRow)
LINES = Prepared(
    lambda among: (
        select(ACTION)
        # Decided on a page, hence in the server's own store: that index leaves the scans out.
        .where(ACTION.c.store == bindparam("store"), ACTION.c.number.is_(None))
        .where(among(ACTION.c.name, "names"), ACTION.c.branch_id == bindparam("branch"))
        .where(ACTION.c.outcome == "applied", ACTION.c.by.is_not(None))
        .where(ACTION.c.received_at < bindparam("before"))
        .order_by(ACTION.c.received_at.desc(), ACTION.c.id.desc())
        .limit(PAGE)
    )
)


class BeforeIn(BaseModel):
    """From when on backwards; empty: from now on."""

    model_config = ConfigDict(extra="forbid")
    before: Moment | None = None


@routes.get("/audit")
@allow("supervisor", "admin")
@routes.input(BeforeIn, location="query", arg_name="query")
def show(query: BeforeIn) -> ResponseReturnValue:
    """A page of the decisions of this branch, with who took them."""
    now = clock.now()
    found = {"names": SHOWN, "branch": person().branch_id, "before": query.before or now}
    with reading_rows() as connection:
        (home,) = HOME.rows(connection)
        rows = LINES.rows(connection, store=home["store"], **found)
        people = Whos(connection, [row["by"] for row in rows], now)
    return jsonify(lines=[_line(row, people) for row in rows], more=len(rows) == PAGE)


def _line(row: Row, people: Whos) -> Row:
    at: datetime = row["received_at"]
    return {
        "id": row["id"],
        "at": at.isoformat(),
        "name": row["name"],
        "who": people.did(row["by"], at),
        "changed": _changed(row["payload"]),
    }


def _changed(payload: Row) -> list[str]:
    """Which rules of the branch, or what about a colleague; of anything else, nothing was said."""
    if "what" in payload:
        return [payload["what"]]
    settings, about = payload.get("settings"), payload.get("about")
    named = [*(settings or {}), *(key for key, value in (about or {}).items() if value is not None)]
    return sorted(named) if isinstance(settings, dict) and isinstance(about, dict) else []
