"""The cart halts somewhere no more: nobody waits at a corner, or for nothing, ever after."""

import pytest
from sqlalchemy import select, update

from rayon.catalogue.models import Branch
from rayon.database import reading, writing
from rayon.holds.lifecycle import CLOSED_STATUSES
from rayon.holds.models import Hold
from rayon.ils.models import IlsTask
from tests.builders import a_hold, a_patron, a_walk, pick_of, row, the_server_does
from tests.people import a_branch
from tests.rounds.conftest import a_round, a_stop, an_id, begin
from tests.rounds.test_street import DAY, RIDE, STOP, Cart, where

QUAI = f"/api/rounds/neighbourhoods/{an_id('quai')}"


@pytest.fixture
def cart(app, canal, ines, sol, clock, quai) -> Cart:
    return Cart(app, canal, ines, sol, clock)


def end(office, sol) -> None:
    office.sign_in(sol)
    assert office.post(f"{QUAI}/end", {}).status_code == 200


def waiting(app, canal, cart, status: str) -> str:
    """A hold for Place Voltaire that has come that far."""
    title = cart.title_of(cart.copy("Dune"))
    asked = {"fulfilment": "round", "round_stop": STOP, "patron": a_patron(app)}
    hold = a_hold(app, canal, title, **asked)
    with app.app_context(), writing() as session:
        session.execute(update(Hold).where(Hold.id == hold).values(status=status))
    return hold


@pytest.mark.parametrize("status", ["open", "found", "searching", "unfilled", "cancelled"])
def test_what_waits_for_a_neighbourhood_that_ends_is_collected(
    app, canal, cart, office, sol, status
):
    hold = waiting(app, canal, cart, status)
    before = row(app, "hold", hold)["fact_at"]
    end(office, sol)
    kept = row(app, "hold", hold)
    assert (kept["status"], kept["fulfilment"]) == (status, "pickup")
    assert (kept["fact_at"] == before) == (status in CLOSED_STATUSES)


def test_a_stop_that_is_taken_away_leaves_the_others_alone(app, canal, cart, office, sol):
    here, there = waiting(app, canal, cart, "found"), waiting(app, canal, cart, "open")
    with app.app_context(), writing() as session:
        elsewhere = {"round_stop_id": an_id("Écluse")}
        session.execute(update(Hold).where(Hold.id == there).values(**elsewhere))
    office.sign_in(sol)
    stays = a_round(stops=[a_stop("Écluse", "17:15", "18:00")])
    assert office.post(QUAI, stays).status_code == 200
    assert row(app, "hold", here)["fulfilment"] == "pickup"
    assert row(app, "hold", there)["fulfilment"] == "round"


def test_what_rides_comes_back_and_waits_there_all_the_same(app, canal, cart, office, sol):
    hold, barcode = cart.reserved()
    end(office, sol)
    cart.phone.do("leave_stop", RIDE, {"stop": STOP})
    assert cart.scan("unload_document", barcode)["why"]["code"] == "shelve_it"
    kept = row(app, "hold", hold)
    assert (kept["fulfilment"], kept["round_id"]) == ("pickup", None)


def test_what_rides_and_is_handed_over_after_all_is_a_loan_to_be_keyed(
    app, canal, cart, office, sol
):
    hold, barcode = cart.reserved()
    end(office, sol)
    assert cart.hand_over(hold, barcode)["outcome"] == "applied"
    owed = select(IlsTask.kind).where(IlsTask.hold_id == hold, IlsTask.withdrawn_at.is_(None))
    with app.app_context(), reading() as session:
        assert session.scalars(owed).all() == ["loan"]


def test_the_selection_of_a_neighbourhood_that_ends_is_not_fetched_any_more(
    app, canal, cart, office, sol
):
    rides, barcode = cart.chosen(), cart.copy("Solaris")
    where = {"neighbourhood": an_id("quai"), "day": DAY.isoformat()}
    cart.phone.post("/api/cart/choose", {"id": an_id(barcode), **where, "barcode": barcode})
    a_walk(app, canal, an_id(barcode))
    pick = pick_of(app, an_id(barcode))
    end(office, sol)
    assert row(app, "hold", an_id(barcode))["status"] == "cancelled"
    assert row(app, "pick", pick)["status"] == "withdrawn"
    # It is on the cart until somebody scans it off.
    assert row(app, "hold", an_id(rides))["status"] == "on_bike"


def test_asked_for_in_the_street_for_a_next_time_that_does_not_come(app, cart, office, sol):
    end(office, sol)
    said = {"round": RIDE, "stop": STOP, "card_of": a_patron(app), "words": "des volcans"}
    assert cart.phone.do("reserve_for_next", an_id("hold"), said)["outcome"] == "applied"
    assert row(app, "hold", an_id("hold"))["fulfilment"] == "pickup"


def test_cancelled_on_the_road_and_wanted_again_it_rides_with_the_next_visit(
    app, cart, office, sol
):
    hold, _barcode = cart.reserved()
    the_server_does(app, "cancel_hold", hold, {"because": "ils"})
    cart.phone.do("end_round", RIDE)
    assert the_server_does(app, "reinstate_hold", hold).outcome == "applied"
    office.sign_in(sol)
    following = {"neighbourhood": an_id("quai"), "day": "2026-12-16"}
    seen = office.post("/api/cart/look", following).get_json()
    assert hold in [line["hold"] for line in seen["lines"]]


def test_what_names_no_stop_is_collected_once_the_cart_comes_nowhere(app, canal, cart, office, sol):
    title = cart.title_of(cart.copy("Dune"))
    somewhere = {"fulfilment": "round", "patron": a_patron(app)}
    hold = a_hold(app, canal, title, **somewhere)
    elsewhere = a_hold(app, a_branch(app, "TILLEULS"), title, **somewhere)
    office.sign_in(sol)
    begin(office, "basse", bike="2", stops=[a_stop("Gare", "16:00", "17:00")])
    end(office, sol)
    assert row(app, "hold", hold)["fulfilment"] == "round"
    basse = f"/api/rounds/neighbourhoods/{an_id('basse')}"
    assert office.post(f"{basse}/end", {}).status_code == 200
    assert row(app, "hold", hold)["fulfilment"] == "pickup"
    assert row(app, "hold", elsewhere)["fulfilment"] == "round"


@pytest.mark.parametrize("back_first", [True, False])
def test_handed_over_by_mistake_before_its_stop_ended_it_waits_for_no_next_visit(
    app, canal, cart, office, sol, back_first
):
    with app.app_context(), writing() as session:
        branch = session.get_one(Branch, canal)
        branch.settings = {**branch.settings, "cart_not_collected": "next_visit"}
    hold, barcode = cart.reserved()
    given = cart.hand_over(hold, barcode)
    end(office, sol)
    if back_first:
        assert cart.phone.do("end_round", RIDE)["outcome"] == "applied"
    assert cart.phone.do("undo", given["id"])["outcome"] == "applied"
    if not back_first:
        assert cart.scan("unload_document", barcode)["why"]["code"] == "shelve_it"
    kept = row(app, "hold", hold)
    assert (kept["status"], kept["fulfilment"], kept["round_id"]) == ("found", "pickup", None)
    assert where(cart.item(barcode)) == ("walk", "available")
