"""Lou leaves the choice to the picker: documents are chosen one by one, then it is closed."""

from rayon import clock
from rayon.supervisors.bringing_up import bring_up
from rayon.sync.perform import perform_all
from tests.builders import a_copy, a_hold, a_title, a_walk, pick_of, row, the_server_does


def choose(barcode):
    return {"barcode": barcode, "how": "scanner"}


def test_two_are_chosen_and_the_selection_is_closed(phone, selection):
    for barcode in ("D-0001", "D-0002"):
        assert phone.do("choose_item", selection.pick, choose(barcode))["outcome"] == "applied"
    assert selection.status == "on_walk"
    assert phone.do("report_found", selection.pick, choose("D-0002"))["outcome"] == "applied"
    assert (selection.status, selection.pick_status) == ("found", "found")
    assert selection.copy("D-0001")["hold_id"] == selection.hold


def test_a_selection_is_not_closed_empty(phone, selection):
    outcome = phone.do("report_found", selection.pick, choose("D-0001"))
    assert (outcome["outcome"], outcome["why"]["code"]) == ("refused", "nothing_chosen")


def test_the_same_document_is_chosen_once(phone, selection):
    phone.do("choose_item", selection.pick, choose("D-0001"))
    assert phone.do("choose_item", selection.pick, choose("D-0001"))["outcome"] == "superseded"


def test_a_wrong_choice_is_taken_back(phone, selection):
    chosen = phone.do("choose_item", selection.pick, choose("D-0001"))
    assert phone.do("undo", chosen["id"])["outcome"] == "applied"
    assert selection.copy("D-0001")["hold_id"] is None
    assert phone.do("undo", chosen["id"])["why"]["code"] == "undone_before"


def test_closing_is_taken_back_and_what_was_chosen_stays(phone, selection):
    chosen = phone.do("choose_item", selection.pick, choose("D-0001"))
    closed = phone.do("report_found", selection.pick, choose("D-0001"))
    assert phone.do("undo", chosen["id"])["why"]["code"] == "has_moved_on"
    assert phone.do("undo", closed["id"])["outcome"] == "applied"
    assert (selection.status, selection.pick_status) == ("on_walk", "open")
    assert selection.copy("D-0001")["hold_id"] == selection.hold


def test_a_closed_selection_takes_nothing_more(phone, selection):
    phone.do("choose_item", selection.pick, choose("D-0001"))
    phone.do("report_found", selection.pick, choose("D-0001"))
    outcome = phone.do("choose_item", selection.pick, choose("D-0002"))
    assert (outcome["outcome"], outcome["why"]["code"]) == ("refused", "selection_closed")
    assert phone.do("report_found", selection.pick, choose("D-0001"))["outcome"] == "superseded"


def test_a_cancelled_selection_is_refused(app, phone, selection):
    the_server_does(app, "cancel_hold", selection.hold)
    for name, why in (("choose_item", "selection_closed"), ("report_found", "no_longer_wanted")):
        outcome = phone.do(name, selection.pick, choose("D-0001"))
        assert (outcome["outcome"], outcome["why"]["code"]) == ("refused", why)


def test_what_waits_for_another_patron_is_not_chosen(app, canal, phone, selection):
    title = a_title(app)
    a_copy(app, canal, title, "C-1")
    hold = a_hold(app, canal, title)
    a_walk(app, canal, hold)
    phone.do("report_found", pick_of(app, hold), choose("C-1"))
    outcome = phone.do("choose_item", selection.pick, choose("C-1"))
    assert (outcome["outcome"], outcome["why"]["code"]) == ("refused", "serves_a_hold")


def test_only_a_selection_is_chosen_for(phone, wanted):
    outcome = phone.do("choose_item", wanted.pick, choose("C-0001"))
    assert (outcome["outcome"], outcome["why"]["code"]) == ("refused", "not_a_selection")
    assert phone.do("choose_item", wanted.pick, choose("X-1"))["why"]["code"] == "unknown_barcode"


def test_dvds_were_asked_for_and_a_book_was_scanned(app, canal, phone):
    title = a_title(app, "Dinosaures")
    a_copy(app, canal, title, "B-1", kind="book")
    a_copy(app, canal, title, "V-1", kind="dvd")
    hold = a_hold(app, canal, wants="selection", selection={"kind": "dvd"})
    a_walk(app, canal, hold)
    refused = phone.do("choose_item", pick_of(app, hold), choose("B-1"))
    assert refused["why"]["code"] == "not_for_this_selection"
    assert "one less" in refused["why"]["texts"]["en"]
    assert phone.do("choose_item", pick_of(app, hold), choose("V-1"))["outcome"] == "applied"


def test_a_colleague_need_not_choose_as_well(app, canal, phone, selection):
    phone.do("report_not_found", selection.pick)
    a_walk(app, canal, selection.hold)
    phone.do("choose_item", selection.pick, choose("D-0001"))
    phone.do("report_found", selection.pick, choose("D-0001"))
    assert row(app, "pick", pick_of(app, selection.hold))["status"] == "withdrawn"


def test_a_strange_document_chosen_again_is_one_thing_to_settle(app, office, phone, selection):
    """Ada scans it, is told no, and scans it again."""
    for _ in range(2):
        assert phone.do("choose_item", selection.pick, choose("X-1"))["outcome"] == "refused"
    with app.app_context():
        bring_up(clock.now(), perform_all)
    (line,) = office.get("/api/trouble").get_json()["open"]
    assert (line["facts"]["barcode"], len(line["again"])) == ("X-1", 1)
