"""Loading begins with a walk: what rides with a visit and still stands on its shelf."""

from sqlalchemy.orm import Session

from rayon import clock
from rayon.catalogue.branches import BranchFacts
from rayon.holds.action import Deed
from rayon.ids import new_id
from rayon.picking import walk_names
from rayon.picking.estimating import minutes_of, pace_of
from rayon.picking.on_the_floor import walks_of
from rayon.picking.plan import Aim, number_slips, sort_out
from rayon.picking.planning import STEP, planned_pick
from rayon.picking.waiting import aimed_at, copies_for, slips_on
from rayon.rounds.carrying import Cart
from rayon.shelves.on_foot import on_foot


def to_fetch(session: Session, branch: BranchFacts, cart: Cart) -> list[Aim]:
    """What a walk would fetch now: on no walk yet, and a copy stands here or is to be chosen."""
    connection = session.connection()
    holds = [line.hold for line in cart.lines if line.hold["status"] == "open"]
    return sort_out(holds, copies_for(connection, holds), branch.id, aimed_at(connection)).aims


def loading_walk(session: Session, branch: BranchFacts, cart: Cart) -> Deed | None:
    """The walk that fetches it, on one person's way; None where nothing is to be fetched."""
    aims = to_fetch(session, branch, cart)
    if not aims:
        return None
    connection = session.connection()
    day = branch.calendar.local_day(clock.now())
    copies = [aim.item for aim in aims if aim.item]
    foot = on_foot(connection, branch.id, day, copies)
    (piece,) = walks_of(aims, 1, foot, branch.settings.turning_metres)
    slips = number_slips(aims, slips_on(session, day), day)
    picks = [
        planned_pick(aim, slips.get(aim.hold["id"]), STEP * index)
        for index, aim in enumerate(piece.aims, start=1)
    ]
    payload = {
        "branch": branch.id,
        "name": walk_names.of_cart(cart.visit.plan.name),
        "day": day.isoformat(),
        "picks": picks,
        "metres": piece.metres,
        "minutes": minutes_of(pace_of(connection, branch.id), piece.metres, len(picks)),
    }
    return Deed("plan_walk", new_id(), payload)
