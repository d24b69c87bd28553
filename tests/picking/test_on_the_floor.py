"""Walks over a surveyed floor: by the shortest way, whatever the list says."""

from rayon.picking.on_the_floor import one_walk, walks_of
from rayon.picking.plan import Aim
from rayon.shelves.on_foot import OnFoot
from tests.picking.test_plan import copy, hold
from tests.shelves.route.floors import block

BLOCK = block(4)


def aim(name, number, **values):
    return Aim(hold(name), copy(number, **values))


def names_of(walks):
    return [[aim.hold["id"] for aim in walk.aims] for walk in walks]


def foot(**places):
    """Copies 1, 2, … stand at these places."""
    return OnFoot(BLOCK, dict(enumerate(places.values(), start=1)))


def test_what_stands_in_the_same_aisle_is_fetched_on_one_way():
    aims = [aim("near", 1), aim("other", 2), aim("opposite", 3)]
    floor = foot(near=("aisle0", 2), other=("aisle3", 6), opposite=("aisle0", 2.4))
    (walk,) = names_of(walks_of(aims, 1, floor))
    assert abs(walk.index("near") - walk.index("opposite")) == 1


def test_shelf_by_shelf_within_a_bay():
    aims = [aim("third", 3), aim("first", 1), aim("second", 2)]
    bay = ("aisle1", 5)
    assert names_of(walks_of(aims, 1, foot(a=bay, b=bay, c=bay))) == [["first", "second", "third"]]


def test_ada_and_ben_get_an_end_of_the_room_each():
    aims = [aim(f"{n:02}", n) for n in range(1, 13)]
    places = {str(n): (f"aisle{0 if n % 2 else 3}", 1 + n / 2) for n in range(1, 13)}
    walks = names_of(walks_of(aims, 2, foot(**places)))
    assert sorted(sorted({int(name) % 2 for name in walk}) for walk in walks) == [[0], [1]]


def test_what_nobody_surveyed_comes_at_the_end():
    choice = Aim(hold("lou", title=None, wants="selection"), None)
    aims = [choice, aim("attic", 9), aim("shelved", 1)]
    assert names_of(walks_of(aims, 1, foot(a=("aisle2", 3)))) == [["shelved", "attic", "lou"]]


def test_without_a_floor_the_list_is_walked():
    aims = [aim("late", 2), aim("early", 1)]
    assert names_of(walks_of(aims, 1, None)) == [["early", "late"]]
    assert names_of(walks_of(aims, 1, foot())) == [["early", "late"]]


def test_a_newcomer_is_fetched_where_one_comes_by():
    floor = foot(a=("aisle0", 1), b=("aisle3", 1), c=("aisle0", 1.5))
    lines = [("a", 1), ("b", 2), ("c", 3), ("attic", 7), ("lou", None)]
    order, metres = one_walk(lines, floor)
    assert order[-2:] == ["attic", "lou"]
    assert abs(order.index("a") - order.index("c")) == 1
    assert metres == 2 * 1.5 + 2 * 4.5 + 2 * 1
