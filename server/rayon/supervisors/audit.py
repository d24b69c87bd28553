"""Who changed how the library works: what supervisors and admins decided, newest first.

What is done document by document stands in the log as well, and on no screen: nobody is to be
timed by it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from apiflask import APIBlueprint
from flask import jsonify
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict
from sqlalchemy import Connection, bindparam, select

from rayon import clock
from rayon.bodies import Moment
from rayon.database import reading_rows, table_of
from rayon.prepared import Prepared
from rayon.staff.access import allow, person
from rayon.supervisors.trouble import kind_text
from rayon.supervisors.who import Whos
from rayon.sync.handlers import HANDLERS, OFFLINE
from rayon.sync.installation import HOME
from rayon.sync.models import ActionRow, Trouble

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

ACTION, TROUBLE = map(table_of, (ActionRow, Trouble))
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
KINDS = Prepared(
    lambda among: select(TROUBLE.c.id, TROUBLE.c.kind).where(among(TROUBLE.c.id, "lines"))
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
        about = _settled(connection, rows)
    return jsonify(lines=[_line(row, people, about) for row in rows], more=len(rows) == PAGE)


def _line(row: Row, people: Whos, about: dict[str, str]) -> Row:
    kind = about.get(row["subject"], "")
    at: datetime = row["received_at"]
    return {
        "id": row["id"],
        "at": at.isoformat(),
        "name": row["name"],
        "who": people.did(row["by"], at),
        "changed": _changed(row["payload"]),
        "kind": kind,
        "about": kind_text(kind) if kind else "",
        "answer": _answer(row["name"], row["payload"]),
    }


def _settled(connection: Connection, rows: Sequence[Row]) -> dict[str, str]:
    """The kind of each line that was settled, as far as it is still kept."""
    lines = sorted({row["subject"] for row in rows if row["name"] == "resolve_trouble"})
    kinds = KINDS.rows(connection, lines=lines) if lines else []
    return {row["id"]: row["kind"] for row in kinds}


def _answer(name: str, payload: Row) -> str:
    """Which of the possible answers was given, where there are several."""
    match name:
        case "resolve_trouble":
            return str(payload.get("choice", "done"))
        case "settle_dispute":
            return "here" if payload.get("here") else "not_here"
        case "annul_sum":
            return str(payload.get("reason", ""))
    return ""


def _changed(payload: Row) -> list[str]:
    """Which rules of the branch, or what about a colleague; of anything else, nothing was said."""
    if "what" in payload:
        return [payload["what"]]
    settings, about = payload.get("settings"), payload.get("about")
    named = [*(settings or {}), *(key for key, value in (about or {}).items() if value is not None)]
    return sorted(named) if isinstance(settings, dict) and isinstance(about, dict) else []
