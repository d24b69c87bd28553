"""The plan, as arithmetic: which copy for whom, in which order, cut where."""

from datetime import UTC, date, datetime, timedelta

from rayon.picking.plan import Aim, cut, in_walking_order, number_slips, sort_out

CANAL, GARE = 1, 2
TODAY = date(2026, 11, 24)
MONDAY = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


def hold(name, title=1, minutes=0, **values):
    asked = {"id": name, "title_id": title, "asked_at": MONDAY + timedelta(minutes=minutes)}
    plain = {"wants": "title", "item_id": None, "volume": "", "kind": "", "selection": None}
    where = {"pickup_branch_id": CANAL, "picking_branch_id": None}
    return {**asked, **plain, **where, "patron_id": None, "slip": None, "slip_day": None, **values}


def copy(number, title=1, **values):
    shelved = {"branch_id": CANAL, "location_id": 1, "walk_order": 1, "sort_key": f"{number:03}"}
    free = {"status": "available", "place_kind": "shelf", "hold_id": None, "unusable": ""}
    what = {"volume": "", "kind": "book"}
    return {"id": number, "title_id": title, **shelved, **free, **what, **values}


def aims_of(result):
    return [(aim.hold["id"], aim.item and aim.item["id"]) for aim in result.aims]


def test_one_copy_serves_one_hold_and_who_asked_first_gets_it():
    result = sort_out([hold("late", minutes=9), hold("early")], [copy(1)], CANAL)
    assert aims_of(result) == [("early", 1)]
    assert [row["id"] for row in result.without_copy] == ["late"]


def test_a_copy_somebody_is_on_the_way_to_is_not_there_for_anybody_else():
    result = sort_out([hold("ada")], [copy(1), copy(2)], CANAL, {1})
    assert aims_of(result) == [("ada", 2)]


def test_the_nearest_copy_is_aimed_at():
    copies = [copy(1, walk_order=2), copy(3), copy(2)]
    assert aims_of(sort_out([hold("ada")], copies, CANAL)) == [("ada", 2)]


def test_a_copy_that_is_out_damaged_or_put_aside_is_no_target():
    copies = [
        copy(1, status="on_loan"),
        copy(2, unusable="damaged"),
        copy(3, hold_id="other"),
        copy(4, place_kind="walk"),
    ]
    assert aims_of(sort_out([hold("ada")], copies, CANAL)) == []


def test_a_record_in_volumes_needs_to_be_told_which():
    volumes = [copy(1, volume="1"), copy(2, volume="2")]
    result = sort_out([hold("which"), hold("second", volume="2")], volumes, CANAL)
    assert aims_of(result) == [("second", 2)]
    assert [row["id"] for row in result.to_specify] == ["which"]


def test_a_copy_is_fetched_where_it_will_be_collected_or_else_where_it_stands():
    here, there = copy(1), copy(2, branch_id=GARE)
    assert aims_of(sort_out([hold("ada")], [here, there], CANAL)) == [("ada", 1)]
    assert aims_of(sort_out([hold("ada")], [here, there], GARE)) == []
    assert aims_of(sort_out([hold("ada")], [there], GARE)) == [("ada", 2)]
    assert sort_out([hold("ada")], [there], CANAL).without_copy == []


def test_the_library_system_may_say_where_to_fetch_it():
    copies = [copy(1), copy(2, branch_id=GARE)]
    told = hold("ada", picking_branch_id=GARE)
    assert aims_of(sort_out([told], copies, GARE)) == [("ada", 2)]


def test_a_selection_is_made_where_it_is_collected_and_comes_last():
    wishes = hold("lou", title=None, wants="selection")
    assert aims_of(sort_out([wishes], [], CANAL)) == [("lou", None)]
    assert aims_of(sort_out([wishes], [], GARE)) == []
    both = in_walking_order([Aim(wishes, None), Aim(hold("ada"), copy(1))])
    assert [aim.hold["id"] for aim in both] == ["ada", "lou"]


def test_walks_are_cut_where_a_section_begins_if_that_is_near():
    sections = [1] * 11 + [2] * 9
    aims = [Aim(hold(str(n)), copy(n, location_id=where)) for n, where in enumerate(sections)]
    assert [len(piece) for piece in cut(aims, 2)] == [11, 9]


def test_walks_are_equal_where_no_section_begins_near():
    aims = [Aim(hold(str(n)), copy(n, location_id=1 + (n > 16))) for n in range(20)]
    assert [len(piece) for piece in cut(aims, 2)] == [10, 10]


def test_nobody_gets_an_empty_walk():
    aims = [Aim(hold(str(n)), copy(n)) for n in range(3)]
    assert [len(piece) for piece in cut(aims, 20)] == [1, 1, 1]
    assert cut([], 3) == []


def test_one_slip_per_patron_and_day():
    asked = [hold("a", patron_id=7), hold("b", patron_id=8), hold("c", patron_id=7)]
    aims = [Aim(row, None) for row in asked]
    assert number_slips(aims, {}, TODAY) == {"a": 1, "b": 2, "c": 1}
    assert number_slips(aims, {8: 4}, TODAY) == {"a": 5, "b": 4, "c": 5}


def test_the_nameless_get_a_slip_each_and_keep_it_for_the_day():
    aims = [Aim(hold("a"), None), Aim(hold("b", slip=3, slip_day=TODAY), None)]
    assert number_slips(aims, {-1: 3}, TODAY) == {"a": 4, "b": 3}
    old = [Aim(hold("c", slip=3, slip_day=date(2026, 11, 23)), None)]
    assert number_slips(old, {}, TODAY) == {"c": 1}
