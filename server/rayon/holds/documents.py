"""What the desk sees of a title: its volumes, where copies stand, and who waits already."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from rayon.catalogue.branches import BranchFacts
from rayon.catalogue.groups import Counted, Group, groups_of
from rayon.catalogue.kind_names import kind_name
from rayon.catalogue.models import Title
from rayon.catalogue.search import Hit
from rayon.database import table_of
from rayon.holds.asked import waiting_for

TITLE = table_of(Title)


def document_views(
    session: Session, hits: Sequence[Hit], branches: dict[int, BranchFacts]
) -> list[dict[str, Any]]:
    """Titles in the order found, each with its groups of interchangeable copies.

    ``chosen``: the place in ``groups`` of the copy whose barcode was typed, else None.
    """
    ids = [hit.title_id for hit in hits]
    titles = {row.id: row for row in session.execute(select(TITLE).where(TITLE.c.id.in_(ids)))}
    groups = groups_of(session.connection(), ids)
    waiting = waiting_for(session.connection(), ids)
    return [
        {
            "id": hit.title_id,
            **_description(titles[hit.title_id]),
            "groups": [
                _group(group, waiting.get((group.title_id, group.volume), 0), branches)
                for group in groups[hit.title_id]
            ],
            "chosen": _place(hit, groups[hit.title_id]),
        }
        for hit in hits
    ]


def _description(row: Any) -> dict[str, str]:
    return {name: row._mapping[name] for name in ("title", "author", "year", "format", "publisher")}


def _group(group: Group, waiting: int, branches: dict[int, BranchFacts]) -> dict[str, Any]:
    in_order = sorted(group.branches.items(), key=lambda entry: branches[entry[0]].name)
    return {
        "volume": group.volume,
        "kind": group.kind,
        "kind_name": kind_name(group.kind),
        "waiting": waiting,
        "branches": [
            {"id": branch, "name": branches[branch].name, **_counted(counted)}
            for branch, counted in in_order
        ],
    }


def _counted(counted: Counted) -> dict[str, Any]:
    return {
        "on_shelf": counted.on_shelf,
        "on_loan": counted.on_loan,
        "elsewhere": counted.elsewhere,
        "due_on": counted.due_on.isoformat() if counted.due_on else None,
    }


def _place(hit: Hit, groups: list[Group]) -> int | None:
    places = (
        place
        for place, group in enumerate(groups)
        if (group.volume, group.kind) == (hit.volume, hit.kind)
    )
    return next(places, None)
