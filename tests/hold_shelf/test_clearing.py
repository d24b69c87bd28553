"""Off the shelf: what nobody came for goes to the next patron, or back to the stacks."""

from datetime import timedelta

import pytest

from tests.builders import a_hold, a_patron, row, the_server_does, troubles
from tests.hold_shelf.conftest import DUNE, NANA, ODES, Shelf
from tests.people import a_branch, a_person
from tests.phones import a_phone


@pytest.fixture
def stale(shelf: Shelf, clock) -> Shelf:
    """All three are shelved; the days of Dune were over on Saturday."""
    for barcode, slot in ((DUNE, "A1"), (NANA, "A1"), (ODES, "A2")):
        shelf.shelve(barcode, slot)
    for barcode, until in ((DUNE, "2026-11-21"), (NANA, "2099-11-27")):
        days = {"kind": "ready", "until": until, "on": "2026-11-14"}
        the_server_does(shelf.app, "record_told", shelf.holds[barcode], days)
    return shelf


def test_to_the_stacks(stale: Shelf):
    done = stale.do("take_off", DUNE)
    assert (done["outcome"], done["why"]["code"]) == ("applied", "to_the_stacks")
    assert (stale.hold(DUNE)["status"], stale.place(DUNE)) == ("expired", ("cart", ""))
    assert stale.copy(DUNE)["hold_id"] is None


def test_to_the_next_patron_who_waits(stale: Shelf):
    title = stale.hold(DUNE)["title_id"]
    second = a_hold(stale.app, stale.branch, title, patron=a_patron(stale.app))
    a_hold(stale.app, stale.branch, title, patron=a_patron(stale.app))
    done = stale.do("take_off", DUNE)
    assert done["why"]["code"] == "goes_to_the_next"
    following = row(stale.app, "hold", second)
    assert following["status"] == "found" and following["slip"] is not None
    assert stale.copy(DUNE)["hold_id"] == second
    stale.holds[DUNE] = second
    assert stale.shelve(DUNE, "A1")["why"]["code"] == "slot_taken", "Nana is still there"


def test_a_patron_with_documents_of_today_keeps_one_slip_number(stale: Shelf):
    second = a_hold(stale.app, stale.branch, stale.hold(DUNE)["title_id"], patron=stale.george)
    stale.do("take_off", DUNE)
    assert row(stale.app, "hold", second)["slip"] == stale.hold(ODES)["slip"]


def test_not_before_its_time(stale: Shelf):
    kept = stale.do("take_off", NANA)
    assert (kept["outcome"], kept["why"]["code"]) == ("refused", "still_kept")
    assert stale.do("take_off", ODES)["why"]["code"] == "still_wanted", "nobody was told yet"


def test_what_was_cancelled_goes_as_well(stale: Shelf):
    the_server_does(stale.app, "cancel_hold", stale.holds[NANA])
    assert stale.do("take_off", NANA)["outcome"] == "applied"


def test_twice_is_once(stale: Shelf):
    stale.do("take_off", DUNE)
    assert stale.do("take_off", DUNE)["why"]["code"] == "not_on_the_shelf"


def test_what_does_not_stand_there_any_more(stale: Shelf, clock):
    the_server_does(stale.app, "cancel_hold", stale.holds[NANA])
    assert stale.phone.do("report_missing", stale.holds[NANA])["outcome"] == "applied"
    assert (stale.hold(NANA)["status"], stale.place(NANA)) == ("cancelled", ("missing", ""))


def test_back_on_its_shelf(stale: Shelf):
    stale.do("take_off", DUNE)
    said = {"barcode": DUNE, "how": "camera"}
    assert stale.phone.do("reshelve", "", said)["outcome"] == "applied"
    assert stale.place(DUNE) == ("shelf", "")
    assert stale.phone.do("reshelve", "", said)["why"]["code"] == "already_on_its_shelf"


def test_reshelving_answers_the_line_that_asked_for_it(stale: Shelf):
    the_server_does(stale.app, "cancel_hold", stale.holds[NANA])
    assert troubles(stale.app) == ["reshelve"]
    stale.do("take_off", NANA)
    stale.phone.do("reshelve", "", {"barcode": NANA, "how": "camera"})
    assert troubles(stale.app) == []


def test_what_somebody_waits_for_is_not_reshelved(stale: Shelf):
    refused = stale.phone.do("reshelve", "", {"barcode": ODES, "how": "camera"})
    assert refused["why"]["code"] == "serves_a_hold"
    strange = stale.phone.do("reshelve", "", {"barcode": "C-STRANGE", "how": "camera"})
    assert strange["why"]["code"] == "unknown_barcode"


def test_a_copy_of_another_branch_travels_home_first(stale: Shelf):
    tilleuls = a_branch(stale.app, "TILLEULS", name="Bibliothèque des Tilleuls")
    there = a_phone(stale.app, tilleuls, a_person(stale.app, tilleuls, "Zoé", "picker"))
    stale.do("take_off", DUNE)
    said = {"barcode": DUNE, "how": "camera"}
    assert there.do("reshelve", "", said)["why"]["code"] == "goes_home"
    assert stale.place(DUNE) == ("transit", "")
    assert stale.phone.do("reshelve", "", said)["outcome"] == "applied"
    assert stale.place(DUNE) == ("shelf", "")


def test_undo_to_the_stacks(stale: Shelf):
    done = stale.do("take_off", DUNE)
    assert stale.phone.do("undo", done["id"])["outcome"] == "applied"
    assert stale.place(DUNE) == ("slot", stale.slots["A1"])
    assert stale.do("take_off", DUNE)["outcome"] == "applied"


def test_undo_to_the_next(stale: Shelf):
    second = a_hold(stale.app, stale.branch, stale.hold(DUNE)["title_id"])
    done = stale.do("take_off", DUNE)
    stale.phone.do("undo", done["id"])
    assert row(stale.app, "hold", second)["status"] == "open"
    assert stale.copy(DUNE)["hold_id"] == stale.holds[DUNE]


def test_undo_of_reshelving(stale: Shelf):
    stale.do("take_off", DUNE)
    done = stale.phone.do("reshelve", "", {"barcode": DUNE, "how": "camera"})
    stale.phone.do("undo", done["id"])
    assert stale.place(DUNE) == ("cart", "")


def test_a_patron_who_comes_late_gets_what_was_not_cleared_yet(stale: Shelf, chloe, clock):
    clock.move(timedelta(hours=1))
    stale.at_the_desk(chloe)
    assert stale.do("hand_over", DUNE, presented="card")["outcome"] == "applied"
