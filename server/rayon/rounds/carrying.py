"""What rides with a visit: reserved titles, what staff chose, and what stays at home and why."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask_babel import ngettext
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from rayon.call_numbers import label_lines
from rayon.catalogue.availability import on_shelf, would_do
from rayon.catalogue.branches import BranchFacts
from rayon.catalogue.kind_names import kind_name
from rayon.catalogue.models import Location, Title
from rayon.database import table_of
from rayon.delivery.weighing import weights_of
from rayon.delivery.weight import Weight
from rayon.errors import Refusal
from rayon.holds.lifecycle import CLOSED_STATUSES
from rayon.holds.models import Hold
from rayon.holds.sources import CART
from rayon.picking.waiting import copies_for
from rayon.rounds.choosing import round_id
from rayon.rounds.models import CartRound, CartWish
from rayon.rounds.reading import calendar_of
from rayon.rounds.visits import Visit, visit_of, visits

Row = dict[str, Any]
#: How far ahead the cart is thought of.
AHEAD = timedelta(days=62)
HOLD, TITLE, LOCATION, ROUND = map(table_of, (Hold, Title, Location, CartRound))

#: Where a line is, by the status of its hold.
WHERE = {
    "open": "to_fetch",
    "on_walk": "to_fetch",
    "found": "in_hand",
    "on_hold_shelf": "in_hand",
    "on_bike": "on_cart",
    "coming_back": "on_cart",
    "handed_over": "gone",
}


@dataclass(frozen=True)
class Riding:
    """One hold that is to ride, with the copy that serves or would serve it."""

    hold: Row
    copy: Row | None
    weight: Weight | None

    @property
    def is_reserved(self) -> bool:
        """Somebody waits for it at a stop."""
        return bool(self.hold["source"] != CART)

    @property
    def where(self) -> str:
        """to_fetch, in_hand, on_cart, gone, or home."""
        return WHERE.get(self.hold["status"], "home")

    @property
    def because(self) -> str:
        """Why it stays at home; empty where it does not."""
        if self.where != "home":
            return ""
        return str(self.hold["closed_because"] or self.hold["status"])


@dataclass(frozen=True)
class Cart:
    """A visit, and what rides with it: reserved titles first."""

    visit: Visit
    round_id: str
    lines: list[Riding]


def next_visits(session: Session, branch: BranchFacts, today: date) -> list[Visit]:
    """The next visit of each neighbourhood whose round is not over, the nearest first."""
    known = calendar_of(session, branch)
    ended = ROUND.c.ended_at.is_not(None)
    over = set(session.scalars(select(ROUND.c.id).where(ROUND.c.branch_id == branch.id, ended)))
    coming = [
        next((visit for visit in some if _is_to_come(visit, over)), None)
        for some in (visits(plan, known.off, today, today + AHEAD) for plan in known.plans)
    ]
    return sorted((one for one in coming if one), key=lambda one: (one.day, one.plan.name))


def _is_to_come(visit: Visit, over: set[str]) -> bool:
    return visit.takes_place and round_id(visit.plan.id, visit.planned) not in over


def cart_of(session: Session, branch: BranchFacts, neighbourhood: str, day: date) -> Cart:
    """What rides with a visit. Raises Refusal ``no_visit_then`` (404)."""
    known = calendar_of(session, branch)
    plan = next((plan for plan in known.plans if plan.id == neighbourhood), None)
    visit = visit_of(plan, known.off, day) if plan else None
    if visit is None:
        raise Refusal("no_visit_then", status=404)
    ride = round_id(neighbourhood, day)
    stops = [stop.id for stop in visit.plan.stops]
    lines = _lines(session, branch, ride, stops)
    return Cart(visit, ride, lines)


def _lines(session: Session, branch: BranchFacts, ride: str, stops: list[str]) -> list[Riding]:
    here = or_(HOLD.c.round_stop_id.in_(stops), HOLD.c.round_stop_id.is_(None))
    # A round that is over keeps nothing off a later one.
    over = select(ROUND.c.id).where(ROUND.c.branch_id == branch.id, ROUND.c.ended_at.is_not(None))
    waits = and_(
        HOLD.c.fulfilment == "round",
        HOLD.c.source != CART,
        HOLD.c.pickup_branch_id == branch.id,
        or_(HOLD.c.round_id.is_(None), HOLD.c.round_id.in_(over)),
        HOLD.c.status.not_in(CLOSED_STATUSES),
        here,
    )
    query = select(HOLD).where(or_(HOLD.c.round_id == ride, waits))
    holds = sorted((dict(row) for row in session.execute(query).mappings()), key=_order)
    copies = _copies(session, branch, holds)
    weights = weights_of(session, {copy["id"] for copy in copies.values() if copy})
    return [
        Riding(hold, copy := copies[hold["id"]], weights[copy["id"]] if copy else None)
        for hold in holds
    ]


def _order(hold: Row) -> tuple[bool, Any, str]:
    """Reserved titles first, then as they were asked for."""
    return (hold["source"] == CART, hold["asked_at"], hold["id"])


def _copies(session: Session, branch: BranchFacts, holds: list[Row]) -> dict[str, Row | None]:
    """By hold: the copy that serves it, that was chosen, or that would do; each serves one."""
    known = copies_for(session.connection(), holds)
    given: dict[str, Row | None] = {}
    for hold in holds:
        copy = given[hold["id"]] = _copy(hold, known, branch.id)
        known = [one for one in known if one is not copy]
    return given


def _copy(hold: Row, copies: list[Row], branch_id: int) -> Row | None:
    serving = [copy for copy in copies if copy["hold_id"] == hold["id"]]
    chosen = [copy for copy in copies if copy["id"] == hold["item_id"]]
    fitting = [
        copy
        for copy in copies
        if copy["branch_id"] == branch_id
        and on_shelf(copy)
        and would_do(copy, hold)
        # Any copy would do for a selection: it would take the one of somebody else's title.
        and hold["wants"] != "selection"
    ]
    return next(iter([*serving, *chosen, *fitting]), None)


def line_views(session: Session, lines: Collection[Riding]) -> list[Row]:
    """The lines as a screen of the library shows them: slips and places, nobody's name."""
    titles = _titles(session, {line.hold["title_id"] for line in lines} - {None})
    shelves = _shelves(session, {line.copy["location_id"] for line in lines if line.copy})
    waited = waited_for(session, {line.hold["title_id"] for line in lines} - {None})
    return [_line_view(line, titles, shelves, waited) for line in lines]


def _line_view(
    line: Riding, titles: dict[int, Row], shelves: dict[int, Row], waited: Counter[int]
) -> Row:
    hold, copy, weight = line.hold, line.copy, line.weight
    title = titles.get(hold["title_id"], {"title": "", "author": ""})
    place = shelves[copy["location_id"]] if copy else {"scheme": "local", "name": ""}
    return {
        "hold": hold["id"],
        "version": hold["version"],
        "reserved": line.is_reserved,
        "stop": hold["round_stop_id"],
        "slip": hold["slip"],
        "where": line.where,
        "because": line.because,
        "on_walk": hold["status"] == "on_walk",
        "title": title["title"],
        "wished": _wished(hold["selection"]) if hold["selection"] else "",
        "author": title["author"],
        "barcode": copy["barcode"] if copy else "",
        "lines": label_lines(place["scheme"], copy["call_number"]) if copy else [],
        "location": place["name"],
        "grams": weight.grams if weight else 0,
        "doubt": weight.doubt if weight else 0,
        # Others who wait: the librarian hears of it before the document is lent.
        "waited": waited[hold["title_id"]] if not line.is_reserved else 0,
    }


def _wished(selection: Row) -> str:
    """What a picker is to choose, in the words of who asked first of all."""
    wishes, number = selection.get("wishes", ""), selection.get("number") or 1
    kind = kind_name(selection.get("kind", ""))
    many = ngettext("%(num)d document to choose", "%(num)d documents to choose", number)
    # One thing that somebody named needs no number.
    return " · ".join(
        filter(None, (wishes, many if number > 1 or not wishes else "", kind, selection.get("age")))
    )


def _titles(session: Session, ids: Collection[int]) -> dict[int, Row]:
    rows = session.execute(
        select(TITLE.c.id, TITLE.c.title, TITLE.c.author).where(TITLE.c.id.in_(ids))
    )
    return {row["id"]: dict(row) for row in rows.mappings()}


def _shelves(session: Session, ids: Collection[int]) -> dict[int, Row]:
    rows = session.execute(
        select(LOCATION.c.id, LOCATION.c.name, LOCATION.c.scheme).where(LOCATION.c.id.in_(ids))
    )
    return {row["id"]: dict(row) for row in rows.mappings()}


def waited_for(session: Session, titles: Collection[int]) -> Counter[int]:
    """How many patrons wait for each title and have been found nothing."""
    rows = session.scalars(
        select(HOLD.c.title_id).where(
            HOLD.c.title_id.in_(titles),
            HOLD.c.status.in_(("open", "searching")),
            HOLD.c.source != CART,
        )
    )
    return Counter(rows)


def wishes_of(session: Session, neighbourhood: str) -> list[Row]:
    """What readers asked for at its stops, in their words, the oldest first."""
    rows = session.scalars(
        select(CartWish)
        .where(CartWish.neighbourhood_id == neighbourhood, CartWish.done_at.is_(None))
        .order_by(CartWish.asked_at, CartWish.id)
    )
    return [{"id": row.id, "words": row.words} for row in rows]


def shown_titles(session: Session, ride: str) -> list[Row]:
    """What staff chose for a round, for anybody to read, each once: titles, authors and volumes;
    ``line`` is the hold by which one of it is asked for.
    """
    rows = session.execute(
        select(HOLD.c.id.label("line"), TITLE.c.id, TITLE.c.title, TITLE.c.author, HOLD.c.volume)
        .join_from(HOLD, TITLE, HOLD.c.title_id == TITLE.c.id)
        .where(
            HOLD.c.round_id == ride,
            HOLD.c.source == CART,
            HOLD.c.status.not_in((*CLOSED_STATUSES, "searching")),
        )
        .order_by(TITLE.c.title, HOLD.c.volume, HOLD.c.id.desc())
    )
    named = {(row["id"], row["volume"]): dict(row) for row in rows.mappings()}
    return list(named.values())
