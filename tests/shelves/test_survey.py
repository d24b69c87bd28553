"""Sol walks along the shelves with a phone; bays come out of what was scanned."""

from tests.builders import a_copy, a_hold, a_location, a_title, a_walk, row
from tests.phones import a_phone
from tests.shelves.floors import NEXT_YEAR, a_floor, a_table, bay_row, rows_of, spot_of

BAY = {"floor": "1er étage", "level": 1, "range": "B", "side": "left", "shelves": 6}


def survey(office, label, position=1, **values):
    return office.do("survey_bay", "", {**BAY, "bay": label, "position": position, **values})


def a_shelf(app, canal, *labels):
    """Copies of one location; the barcode is the call number."""
    romans = a_location(app, canal)
    for label in labels:
        a_copy(app, canal, a_title(app, label), label, romans, call_number=label)
    return romans


def test_two_bays_surveyed_without_a_network_are_a_floor(app, canal, office):
    a_shelf(app, canal, *(f"R-{number:03}" for number in range(120)))
    one = office.record("survey_bay", "", {**BAY, "bay": "B-1", "barcode": "R-000"})
    two = {**BAY, "bay": "B-2", "position": 2, "barcode": "R-060"}
    answer = office.push(one, office.record("survey_bay", "", two))
    assert [each["outcome"] for each in answer["outcomes"]] == ["applied", "applied"]
    assert [floor["name"] for floor in rows_of(app, "floor")] == ["1er étage"]
    assert len(rows_of(app, "shelf_range")) == 1
    spot = spot_of(app, "R-065")
    assert (spot["bay"], spot["shelf"], spot["shelves"]) == ("B-2", 1, 6)


def test_the_first_document_of_a_shelf_says_more(app, canal, office):
    a_shelf(app, canal, *(f"R-{number:03}" for number in range(120)))
    survey(office, "B-1", barcode="R-000")
    answer = office.do("survey_shelf", "", {"bay": "B-1", "shelf": 2, "barcode": "R-100"})
    assert answer["outcome"] == "applied"
    assert (spot_of(app, "R-099")["shelf"], spot_of(app, "R-100")["shelf"]) == (1, 2)


def test_a_bay_surveyed_again_is_one_bay(app, canal, office):
    a_shelf(app, canal, "R-1", "R-2")
    survey(office, "B-1", barcode="R-1")
    survey(office, "B-1", position=4, shelves=5, barcode="R-2")
    assert bay_row(app, "B-1")["position"] == 4
    assert [start["call_number"] for start in rows_of(app, "bay_start")] == ["R-2"]


def test_a_first_document_that_nobody_knows_leaves_the_bay(app, office):
    answer = survey(office, "B-1", barcode="X-9")
    assert (answer["outcome"], answer["why"]["code"]) == ("applied", "first_document_unknown")
    assert bay_row(app, "B-1")["shelves"] == 6


def test_ada_who_picks_surveys_no_bays(phone):
    assert survey(phone, "B-1")["why"]["code"] == "not_allowed"


def test_a_shelf_that_the_bay_does_not_have_is_refused(app, canal, office):
    a_shelf(app, canal, "R-1")
    survey(office, "B-1", shelves=3)
    answer = office.do("survey_shelf", "", {"bay": "B-1", "shelf": 4, "barcode": "R-1"})
    assert answer["why"]["code"] == "no_such_shelf"
    answer = office.do("survey_shelf", "", {"bay": "B-9", "shelf": 1, "barcode": "R-1"})
    assert answer["why"]["code"] == "unknown_bay"


def test_a_table_without_a_last_day_cannot_be_read(office):
    answer = survey(office, "T-1", kind="display_table")
    assert answer["outcome"] == "quarantined"


def test_a_document_on_a_display_table_is_fetched_there(app, canal, office, phone):
    a_shelf(app, canal, "R-1", "R-2")
    survey(office, "B-1", barcode="R-1")
    survey(office, "TABLE-1", kind="display_table", range="", ends_on=NEXT_YEAR)
    assert phone.do("put_on_bay", "", {"bay": "TABLE-1", "barcode": "R-2"})["outcome"] == "applied"
    spot = spot_of(app, "R-2")
    assert (spot["bay"], spot["kind"], spot["away"]) == ("TABLE-1", "display_table", True)
    # It may still be asked for and found.
    title = next(one["title_id"] for one in rows_of(app, "item") if one["barcode"] == "R-2")
    a_walk(app, canal, a_hold(app, canal, title))
    picks = [c["data"] for c in phone.push()["changes"] if c["kind"] == "pick"]
    assert picks[0]["spot"]["bay"] == "TABLE-1"


def test_it_stands_there_until_it_is_scanned_elsewhere(app, canal, office, phone):
    a_shelf(app, canal, "R-1", "R-2")
    a_floor(app, canal, a_table("T-1"), a_table("T-2"))
    phone.do("put_on_bay", "", {"bay": "T-1", "barcode": "R-1"})
    phone.do("put_on_bay", "", {"bay": "T-2", "barcode": "R-1"})
    assert spot_of(app, "R-1")["bay"] == "T-2"
    survey(office, "B-1", barcode="R-1")
    assert spot_of(app, "R-1")["bay"] == "B-1"


def test_after_its_last_day_all_is_at_home_again(app, canal, office, phone):
    a_shelf(app, canal, "R-1")
    a_floor(app, canal, a_table("T-1"))
    phone.do("put_on_bay", "", {"bay": "T-1", "barcode": "R-1"})
    assert office.do("remove_bay", "", {"bay": "T-1"})["outcome"] == "applied"
    assert spot_of(app, "R-1") is None
    answer = phone.do("put_on_bay", "", {"bay": "T-1", "barcode": "R-1"})
    assert answer["why"]["code"] == "bay_has_ended"


def test_it_was_not_put_there_after_all(app, canal, phone):
    a_shelf(app, canal, "R-1")
    a_floor(app, canal, a_table("T-1"))
    put = phone.do("put_on_bay", "", {"bay": "T-1", "barcode": "R-1"})
    undone = phone.do("undo", put["id"])
    assert (undone["outcome"], spot_of(app, "R-1")) == ("applied", None)
    assert phone.do("undo", undone["id"])["outcome"] == "applied"
    assert spot_of(app, "R-1")["bay"] == "T-1"


def test_what_somebody_looks_for_is_kept_when_it_is_put_on_a_table(app, canal, phone):
    title = a_title(app)
    a_copy(app, canal, title, "R-1")
    hold = a_hold(app, canal, title)
    a_walk(app, canal, hold)
    a_floor(app, canal, a_table("T-1"))
    pick = next(c["id"] for c in phone.push()["changes"] if c["kind"] == "pick")
    phone.do("report_not_found", pick)
    answer = phone.do("put_on_bay", "", {"bay": "T-1", "barcode": "R-1"})
    assert answer["why"]["code"] == "wanted_after_all"
    assert row(app, "hold", hold)["status"] == "found"


def test_a_bay_of_another_branch_is_not_ours(app, canal, office, ben):
    from tests.people import a_branch, a_person

    gare = a_branch(app, "GARE", name="Médiathèque de la Gare")
    theirs = a_phone(app, gare, a_person(app, gare, "Yann", "supervisor"))
    survey(office, "B-1")
    survey(theirs, "B-1", shelves=3)
    assert sorted(bay["shelves"] for bay in rows_of(app, "bay")) == [3, 6]
