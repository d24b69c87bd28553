"""What staff choose for a visit: fetched on a walk, loaded by a scan, never too heavy."""

from datetime import date

import pytest

from rayon.rounds.choosing import round_id
from tests.builders import (
    a_copy,
    a_hold,
    a_patron,
    a_selection,
    a_title,
    a_walk,
    pick_of,
    row,
    the_server_does,
)
from tests.phones import a_phone
from tests.rounds.conftest import an_id

DAY = "2026-12-02"


@pytest.fixture
def cart(app, canal, ines, quai):
    """Inès composes the selection."""
    return a_phone(app, canal, ines)


def look(cart) -> dict:
    answer = cart.post("/api/cart/look", {"neighbourhood": an_id("quai"), "day": DAY})
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def choose(cart, **said):
    line = an_id(str(said))
    body = {"id": line, "neighbourhood": an_id("quai"), "day": DAY, **said}
    answer = cart.post("/api/cart/choose", body)
    assert answer.status_code == 200, answer.text
    return line


def load(cart, hold: str, barcode: str) -> dict:
    ride = round_id(an_id("quai"), date.fromisoformat(DAY))
    said = {"round": ride, "barcode": barcode, "how": "scanner"}
    return cart.do("load_document", hold, said)


def test_chosen_by_scan_and_by_title(app, canal, cart):
    a_copy(app, canal, a_title(app, "Odes"), "1001")
    dune = a_title(app, "Dune")
    a_copy(app, canal, dune, "1002", status="on_loan")
    a_copy(app, canal, dune, "1003")
    choose(cart, barcode="1001")
    choose(cart, title=dune)
    lines = look(cart)["lines"]
    assert [(line["title"], line["barcode"], line["where"]) for line in lines] == [
        ("Odes", "1001", "to_fetch"),
        ("Dune", "1003", "to_fetch"),
    ]
    assert look(cart)["grams"] == 800 and look(cart)["doubt"] == 400
    again = cart.post(
        "/api/cart/choose",
        {"id": an_id("x"), "neighbourhood": an_id("quai"), "day": DAY, "barcode": "1001"},
    )
    assert again.status_code == 200 and len(look(cart)["lines"]) == 2


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"barcode": "9999"}, "unknown_barcode"),
        ({"barcode": "1002"}, "cannot_ride"),
        ({"title": 4711}, "no_copy_to_ride"),
        ({"barcode": "1001", "day": "2026-12-03"}, "no_visit_then"),
    ],
)
def test_what_cannot_ride_is_said(app, canal, cart, said, code):
    a_copy(app, canal, a_title(app, "Odes"), "1001")
    a_copy(app, canal, a_title(app, "Dune"), "1002", status="on_loan")
    body = {"id": an_id("x"), "neighbourhood": an_id("quai"), "day": DAY, **said}
    answer = cart.post("/api/cart/choose", body)
    assert answer.get_json()["code"] == code


def test_reserved_titles_come_first_and_all_is_fetched_on_one_walk(app, canal, cart, office):
    a_copy(app, canal, a_title(app, "Odes"), "1001")
    line = choose(cart, barcode="1001")
    dune = a_title(app, "Dune")
    a_copy(app, canal, dune, "1002")
    stop = an_id("Place Voltaire")
    asked = {"fulfilment": "round", "round_stop": stop, "patron": a_patron(app)}
    hold = a_hold(app, canal, dune, **asked)
    lines = look(cart)["lines"]
    assert [(one["hold"], one["reserved"]) for one in lines] == [(hold, True), (line, False)]

    assert look(cart)["to_fetch"] == 2

    where = {"neighbourhood": an_id("quai"), "day": DAY}
    walk = cart.post("/api/cart/walk", where).get_json()["walk"]
    assert look(cart)["to_fetch"] == 0
    assert [one["on_walk"] for one in look(cart)["lines"]] == [True, True]
    for language, name in (("en", "Bike cart: "), ("fr", "Biblio-vélo\u00a0: ")):
        reads = {"HTTP_ACCEPT_LANGUAGE": language}
        board = office.get("/api/board", environ_overrides=reads).get_json()
        assert [one["name"] for one in board["walks"]] == [f"{name}Quai des Mariniers"]
        kept = office.get(f"/api/walks/{walk}/paper", environ_overrides=reads).text
        assert f"<h1>{name}Quai des Mariniers</h1>" in kept
    assert cart.post("/api/cart/walk", where).get_json()["code"] == "nothing_to_fetch"
    office.do("report_found", pick_of(app, hold), {"barcode": "1002", "how": "scanner"})
    assert [one["where"] for one in look(cart)["lines"]] == ["in_hand", "to_fetch"]

    assert load(cart, hold, "1002")["outcome"] == "applied"
    # Brought from the shelf without a word on the walk: the scan finds and loads it.
    assert load(cart, line, "1001")["outcome"] == "applied"
    assert [one["where"] for one in look(cart)["lines"]] == ["on_cart", "on_cart"]
    assert row(app, "pick", pick_of(app, line))["status"] == "withdrawn"
    assert load(cart, line, "1001")["why"]["code"] == "loaded_already"


def test_what_is_asked_for_in_free_words_is_read_on_the_cart(app, canal, cart):
    asked = {"fulfilment": "round", "round_stop": an_id("Place Voltaire")}
    a_selection(app, canal, **asked, patron=a_patron(app))
    pots = {"kind": "", "age": "", "number": 1, "wishes": "Un livre sur le jardinage en pots"}
    a_hold(app, canal, **asked, wants="selection", selection=pots, patron=a_patron(app))
    seen = look(cart)
    assert [line["wished"] for line in seen["lines"]] == [
        "des dinosaures · 2 documents à choisir · 6",
        "Un livre sur le jardinage en pots",
    ]
    assert seen["to_fetch"] == 2


def test_what_was_chosen_for_free_words_is_loaded_by_its_barcode(app, canal, cart, office):
    pots = {"kind": "", "age": "", "number": 1, "wishes": "Un livre sur le jardinage en pots"}
    asked = {"fulfilment": "round", "round_stop": an_id("Place Voltaire")}
    hold = a_hold(app, canal, **asked, wants="selection", selection=pots, patron=a_patron(app))
    a_copy(app, canal, a_title(app, "Pots et jardinières"), "1001")
    a_walk(app, canal, hold)
    pick = pick_of(app, hold)
    office.do("choose_item", pick, {"barcode": "1001", "how": "scanner"})
    office.do("report_found", pick, {"how": "tap", "reason": "no_label"})
    the_server_does(
        app, "begin_round", "", {"branch": canal, "neighbourhood": an_id("quai"), "day": DAY}
    )
    (line,) = look(cart)["lines"]
    assert (line["where"], line["barcode"]) == ("in_hand", "1001")
    assert load(cart, hold, "1001")["outcome"] == "applied"


def test_free_words_take_no_copy_from_what_was_chosen(app, canal, cart):
    a_copy(app, canal, a_title(app, "Odes"), "1001")
    line = choose(cart, barcode="1001")
    asked = {"fulfilment": "round", "round_stop": an_id("Place Voltaire")}
    wish = a_selection(app, canal, **asked, patron=a_patron(app))
    barcodes = {one["hold"]: one["barcode"] for one in look(cart)["lines"]}
    assert barcodes == {wish: "", line: "1001"}


def test_what_stands_on_no_shelf_is_not_offered_for_a_walk(app, canal, cart):
    dune = a_title(app, "Dune")
    a_copy(app, canal, dune, "1001", status="on_loan")
    asked = {"fulfilment": "round", "round_stop": an_id("Place Voltaire")}
    a_hold(app, canal, dune, **asked, patron=a_patron(app))
    assert [one["where"] for one in look(cart)["lines"]] == ["to_fetch"]
    assert look(cart)["to_fetch"] == 0


def test_one_copy_is_one_line_and_the_reserved_one_has_it(app, canal, cart):
    dune = a_title(app, "Dune")
    a_copy(app, canal, dune, "1001")
    line = choose(cart, barcode="1001")
    asked = {"fulfilment": "round", "round_stop": an_id("Place Voltaire")}
    first, second = (a_hold(app, canal, dune, **asked, patron=a_patron(app)) for _ in range(2))
    barcodes = {one["hold"]: one["barcode"] for one in look(cart)["lines"]}
    assert barcodes == {first: "1001", second: "", line: ""}


def test_a_hold_that_is_served_takes_no_other_copy_along(app, canal, cart):
    dune = a_title(app, "Dune")
    for barcode in ("1001", "1002"):
        a_copy(app, canal, dune, barcode)
    a_copy(app, canal, a_title(app, "Odes"), "1003")
    choose(cart, barcode="1003")
    asked = {"fulfilment": "round", "round_stop": an_id("Place Voltaire")}
    hold = a_hold(app, canal, dune, **asked, patron=a_patron(app))
    assert load(cart, hold, "1001")["outcome"] == "applied"
    assert load(cart, hold, "1002")["why"]["code"] == "has_moved_on"


def test_over_weight_is_refused(app, canal, cart, max_):
    the_admin = a_phone(app, canal, max_)
    heavy = the_admin.post("/api/branch-settings", {"settings": {"cart_grams": 700}})
    assert heavy.status_code == 200, heavy.text
    lines = []
    for barcode in ("1001", "1002"):
        a_copy(app, canal, a_title(app, barcode), barcode)
        lines.append(choose(cart, barcode=barcode))
    assert load(cart, lines[0], "1001")["outcome"] == "applied"
    refused = load(cart, lines[1], "1002")
    assert refused["outcome"] == "refused"
    assert "800 g" in refused["why"]["texts"]["en"] and "700 g" in refused["why"]["texts"]["en"]
    assert row(app, "item", 2)["place_kind"] == "shelf"
    left = cart.post(f"/api/cart/lines/{lines[1]}/leave", {"because": "too_heavy"})
    assert left.status_code == 200
    assert look(cart)["lines"][1]["because"] == "too_heavy"


def test_on_the_cart_it_is_nobodys_target_and_who_asks_for_it_reaches_the_librarian(
    app, canal, cart, office
):
    dune = a_title(app, "Dune")
    a_copy(app, canal, dune, "1001")
    line = choose(cart, barcode="1001")
    load(cart, line, "1001")
    a_hold(app, canal, dune)
    office.post("/api/walks/plan", {"pickers": 1})
    assert look(cart)["lines"][0]["waited"] == 1
    assert row(app, "hold", line)["status"] == "on_bike"


def test_what_readers_asked_for_stays_on_the_list_until_somebody_closes_it(app, cart):
    wish = {"id": an_id("wish"), "neighbourhood": an_id("quai"), "words": "des dinosaures"}
    assert cart.post("/api/cart/wishes", wish).status_code == 200
    assert look(cart)["wishes"] == [{"id": an_id("wish"), "words": "des dinosaures"}]
    assert cart.post(f"/api/cart/wishes/{an_id('wish')}/close").status_code == 200
    assert look(cart)["wishes"] == []


def test_another_branch_and_another_role(app, canal, cart, phone):
    where = {"neighbourhood": an_id("quai"), "day": DAY}
    assert phone.post("/api/cart/look", where).status_code == 403
    assert (
        phone.do("load_document", an_id("x"), {"round": "x", "barcode": "1001"})["why"]["code"]
        == "not_allowed"
    )


@pytest.mark.parametrize("path", ["/api/cart/look", "/api/street"])
def test_a_day_at_the_edge_of_the_calendar_is_refused_in_words(cart, path):
    answer = cart.post(path, {"neighbourhood": an_id("quai"), "day": "9999-12-31"})
    assert (answer.status_code, answer.get_json()["code"]) == (422, "bad_field")
