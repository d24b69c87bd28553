"""To the patron's hand, or to whoever shows the card or the code."""

from sqlalchemy import select, update

from rayon.database import reading, writing
from rayon.holds.models import Hold
from rayon.ils.models import IlsTask
from rayon.privacy.erasing import erase
from rayon.sync.perform import perform_all
from tests.builders import log_of, pick_of, row, the_server_does
from tests.hold_shelf.conftest import DUNE, NANA, ODES, Shelf
from tests.people import Person


def test_one_document(shelf: Shelf, chloe: Person):
    shelf.shelve(DUNE, "A1")
    shelf.at_the_desk(chloe)
    assert shelf.do("hand_over", DUNE, presented="card", card_of=shelf.lou)["outcome"] == "applied"
    hold = shelf.hold(DUNE)
    assert hold["status"] == "handed_over" and hold["handed_over_at"] is not None
    copy = shelf.copy(DUNE)
    assert (copy["hold_id"], copy["status"], copy["place_kind"]) == (None, "on_loan", "patron")


def test_a_part_today_and_the_rest_tomorrow(shelf: Shelf, chloe: Person):
    for barcode in (DUNE, NANA):
        shelf.shelve(barcode, "A1")
    shelf.at_the_desk(chloe)
    shelf.do("hand_over", DUNE, presented="code")
    assert shelf.hold(NANA)["status"] == "on_hold_shelf"
    assert shelf.do("hand_over", NANA, presented="code")["outcome"] == "applied"


def test_twice_is_once(shelf: Shelf, chloe: Person):
    shelf.shelve(DUNE, "A1")
    shelf.at_the_desk(chloe)
    shelf.do("hand_over", DUNE, presented="card")
    again = shelf.do("hand_over", DUNE, presented="card")
    assert (again["outcome"], again["why"]["code"]) == ("superseded", "already_handed_over")


def test_from_the_cart_when_the_patron_is_quicker_than_we(shelf: Shelf, chloe: Person):
    shelf.at_the_desk(chloe)
    assert shelf.do("hand_over", DUNE, presented="card")["outcome"] == "applied"


def test_not_this_patrons_document(shelf: Shelf, chloe: Person):
    shelf.at_the_desk(chloe)
    said = {"barcode": ODES, "how": "camera", "presented": "card"}
    refused = shelf.phone.do("hand_over", shelf.holds[DUNE], said)
    assert refused["why"]["code"] == "not_this_patrons"


def test_cancelled_meanwhile(shelf: Shelf, chloe: Person):
    shelf.shelve(DUNE, "A1")
    the_server_does(shelf.app, "cancel_hold", shelf.holds[DUNE])
    shelf.at_the_desk(chloe)
    assert shelf.do("hand_over", DUNE, presented="card")["why"]["code"] == "cancelled"


def test_a_patron_who_comes_a_day_late_gets_what_still_stands_there(shelf: Shelf, chloe: Person):
    shelf.shelve(DUNE, "A1")
    with shelf.app.app_context(), writing() as session:
        session.execute(update(Hold).where(Hold.id == shelf.holds[DUNE]).values(status="expired"))
    shelf.at_the_desk(chloe)
    assert shelf.do("hand_over", DUNE, presented="card")["outcome"] == "applied"
    assert shelf.hold(DUNE)["status"] == "handed_over"


def test_only_the_desk_hands_over(shelf: Shelf):
    shelf.shelve(DUNE, "A1")
    refused = shelf.do("hand_over", DUNE, presented="card")
    assert (refused["outcome"], refused["why"]["code"]) == ("refused", "not_allowed")


def test_undo_puts_it_back_into_its_slot_and_takes_the_loan_off_the_list(
    shelf: Shelf, chloe: Person
):
    shelf.set(loans_in="rayon")
    shelf.shelve(DUNE, "A1")
    shelf.at_the_desk(chloe)
    done = shelf.do("hand_over", DUNE, presented="card", card_of=shelf.lou)
    assert _loans(shelf) == [(shelf.lou, False)]
    undone = shelf.phone.do("undo", done["id"])
    assert undone["outcome"] == "applied"
    hold = shelf.hold(DUNE)
    assert (hold["status"], hold["handed_over_at"]) == ("on_hold_shelf", None)
    assert shelf.place(DUNE) == ("slot", shelf.slots["A1"])
    assert _loans(shelf) == [(shelf.lou, True)]
    assert shelf.phone.do("undo", undone["id"])["outcome"] == "applied"
    assert shelf.hold(DUNE)["status"] == "handed_over"


def test_a_second_undo_takes_back_nobody_elses_hand_over(shelf: Shelf, chloe: Person):
    shelf.shelve(DUNE, "A1")
    shelf.at_the_desk(chloe)
    done = shelf.do("hand_over", DUNE, presented="card")
    shelf.phone.do("undo", done["id"])
    shelf.do("hand_over", DUNE, presented="card")
    again = shelf.phone.do("undo", done["id"])
    assert (again["outcome"], again["why"]["code"]) == ("superseded", "undone_before")
    assert shelf.hold(DUNE)["status"] == "handed_over"


def test_undo_of_what_was_never_shelved(shelf: Shelf, chloe: Person):
    shelf.at_the_desk(chloe)
    done = shelf.do("hand_over", DUNE, presented="card")
    shelf.phone.do("undo", done["id"])
    assert (shelf.hold(DUNE)["status"], shelf.place(DUNE)) == ("found", ("walk", ""))


def test_a_card_that_was_erased_meanwhile_is_on_no_loan(shelf: Shelf, chloe: Person):
    shelf.set(loans_in="rayon")
    shelf.shelve(DUNE, "A1")
    shelf.at_the_desk(chloe)
    assert shelf.do("hand_over", DUNE, presented="card", card_of=9999)["outcome"] == "applied"
    assert _loans(shelf) == [(None, False)]


def test_what_is_not_in_its_slot_is_looked_for_again(shelf: Shelf, chloe: Person):
    shelf.shelve(DUNE, "A1")
    shelf.at_the_desk(chloe)
    assert shelf.phone.do("report_missing", shelf.holds[DUNE])["outcome"] == "applied"
    assert (shelf.hold(DUNE)["status"], shelf.place(DUNE)) == ("searching", ("missing", ""))
    again = shelf.phone.do("report_missing", shelf.holds[DUNE])
    assert again["why"]["code"] == "not_on_the_shelf"


def _loans(shelf: Shelf) -> list[tuple[int | None, bool]]:
    """Of the loan list: whose card, and whether the line was withdrawn."""
    with shelf.app.app_context(), reading() as session:
        ids = session.scalars(select(IlsTask.id).where(IlsTask.kind == "loan")).all()
    lines = [row(shelf.app, "ils_task", line) for line in ids]
    return [(line["patron_id"], line["withdrawn_at"] is not None) for line in lines]


def test_who_collected_for_somebody_else_can_be_forgotten(shelf: Shelf, chloe: Person):
    shelf.shelve(DUNE, "A1")
    shelf.at_the_desk(chloe)
    shelf.do("hand_over", DUNE, presented="card", card_of=shelf.george)
    (handed,) = (one for one in log_of(shelf.app).values() if one["name"] == "hand_over")
    assert handed["payload"]["card_of"] == shelf.george
    with shelf.app.app_context():
        erase("24242000000029", perform_all)
    after = log_of(shelf.app)[handed["id"]]
    assert (after["payload"]["card_of"], after["body_hash"]) == (None, "")


def test_a_contradiction_is_over_when_the_patron_has_it(shelf: Shelf, chloe: Person):
    shelf.phone.do("report_not_found", pick_of(shelf.app, shelf.holds[DUNE]))
    assert shelf.hold(DUNE)["disputed"]
    shelf.at_the_desk(chloe)
    shelf.do("hand_over", DUNE, presented="card")
    assert not shelf.hold(DUNE)["disputed"]
