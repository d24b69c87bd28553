"""What an order would come to, before it is placed: the limits, and what to read to the caller."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from rayon.catalogue.branches import BranchFacts
from rayon.catalogue.groups import Group, groups_of
from rayon.catalogue.models import Title
from rayon.holds import read_back
from rayon.holds.action import Action, Decision, State
from rayon.holds.asked import (
    deliveries_for_orders,
    neighbourhoods_for_orders,
    patrons_for_orders,
    stops_for_orders,
    titles_for_orders,
    waiting_for,
)
from rayon.holds.limits import limits_of
from rayon.holds.ordering import OrderHold, order_hold


def rehearse(
    session: Session, asked: OrderHold, branches: dict[int, BranchFacts], now: datetime
) -> Decision:
    """The decision on an order as if it were placed now; nothing is written."""
    connection = session.connection()
    titles = {asked.title} if asked.title else set[int]()
    stops = {asked.round_stop} - {""}
    state = State(
        {
            "patron": patrons_for_orders(connection, {asked.patron}),
            "title": titles_for_orders(connection, titles),
            "round_stop": stops_for_orders(connection, stops),
            "neighbourhood": neighbourhoods_for_orders(connection, stops),
            "delivery": deliveries_for_orders(connection, {asked.delivery} - {""}),
            "branch": {
                branch.id: {"calendar": branch.calendar, "limits": limits_of(branch.settings)}
                for branch in branches.values()
            },
        }
    )
    plain = asked.model_copy(update={"override": ""})
    return order_hold(Action("", "order_hold", "", plain, now), state)


def read_aloud(
    session: Session, asked: OrderHold, caller: dict[str, Any], branch: BranchFacts
) -> list[str]:
    """What to say to the caller (see ``caller_views``): the order, then what comes of it."""
    where = _where(session, asked, branch)
    if asked.wants == "selection":
        assert asked.selection
        said = read_back.of_selection(caller["name"], asked.selection, where)
        return [said, read_back.what_to_expect(None, 0, caller["told_by"])]
    title = session.get_one(Title, asked.title)
    said = read_back.of_title(caller["name"], title.title, title.author, asked.volume, where)
    waiting = waiting_for(session.connection(), [title.id]).get((title.id, asked.volume), 0)
    group = _group(session, asked)
    return [said, read_back.what_to_expect(group, waiting, caller["told_by"])]


def _where(session: Session, asked: OrderHold, branch: BranchFacts) -> str:
    """Where the caller will have it."""
    for delivery in deliveries_for_orders(session.connection(), {asked.delivery}).values():
        return read_back.at_home(delivery["day"])
    for stop in stops_for_orders(session.connection(), {asked.round_stop}).values():
        return read_back.at_stop(stop["place"])
    return read_back.at_branch(branch.name)


def _group(session: Session, asked: OrderHold) -> Group | None:
    assert asked.title
    groups = groups_of(session.connection(), [asked.title])[asked.title]
    fitting = (g for g in groups if g.volume == asked.volume and asked.kind in ("", g.kind))
    return next(fitting, None)
