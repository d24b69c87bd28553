"""Dana packs: each document into its own patron's parcel, and no parcel above its limit."""

import pytest

from rayon.ids import new_id
from tests.builders import a_copy, a_title


def why(outcome):
    return (outcome["outcome"], (outcome["why"] or {}).get("code"))


def test_a_document_goes_into_its_patrons_parcel(afternoon):
    home = afternoon.order()
    parcel = new_id()
    assert afternoon.pack(home, parcel)["outcome"] == "applied"
    assert afternoon.statuses(home) == ["in_parcel"]
    made = afternoon.row("parcel", parcel)
    assert (made["status"], made["number"][:3], len(made["number"])) == ("open", "COL", 11)
    assert why(afternoon.pack(home, parcel)) == ("superseded", "already_packed")


def test_the_document_of_another_patron_is_refused(afternoon):
    home, neighbour = afternoon.order(), afternoon.order()
    wrong = next(iter(neighbour.copies.values()))
    assert why(afternoon.pack(home, barcode=wrong)) == ("refused", "not_of_this_parcel")
    assert afternoon.statuses(neighbour) == ["found"]


def test_what_nobody_waits_for_and_what_nobody_knows_is_refused(app, canal, afternoon):
    home = afternoon.order()
    a_copy(app, canal, a_title(app), "FREE-1")
    assert why(afternoon.pack(home, barcode="FREE-1")) == ("refused", "not_of_this_parcel")
    assert why(afternoon.pack(home, barcode="NOWHERE")) == ("refused", "unknown_barcode")


def test_taken_out_again_it_is_in_hand(afternoon):
    home, parcel = afternoon.order(), new_id()
    afternoon.pack(home, parcel)
    barcode = {"barcode": next(iter(home.copies.values()))}
    assert why(afternoon.desk.do("unpack_document", parcel, barcode)) == ("applied", None)
    assert afternoon.statuses(home) == ["found"]
    assert why(afternoon.desk.do("unpack_document", parcel, barcode)) == (
        "superseded",
        "not_packed",
    )


def test_a_closed_parcel_takes_nothing_more_until_it_is_reopened(afternoon):
    home = afternoon.order(2)
    first, second = home.copies.values()
    parcel = new_id()
    afternoon.pack(home, parcel, first)
    assert why(afternoon.desk.do("close_parcel", parcel, {"estimated": 400})) == ("applied", None)
    assert why(afternoon.pack(home, parcel, second)) == ("refused", "parcel_is_closed")
    assert why(afternoon.desk.do("reopen_parcel", parcel)) == ("applied", None)
    assert why(afternoon.pack(home, parcel, second)) == ("applied", None)


def test_an_empty_bag_is_not_closed(afternoon):
    home, parcel = afternoon.order(), new_id()
    afternoon.pack(home, parcel)
    afternoon.desk.do("unpack_document", parcel, {"barcode": next(iter(home.copies.values()))})
    assert why(afternoon.desk.do("close_parcel", parcel, {"estimated": 0})) == (
        "refused",
        "parcel_is_empty",
    )


@pytest.mark.parametrize(
    ("grams", "estimated", "outcome"),
    [
        (None, 2000, "applied"),
        (None, 2001, "refused"),
        (2000, 2600, "applied"),
        (2001, 1500, "refused"),
    ],
)
def test_the_scale_has_the_last_word_about_two_kilograms(afternoon, grams, estimated, outcome):
    home, parcel = afternoon.order(), new_id()
    afternoon.pack(home, parcel)
    closed = afternoon.desk.do("close_parcel", parcel, {"grams": grams, "estimated": estimated})
    assert closed["outcome"] == outcome


def test_a_second_parcel_needs_the_patrons_yes(afternoon):
    home = afternoon.order(2)
    first, second = home.copies.values()
    afternoon.packed(type(home)(home.delivery, home.patron, {"": first}))
    assert why(afternoon.pack(home, new_id(), second)) == ("refused", "second_parcel_needs_yes")
    assert why(afternoon.desk.do("agree_to_parcels", home.delivery, {"count": 2})) == (
        "applied",
        None,
    )
    assert why(afternoon.pack(home, new_id(), second)) == ("applied", None)
    fewer = afternoon.desk.do("agree_to_parcels", home.delivery, {"count": 1})
    assert why(fewer) == ("refused", "more_are_packed")


def test_without_the_yes_the_rest_waits_at_the_library(afternoon):
    home = afternoon.order(2)
    stays, (hold, barcode) = home.copies.items()
    parcel = new_id()
    for one in (stays[1], barcode):
        afternoon.pack(home, parcel, one)
    left = afternoon.desk.do("leave_behind", home.delivery, {"barcode": barcode})
    assert why(left) == ("applied", None)
    rest = afternoon.row("hold", hold)
    assert (rest["status"], rest["fulfilment"], rest["delivery_id"]) == ("found", "pickup", None)
    assert afternoon.row("hold", stays[0])["status"] == "in_parcel"


def test_a_cancelled_delivery_is_not_packed(afternoon):
    home = afternoon.order()
    afternoon.desk.do("cancel_delivery", home.delivery, {})
    assert why(afternoon.pack(home)) == ("refused", "delivery_cancelled")


def test_what_is_cancelled_in_its_parcel_has_to_go_back(afternoon):
    home = afternoon.order()
    parcel = afternoon.packed(home)
    assert why(afternoon.desk.do("cancel_delivery", home.delivery, {})) == ("applied", None)
    assert afternoon.row("parcel", parcel)["status"] == "cancelled"
    assert afternoon.statuses(home) == ["cancelled"]


def test_a_weighing_counts_once(afternoon):
    home, weighing = afternoon.order(), new_id()
    said = {"barcode": next(iter(home.copies.values())), "grams": 412}
    assert why(afternoon.desk.do("weigh_document", weighing, said)) == ("applied", None)
    assert afternoon.desk.do("weigh_document", weighing, said)["outcome"] == "superseded"
    assert afternoon.row("weighing", weighing)["grams"] == 412


def test_karim_packs_nothing(afternoon):
    home = afternoon.order()
    said = {"delivery": home.delivery, "barcode": next(iter(home.copies.values()))}
    assert why(afternoon.bike.do("pack_document", new_id(), said)) == ("refused", "not_allowed")
