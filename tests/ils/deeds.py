"""What happens to the holds of ``holds_library`` in a morning, through the one door."""

from typing import Any

from sqlalchemy import select

from rayon import clock
from rayon.database import reading, table_of
from rayon.holds.action import Deed, Judged
from rayon.holds.models import Hold
from rayon.ids import new_id
from rayon.ils.models import IlsTask
from rayon.sync.models import Trouble
from rayon.sync.perform import perform_all

Row = dict[str, Any]


def do(name: str, subject: str = "", /, **payload: Any) -> Judged:
    """One deed of the server."""
    (judged,) = perform_all([Deed(name, subject, payload)])
    return judged


def put_on_walk(hold: Hold, item: int | None) -> str:
    """A walk with this one hold; the id of its pick."""
    pick = new_id()
    line = {"id": pick, "hold": hold.id, "item": item, "position": 10, "slip": 7}
    day = clock.now().date().isoformat()
    plan = {"branch": hold.pickup_branch_id, "name": "Romans", "day": day, "picks": [line]}
    assert do("plan_walk", new_id(), **plan).outcome == "applied"
    return pick


def find(hold: Hold, barcode: str) -> str:
    """Somebody fetches this copy for the hold; the id of the pick."""
    pick = put_on_walk(hold, None)
    found = do("report_found", pick, barcode=barcode, how="scanner")
    assert found.outcome == "applied", found
    return pick


def miss(hold: Hold, item: int) -> str:
    """Somebody looks for this copy in vain, and the library gives up."""
    pick = put_on_walk(hold, item)
    assert do("report_not_found", pick).outcome == "applied"
    assert do("give_up", hold.id).outcome == "applied"
    return pick


def tasks(kind: str) -> list[Row]:
    """What is on a list and not ticked."""
    task = table_of(IlsTask)
    query = select(task).where(
        task.c.kind == kind, task.c.done_at.is_(None), task.c.withdrawn_at.is_(None)
    )
    with reading() as session:
        return [dict(row._mapping) for row in session.execute(query)]


def asked_about() -> list[set[str]]:
    """The open questions about holds that vanished: their ids."""
    with reading() as session:
        lines = session.scalars(
            select(Trouble).where(Trouble.kind == "vanished_holds", Trouble.closed_at.is_(None))
        )
        return [set(line.facts["holds"]) for line in lines]


def vanished_line() -> str:
    """The id of the only open question."""
    with reading() as session:
        return session.scalars(
            select(Trouble.id).where(Trouble.kind == "vanished_holds", Trouble.closed_at.is_(None))
        ).one()
