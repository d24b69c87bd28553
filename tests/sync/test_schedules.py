"""Whatever order things happen in, the books balance at the end."""

import random
from collections import defaultdict
from typing import Any

import pytest
from sqlalchemy import select

from rayon.database import reading, table_of
from rayon.holds.lifecycle import CLOSED_STATUSES, IN_HAND, LIFECYCLE
from rayon.holds.models import HoldEvent
from rayon.picking.views import pick_views, walk_views
from rayon.picking.waiting import UNDER_WAY
from rayon.sync.changes import STATES
from rayon.sync.tables import TABLES
from tests.builders import log_of
from tests.phones import a_phone
from tests.sync.simulated import Handset, Simulation

QUICK = range(6)
THOROUGH = range(6, 60)
STEPS = {(before, after) for (before, _step), after in LIFECYCLE.items()}


@pytest.fixture
def simulation(app, canal, ada, ben, sol, clock):
    phones = [a_phone(app, canal, person) for person in (ada, ben, ada)]
    for phone in phones:
        phone.reads = STATES
    office = Handset(a_phone(app, canal, sol))
    handsets = [Handset(phone) for phone in phones]
    return Simulation(app, canal, clock, handsets, office, random.Random(0))


@pytest.mark.parametrize("seed", QUICK)
def test_the_books_balance(simulation, seed):
    _run(simulation, seed)


@pytest.mark.full
@pytest.mark.parametrize("seed", THOROUGH)
def test_the_books_balance_on_many_more_mornings(simulation, seed):
    _run(simulation, seed)


def _run(simulation, seed):
    simulation.chance.seed(seed)
    simulation.open_the_library()
    simulation.run(rounds=60)
    books = _books(simulation)
    _one_outcome_for_ever(simulation)
    _every_step_is_in_the_table(books)
    _a_copy_serves_one_hold_and_a_hold_has_one_copy(books)
    _picks_holds_and_walks_agree(books)
    for handset in simulation.handsets:
        _the_phone_shows_what_the_server_has(simulation, books, handset)


def _books(simulation) -> dict[str, list[dict[str, Any]]]:
    events = table_of(HoldEvent)
    with simulation.app.app_context(), reading() as session:
        books = {name: _all(session, select(table)) for name, table in TABLES.items()}
        books["event"] = _all(session, select(events).order_by(events.c.id))
        books["pick_view"] = pick_views(session.connection(), [p["id"] for p in books["pick"]])
        books["walk_view"] = walk_views(session.connection(), [w["id"] for w in books["walk"]])
    return books


def _all(session, query):
    return [dict(row) for row in session.execute(query).mappings()]


def _one_outcome_for_ever(simulation):
    log = log_of(simulation.app)
    for handset in simulation.handsets:
        assert handset.waiting == []
        for action_id, answers in handset.told.items():
            kept = log[action_id]["outcome"]
            told = {answer["outcome"] for answer in answers}
            assert told <= {kept, "duplicate"} if kept == "applied" else told == {kept}


def _every_step_is_in_the_table(books):
    events = defaultdict(list)
    for event in books["event"]:
        events[event["hold_id"]].append(event)
    for hold in books["hold"]:
        first, *later = events[hold["id"]]
        assert (first["before"], first["after"]) == (None, "open")
        status = "open"
        for event in later:
            assert event["before"] == status
            assert (event["before"], event["after"]) in STEPS
            status = event["after"]
        assert status == hold["status"]


def _a_copy_serves_one_hold_and_a_hold_has_one_copy(books):
    holds = {hold["id"]: hold for hold in books["hold"]}
    serving = defaultdict(list)
    for item in books["item"]:
        if item["hold_id"]:
            serving[item["hold_id"]].append(item)
            assert item["place_kind"] == "walk"
        else:
            assert item["place_kind"] in ("shelf", "missing")
    for hold in holds.values():
        copies = serving[hold["id"]]
        if hold["wants"] == "selection":
            assert copies or hold["status"] not in IN_HAND
        elif hold["status"] in IN_HAND:
            assert len(copies) == 1
        elif hold["status"] not in CLOSED_STATUSES:
            assert copies == []
        assert hold["disputed"] is False or hold["status"] in IN_HAND


def _picks_holds_and_walks_agree(books):
    holds = {hold["id"]: hold for hold in books["hold"]}
    walks = {walk["id"]: walk for walk in books["walk"]}
    looked_for = set()
    for pick in books["pick"]:
        if pick["status"] in ("open", "later"):
            hold = holds[pick["hold_id"]]
            assert walks[pick["walk_id"]]["status"] in UNDER_WAY
            assert (hold["status"], hold["walk_id"]) == ("on_walk", pick["walk_id"])
            looked_for.add(hold["id"])
    for hold in holds.values():
        assert (hold["status"] == "on_walk") == (hold["id"] in looked_for)


def _the_phone_shows_what_the_server_has(simulation, books, handset):
    device = handset.phone.device
    for walk in books["walk_view"]:
        assert walk["status"] not in UNDER_WAY or walk["id"] in handset.walks
        assert handset.walks.get(walk["id"], walk) == walk
    mine = {walk["id"] for walk in books["walk_view"] if walk["claimed_on"] in (None, device)}
    shown = {walk_id for walk_id in mine if walk_id in handset.walks}
    for pick in books["pick_view"]:
        if pick["walk"] in shown:
            known = handset.picks[pick["id"]]
            assert _without_shelf(known) == _without_shelf(pick)
            assert _is_described(known) or not _is_described(pick)


def _is_described(pick):
    """Whether it is to be fetched and says between which labels it stands."""
    return pick["status"] in ("open", "later") and pick["neighbours"] is not None


def _without_shelf(pick):
    """Where copies stand now is told when the pick itself changes, not before."""
    of_shelf = ("copies", "target", "spot", "neighbours")
    return {key: value for key, value in pick.items() if key not in of_shelf}
