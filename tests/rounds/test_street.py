"""The cart in the street: what left it, what came back, and where everything is afterwards."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from rayon.catalogue.models import Branch, Item
from rayon.database import one_view, writing
from rayon.holds.action import Deed
from rayon.holds.models import Hold
from rayon.rounds.choosing import round_id
from rayon.sync.perform import perform_all
from rayon.sync.rebuild import differences
from tests.builders import (
    a_copy,
    a_hold,
    a_patron,
    a_selection,
    a_slot,
    a_title,
    a_walk,
    pick_of,
    row,
    troubles,
)
from tests.people import a_branch, a_person
from tests.phones import a_phone
from tests.rounds.conftest import an_id

DAY = date(2026, 12, 2)
STOP = an_id("Place Voltaire")
RIDE = round_id(an_id("quai"), DAY)
DUE = "2026-12-30"


class Cart:
    """Inès with her phone, on the day of the visit."""

    def __init__(self, app, canal, ines, sol, clock):
        self.app, self.canal, self.sol, self.clock = app, canal, sol, clock
        clock.set(datetime(2026, 12, 2, 14, tzinfo=UTC))
        self.phone = a_phone(app, canal, ines)
        self.copies = 0
        assert self.phone.post("/api/street").status_code == 200

    def chosen(self, title: str = "Odes") -> str:
        """The barcode of a copy that staff chose and loaded."""
        barcode = self.copy(title)
        line = an_id(barcode)
        where = {"neighbourhood": an_id("quai"), "day": DAY.isoformat()}
        body = {"id": line, **where, "barcode": barcode}
        assert self.phone.post("/api/cart/choose", body).status_code == 200
        assert self.scan("load_document", barcode, line)["outcome"] == "applied"
        return barcode

    def reserved(self, patron: int | None = None) -> tuple[str, str]:
        """The hold and the barcode of a document that somebody reserved; it is loaded."""
        self.chosen("Filler")
        barcode = self.copy("Dune")
        title = self.title_of(barcode)
        hold = a_hold(
            self.app,
            self.canal,
            title,
            fulfilment="round",
            round_stop=STOP,
            patron=patron or a_patron(self.app),
        )
        assert self.scan("load_document", barcode, hold)["outcome"] == "applied"
        return hold, barcode

    def copy(self, title: str, **values) -> str:
        self.copies += 1
        barcode = f"100{self.copies}"
        a_copy(self.app, self.canal, a_title(self.app, title), barcode, **values)
        return barcode

    def title_of(self, barcode: str) -> int:
        return self.item(barcode)["title_id"]

    def scan(self, name: str, barcode: str, subject: str = "", **said) -> dict:
        payload = {"round": RIDE, "barcode": barcode, "how": "scanner", **said}
        return self.phone.do(name, subject, payload)

    def lend(self, barcode: str, patron: int) -> dict:
        return self.scan("lend_document", barcode, card_of=patron, due=DUE)

    def hand_over(self, hold: str, barcode: str, patron: int | None = None) -> dict:
        said = {"barcode": barcode, "how": "tap", "presented": "slot", "card_of": patron}
        return self.phone.do("hand_over", hold, said)

    def item(self, barcode: str) -> dict:
        number = int(barcode[3:])
        return row(self.app, "item", number)

    def lists(self, office, kind: str) -> list[dict]:
        # A shift ends after twelve hours.
        office.sign_in(self.sol)
        return office.get(f"/api/ils/lists/{kind}").get_json()["lines"]


@pytest.fixture
def cart(app, canal, ines, sol, clock, quai) -> Cart:
    return Cart(app, canal, ines, sol, clock)


def where(item: dict) -> tuple[str, str]:
    return item["place_kind"], item["status"]


def test_lent_to_whoever_waits_for_it_nobody_looks_for_it_any_more(app, cart, office):
    """Lou's Dune is being looked for in the stacks, and Lou takes one from the cart's shelf."""
    lou, barcode = a_patron(app, card="20000000000011"), cart.copy("Dune")
    hold = a_hold(app, cart.canal, cart.title_of(barcode), patron=lou)
    a_walk(app, cart.canal, hold)
    assert cart.lend(barcode, lou)["outcome"] == "applied"
    assert row(app, "hold", hold)["status"] == "handed_over"
    assert row(app, "pick", pick_of(app, hold))["status"] == "withdrawn"
    assert len(cart.lists(office, "loan")) == 1
    with app.app_context(), one_view() as connection:
        assert differences(connection) == []


def test_a_chosen_document_that_was_lent_before_it_was_fetched_is_fetched_no_more(app, cart):
    cart.chosen("Filler")
    barcode, line = cart.copy("Odes"), an_id("odes")
    where = {"neighbourhood": an_id("quai"), "day": DAY.isoformat()}
    assert cart.phone.post("/api/cart/choose", {"id": line, **where, "barcode": barcode}).is_json
    a_walk(app, cart.canal, line)
    assert cart.lend(barcode, a_patron(app))["outcome"] == "applied"
    assert row(app, "hold", line)["status"] == "handed_over"
    assert row(app, "pick", pick_of(app, line))["status"] == "withdrawn"
    with app.app_context(), one_view() as connection:
        assert differences(connection) == []


def test_lent_to_somebody_else_the_picker_on_the_way_to_it_sees_that_it_is_gone(app, cart, ada):
    barcode = cart.copy("Dune")
    hold = a_hold(app, cart.canal, cart.title_of(barcode), patron=a_patron(app))
    a_walk(app, cart.canal, hold)
    phone = a_phone(app, cart.canal, ada)
    assert [copy["status"] for copy in _copies_on(phone)] == ["available"]
    assert cart.lend(barcode, a_patron(app))["outcome"] == "applied"
    assert row(app, "hold", hold)["status"] == "on_walk"
    assert [copy["status"] for copy in _copies_on(phone)] == ["on_loan"]


def _copies_on(phone) -> list[dict]:
    changes = phone.push()["changes"]
    return [copy for one in changes if one["kind"] == "pick" for copy in one["data"]["copies"]]


def test_lent_on_a_card_until_a_later_visit(app, cart, office):
    barcode = cart.chosen()
    lou = a_patron(app, card="20000000000011")
    assert cart.lend(barcode, lou)["outcome"] == "applied"
    item = cart.item(barcode)
    assert where(item) == ("patron", "on_loan") and item["due_on"] == date(2026, 12, 30)
    assert row(app, "hold", an_id(barcode))["status"] == "handed_over"
    (line,) = cart.lists(office, "loan")
    assert line["barcode"] == barcode and line["card"] == "20000000000011"
    assert cart.lend(barcode, lou)["why"]["code"] == "lent_already"
    assert len(cart.lists(office, "loan")) == 1


def test_what_was_fetched_and_not_scanned_at_loading_is_lent_all_the_same(
    app, canal, cart, office, sol
):
    barcode, pick = on_its_way(app, canal, cart)
    office.sign_in(sol)
    said = {"barcode": barcode, "how": "scanner"}
    assert office.do("report_found", pick, said)["outcome"] == "applied"
    assert cart.lend(barcode, a_patron(app))["outcome"] == "applied"
    assert where(cart.item(barcode)) == ("patron", "on_loan")
    assert row(app, "hold", an_id(barcode))["status"] == "handed_over" and troubles(app) == []


def test_the_list_says_when_it_was_and_not_when_it_was_sent(app, cart, office):
    barcode = cart.chosen()
    said = {"round": RIDE, "barcode": barcode, "how": "scanner"}
    lent = cart.phone.record("lend_document", "", {**said, "card_of": a_patron(app), "due": DUE})
    cart.clock.move(timedelta(minutes=20))
    back = cart.phone.record("take_back_document", "", said)
    cart.clock.move(timedelta(hours=3))
    cart.phone.push(lent, back)
    (loan,), (back,) = cart.lists(office, "loan"), cart.lists(office, "return")
    assert loan["at"].startswith("2026-12-02T14:00") and back["at"].startswith("2026-12-02T14:20")
    assert where(cart.item(barcode)) == ("bike", "available")


def test_handed_over_at_the_stop_and_lent_on_the_list(app, cart, office):
    lou = a_patron(app, card="20000000000011")
    hold, barcode = cart.reserved(lou)
    assert cart.hand_over(hold, barcode)["outcome"] == "applied"
    assert where(cart.item(barcode)) == ("patron", "on_loan")
    assert [line["barcode"] for line in cart.lists(office, "loan")] == [barcode]


def test_taken_back_for_nobody_and_for_somebody_who_waits(app, canal, cart):
    free, wanted = cart.copy("Odes", status="on_loan"), cart.copy("Dune", status="on_loan")
    cart.chosen()
    hold = a_hold(app, canal, cart.title_of(wanted), patron=a_patron(app))
    assert cart.scan("take_back_document", free)["why"] is None
    assert where(cart.item(free)) == ("bike", "available")
    kept = cart.scan("take_back_document", wanted)
    assert kept["outcome"] == "applied" and kept["why"]["code"] == "set_aside"
    assert cart.item(wanted)["hold_id"] == hold
    assert row(app, "hold", hold)["status"] == "found"
    assert cart.scan("take_back_document", free)["why"]["code"] == "taken_back_already"


def test_back_home_each_document_goes_where_it_belongs(app, canal, cart, office):
    chosen = cart.chosen()
    hold, missed = cart.reserved()
    free, wanted = cart.copy("Odes", status="on_loan"), cart.copy("Solaris", status="on_loan")
    waiting = a_hold(app, canal, cart.title_of(wanted), patron=a_patron(app))
    cart.scan("take_back_document", free)
    cart.scan("take_back_document", wanted)
    assert cart.phone.do("leave_stop", RIDE, {"stop": STOP})["outcome"] == "applied"
    assert row(app, "hold", hold)["status"] == "coming_back"

    said = {one: cart.scan("unload_document", one)["why"]["code"] for one in (chosen, free)}
    assert set(said.values()) == {"to_the_stacks"}
    for one in (missed, wanted):
        assert cart.scan("unload_document", one)["why"]["code"] == "shelve_it"
    assert cart.item(chosen)["place_kind"] == "cart" and cart.item(free)["place_kind"] == "cart"
    assert row(app, "hold", hold)["fulfilment"] == "pickup"
    assert (cart.item(missed)["place_kind"], row(app, "hold", waiting)["status"]) == (
        "walk",
        "found",
    )
    assert cart.scan("unload_document", chosen)["why"]["code"] == "not_on_the_cart"


def test_what_nobody_accounts_for_is_missing_and_looked_for(app, cart):
    lost = cart.chosen()
    hold, gone = cart.reserved()
    ended = cart.phone.do("end_round", RIDE)
    assert ended["outcome"] == "applied"
    assert cart.item(lost)["place_kind"] == "missing" == cart.item(gone)["place_kind"]
    looked_for = row(app, "hold", hold)
    # The visit is over: what turns up waits at the library.
    assert (looked_for["status"], looked_for["fulfilment"]) == ("searching", "pickup")
    assert row(app, "hold", an_id(lost))["status"] == "cancelled"
    assert troubles(app).count("missing_from_cart") == 3
    # A second phone had lent it all the while: it turns out to be with its reader.
    assert cart.lend(lost, a_patron(app))["outcome"] == "applied"
    assert cart.item(lost)["place_kind"] == "patron"


def on_its_way(app, canal, cart) -> tuple[str, str]:
    """A copy that staff chose and that somebody is fetching; the line's pick."""
    barcode = cart.copy("Solaris")
    where = {"neighbourhood": an_id("quai"), "day": DAY.isoformat()}
    cart.phone.post("/api/cart/choose", {"id": an_id(barcode), **where, "barcode": barcode})
    a_walk(app, canal, an_id(barcode))
    return barcode, pick_of(app, an_id(barcode))


def test_what_is_still_being_fetched_when_the_round_ends_is_not_fetched_any_more(app, canal, cart):
    barcode, pick = on_its_way(app, canal, cart)
    cart.phone.do("end_round", RIDE)
    line = row(app, "hold", an_id(barcode))
    assert (line["status"], line["closed_because"]) == ("cancelled", "not_taken")
    assert row(app, "pick", pick)["status"] == "withdrawn"


def test_the_selection_of_a_cancelled_visit_goes_back(app, canal, cart, office, sol):
    rides, (barcode, pick) = cart.chosen(), on_its_way(app, canal, cart)
    office.sign_in(sol)
    path = f"/api/rounds/neighbourhoods/{an_id('quai')}/visits/{DAY}/cancel"
    assert office.post(path, {}).status_code == 200
    assert row(app, "hold", an_id(barcode))["status"] == "cancelled"
    assert row(app, "pick", pick)["status"] == "withdrawn"
    # It is on the cart until somebody scans it off.
    assert row(app, "hold", an_id(rides))["status"] == "on_bike"
    assert cart.scan("unload_document", rides)["why"]["code"] == "to_the_stacks"


@pytest.mark.parametrize(("hour", "rides"), [(14, "pickup"), (18, "round")])
def test_a_visit_that_is_over_takes_nothing_from_the_next(app, canal, cart, office, hour, rides):
    title = cart.title_of(cart.copy("Dune"))
    asked = {"fulfilment": "round", "round_stop": STOP, "patron": a_patron(app)}
    hold = a_hold(app, canal, title, **asked)
    with app.app_context(), writing() as session:
        session.execute(update(Hold).where(Hold.id == hold).values(status="found"))
    cart.clock.set(datetime(2026, 12, 2, hour, tzinfo=UTC))
    office.sign_in(cart.sol)
    path = f"/api/rounds/neighbourhoods/{an_id('quai')}/visits/{DAY}/cancel"
    assert office.post(path, {}).status_code == 200
    assert row(app, "hold", hold)["fulfilment"] == rides


def test_what_another_branch_brings_does_not_ride_with_ours(app, cart):
    cart.chosen()
    mairie, barcode = a_branch(app, "MAIRIE"), cart.copy("Dune")
    asked = {"fulfilment": "round", "patron": a_patron(app)}
    hold = a_hold(app, mairie, cart.title_of(barcode), **asked)
    assert cart.scan("load_document", barcode, hold)["why"]["code"] == "not_for_the_cart"


def test_another_branchs_round_is_nobody_elses(app, canal, cart):
    barcode, (hold, waits) = cart.chosen(), cart.reserved()
    mairie = a_branch(app, "MAIRIE")
    cart.phone = a_phone(app, mairie, a_person(app, mairie, "Noor", "cart", "desk"))
    lent = cart.lend(barcode, a_patron(app))
    gone = cart.phone.do("end_round", RIDE)
    left = cart.phone.do("leave_stop", RIDE, {"stop": STOP})
    for said in (lent, gone, left, cart.scan("load_document", waits, hold)):
        assert (said["outcome"], said["why"]["code"]) == ("refused", "not_allowed")
    assert where(cart.item(barcode)) == ("bike", "available")


def test_what_was_set_aside_and_is_missing_is_looked_for(app, canal, cart):
    cart.chosen()
    wanted = cart.copy("Dune", status="on_loan")
    hold = a_hold(app, canal, cart.title_of(wanted), patron=a_patron(app))
    cart.scan("take_back_document", wanted)
    cart.phone.do("end_round", RIDE)
    assert cart.item(wanted)["place_kind"] == "missing"
    assert row(app, "hold", hold)["status"] == "searching"


def test_what_was_cancelled_meanwhile_is_with_its_reader_all_the_same(app, cart):
    hold, barcode = cart.reserved()
    with app.app_context():
        perform_all([Deed("cancel_hold", hold, {})])
    assert cart.hand_over(hold, barcode)["outcome"] == "conflict"
    assert where(cart.item(barcode)) == ("patron", "on_loan")
    assert "lent_though_cancelled" in troubles(app)


def test_a_hand_over_that_is_taken_back_when_the_cart_is_home_waits_at_the_library(app, cart):
    hold, barcode = cart.reserved()
    said = {"barcode": barcode, "how": "tap", "presented": "slot", "card_of": None}
    given = cart.phone.record("hand_over", hold, said)
    cart.phone.push(given)
    cart.phone.do("end_round", RIDE)
    assert cart.phone.do("undo", given["id"])["outcome"] == "applied"
    kept = row(app, "hold", hold)
    assert (kept["status"], kept["fulfilment"], kept["round_id"]) == ("found", "pickup", None)
    assert cart.item(barcode)["place_kind"] == "walk"


def test_what_is_settled_as_not_here_while_it_rides_waits_at_the_library_once_found(app, cart):
    """As does what nobody accounts for when the cart is back: its reader hears of it at once."""
    hold, barcode = cart.reserved()
    with app.app_context(), writing() as session:
        session.execute(update(Hold).where(Hold.id == hold).values(disputed=True))
    with app.app_context():
        perform_all([Deed("settle_dispute", hold, {"here": False})])
    kept = row(app, "hold", hold)
    assert (kept["status"], kept["fulfilment"], kept["round_id"]) == ("searching", "pickup", None)
    assert cart.item(barcode)["place_kind"] == "missing"


def test_what_staff_chose_and_settle_as_not_here_ends_with_its_round(app, cart):
    chosen = an_id(cart.chosen("Dune"))
    with app.app_context(), writing() as session:
        session.execute(update(Hold).where(Hold.id == chosen).values(disputed=True))
    with app.app_context():
        perform_all([Deed("settle_dispute", chosen, {"here": False})])
    cart.phone.do("end_round", RIDE)
    ended = row(app, "hold", chosen)
    assert (ended["status"], ended["closed_because"]) == ("cancelled", "not_taken")


def test_what_nobody_came_for_and_is_missing_at_the_desk_is_not_of_the_round_any_more(
    app, cart, desk
):
    hold, _barcode = cart.reserved()
    cart.phone.do("leave_stop", RIDE, {"stop": STOP})
    assert desk.do("report_missing", hold)["outcome"] == "applied"
    kept = row(app, "hold", hold)
    assert (kept["status"], kept["fulfilment"], kept["round_id"]) == ("searching", "pickup", None)


def test_what_is_shelved_without_being_scanned_off_waits_there_too(app, canal, cart, desk):
    hold, barcode = cart.reserved()
    cart.phone.do("leave_stop", RIDE, {"stop": STOP})
    said = {"barcode": barcode, "how": "camera", "slot": a_slot(app, canal, "A1")}
    assert desk.do("shelve", hold, said)["outcome"] == "applied"
    kept = row(app, "hold", hold)
    waits = (kept["status"], kept["fulfilment"], kept["round_id"])
    assert waits == ("on_hold_shelf", "pickup", None), "its reader hears of it"


def test_what_is_left_of_a_selection_at_home_waits_there(app, canal, cart):
    cart.chosen()
    both = a_selection(app, canal, fulfilment="round", round_stop=STOP, patron=a_patron(app))
    rides, stays = cart.copy("Odes"), cart.copy("Nana")
    with app.app_context(), writing() as session:
        session.execute(update(Item).where(Item.barcode == stays).values(hold_id=both))
    assert cart.scan("load_document", rides, both)["outcome"] == "applied"
    assert cart.hand_over(both, rides)["outcome"] == "applied"
    cart.phone.do("leave_stop", RIDE, {"stop": STOP})
    cart.phone.do("end_round", RIDE)
    kept = row(app, "hold", both)
    assert (kept["status"], kept["fulfilment"]) == ("coming_back", "pickup")


def test_where_they_wait_for_the_next_visit_they_ride_again(app, canal, cart):
    with app.app_context(), writing() as session:
        branch = session.get_one(Branch, canal)
        branch.settings = {**branch.settings, "cart_not_collected": "next_visit"}
    hold, barcode = cart.reserved()
    cart.phone.do("leave_stop", RIDE, {"stop": STOP})
    assert cart.scan("unload_document", barcode)["outcome"] == "applied"
    kept = row(app, "hold", hold)
    assert (kept["status"], kept["fulfilment"], kept["round_id"]) == ("found", "round", None)


def test_what_was_lent_though_somebody_else_reserved_it_is_lent_and_looked_for(app, cart):
    hold, barcode = cart.reserved()
    said = cart.lend(barcode, a_patron(app))
    assert said["outcome"] == "conflict"
    assert where(cart.item(barcode)) == ("patron", "on_loan")
    assert row(app, "hold", hold)["status"] == "searching"
    assert "lent_though_reserved" in troubles(app)


def test_who_missed_a_stop_may_come_to_the_next_one(app, cart):
    hold, barcode = cart.reserved()
    cart.phone.do("leave_stop", RIDE, {"stop": STOP})
    assert cart.hand_over(hold, barcode)["outcome"] == "applied"


def test_what_nobody_knows_becomes_a_line(app, cart):
    cart.chosen()
    assert cart.scan("take_back_document", "9999")["why"]["code"] == "unknown_barcode"
    assert cart.lend("9999", a_patron(app))["why"]["code"] == "unknown_barcode"
    assert troubles(app) == ["unknown_barcode", "unknown_barcode"]


def test_the_phone_takes_no_card_and_no_surname_along(app, canal, cart):
    lou = a_patron(app, card="20000000000011", last_name="Zimmermann", branch_id=canal)
    a_patron(app, card="20000000000029", blocked_until=DAY, branch_id=canal, loans_left=2)
    hold, _ = cart.reserved(lou)
    answer = cart.phone.post("/api/street")
    seen = answer.get_json()
    assert "20000000000011" not in answer.text and "Zimmermann" not in answer.text
    (expected,) = [one for one in seen["documents"] if one["hold"] == hold]
    assert expected["who"] == "Lou Z." and expected["stop"] == STOP
    assert seen["due"] == "2026-12-30" and seen["round"] == RIDE
    readers = {one["who"]: (one["blocked"], one["left"]) for one in seen["cards"].values()}
    assert readers == {lou: (False, 10), lou + 1: (True, 2)}
    assert [stop["begins"] for stop in seen["stops"]] == ["16:10", "17:15"]


def test_nobody_else_takes_it_along(cart, phone, desk):
    assert phone.post("/api/street").status_code == 403
    assert desk.post("/api/street").status_code == 403
