"""Holds that come while walks are under way: they join one, or are announced on it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from rayon.catalogue.branches import BranchFacts
from rayon.catalogue.models import Item, Location
from rayon.database import reading, table_of
from rayon.holds.action import Deed
from rayon.holds.models import Hold
from rayon.holds.sources import CART
from rayon.picking.estimating import minutes_of, pace_of
from rayon.picking.models import Pick, Walk
from rayon.picking.on_the_floor import one_walk
from rayon.picking.plan import Aim, in_walking_order, number_slips, sort_out
from rayon.picking.planning import STEP, planned_pick
from rayon.picking.waiting import (
    UNDER_WAY,
    Row,
    aimed_at,
    copies_for,
    slips_on,
    waiting_holds,
)
from rayon.shelves.on_foot import OnFoot, on_foot
from rayon.shelves.route.pace import Pace


@dataclass(frozen=True)
class _Going:
    """On which floor one walks, how many metres turning round must save, and how fast one is."""

    foot: OnFoot | None
    turning: float
    pace: Pace


def joining_deeds(branch: BranchFacts, now: datetime) -> list[Deed]:
    """What to do so that late holds are walked today; nothing when there is no open walk."""
    with reading() as session:
        aims, walks = _late_holds(session, branch, now)
        if not aims:
            return []
        today = branch.calendar.local_day(now)
        slips = number_slips(aims, slips_on(session, today), today)
        lines = _lines(session, [walk["id"] for walk in walks])
        copies = [aim.item for aim in aims if aim.item]
        copies += [{**line, "id": line["item_id"]} for some in lines.values() for line in some
                   if line["item_id"] is not None]  # fmt: skip
        connection = session.connection()
        foot = on_foot(connection, branch.id, today, copies)
        going = _Going(foot, branch.settings.turning_metres, pace_of(connection, branch.id))
    day = today.isoformat()
    joining: dict[str, list[Aim]] = {}
    for aim in aims:
        joining.setdefault(_best_walk(aim, walks, lines), []).append(aim)
    return [
        Deed("join_walk", walk_id, _payload(day, newcomers, slips, lines[walk_id], going))
        for walk_id, newcomers in joining.items()
    ]


def _lines(session: Session, walk_ids: list[str]) -> dict[str, list[Row]]:
    """The picks of each walk with what their order rests on."""
    pick, item, location = table_of(Pick), table_of(Item), table_of(Location)
    rows = session.execute(
        select(
            pick.c.id,
            pick.c.walk_id,
            pick.c.position,
            pick.c.item_id,
            item.c.place_ref,
            item.c.location_id,
            item.c.sort_key,
            location.c.walk_order,
        )
        .join_from(pick, item, pick.c.item_id == item.c.id, isouter=True)
        .join(location, item.c.location_id == location.c.id, isouter=True)
        .where(pick.c.walk_id.in_(walk_ids))
        .order_by(pick.c.position)
    ).mappings()
    lines: dict[str, list[Row]] = {walk_id: [] for walk_id in walk_ids}
    for row in rows:
        lines[row["walk_id"]].append(dict(row))
    return lines


def _best_walk(aim: Aim, walks: list[Row], lines: dict[str, list[Row]]) -> str:
    """Unclaimed first; then one that passes the location; then the shortest."""
    location = aim.item["location_id"] if aim.item else None

    def preference(walk: Row) -> tuple[bool, bool, int, str]:
        mine = lines[walk["id"]]
        passes = any(line["location_id"] == location for line in mine)
        return (walk["status"] != "planned", not passes, len(mine), walk["id"])

    return str(min(walks, key=preference)["id"])


def _payload(
    day: str, aims: list[Aim], slips: dict[str, int], lines: list[Row], going: _Going
) -> Row:
    last = max((line["position"] for line in lines), default=0)
    picks = [
        planned_pick(aim, slips.get(aim.hold["id"]), last + STEP * index)
        for index, aim in enumerate(aims, start=1)
    ]
    newcomers = [{"id": pick["id"], **_place(aim)} for pick, aim in zip(picks, aims, strict=True)]
    everybody = sorted([*lines, *newcomers], key=_shelf_order)
    names, metres = [line["id"] for line in everybody], None
    if going.foot:
        named = [(line["id"], line["item_id"]) for line in everybody]
        names, metres = one_walk(named, going.foot, going.turning)
    return {
        "day": day,
        "picks": picks,
        "order": {name: STEP * index for index, name in enumerate(names, start=1)},
        "metres": metres,
        "minutes": minutes_of(going.pace, metres, len(everybody)),
    }


def _place(aim: Aim) -> Row:
    if aim.item is None:
        return {"item_id": None, "location_id": None, "sort_key": "", "walk_order": None}
    shelved = {key: aim.item[key] for key in ("location_id", "sort_key", "walk_order")}
    return {"item_id": aim.item["id"], **shelved}


def _shelf_order(line: Row) -> tuple[bool, int, int, str]:
    if line["location_id"] is None:
        return (True, 0, 0, "")
    return (False, line["walk_order"], line["location_id"], line["sort_key"])


def _late_holds(
    session: Session, branch: BranchFacts, now: datetime
) -> tuple[list[Aim], list[Row]]:
    """Holds that came after today's walks were made, and the walks they could still join."""
    walk, pick = table_of(Walk), table_of(Pick)
    day = branch.calendar.local_day(now)
    walks = session.execute(
        select(walk).where(
            walk.c.branch_id == branch.id,
            walk.c.day == day,
            walk.c.status.in_(UNDER_WAY),
            walk.c.id.not_in(_loading_the_cart()),
        )
    ).mappings()
    open_walks = [dict(row) for row in walks]
    if not open_walks:
        return [], []
    tried = set(
        session.execute(
            select(pick.c.hold_id)
            .join_from(pick, walk, pick.c.walk_id == walk.c.id)
            .where(walk.c.day == day)
        ).scalars()
    )
    connection = session.connection()
    holds = [
        hold
        for hold in waiting_holds(connection)
        if hold["status"] == "open" and hold["id"] not in tried
    ]
    if not holds:
        return [], []
    found = sort_out(holds, copies_for(connection, holds), branch.id, aimed_at(connection))
    return in_walking_order(found.aims), open_walks


def _loading_the_cart() -> Select[tuple[str]]:
    """Walks of a librarian who is about to ride: they fetch nothing for those who collect here."""
    hold, pick = table_of(Hold), table_of(Pick)
    return (
        select(pick.c.walk_id)
        .join_from(pick, hold, pick.c.hold_id == hold.c.id)
        .where(hold.c.source == CART)
    )
