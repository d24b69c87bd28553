"""The order in which the courier rides."""

from itertools import pairwise, permutations

import pytest

from rayon.delivery.stops import crow_metres, in_order

TOWN_HALL = (2.2874, 48.8937)
STATION = (2.2800, 48.8970)
ISLAND = (2.2660, 48.8985)
BRIDGE = (2.2950, 48.8900)
PARK = (2.2790, 48.8900)


def length(order):
    places = [TOWN_HALL, *order, TOWN_HALL]
    return sum(crow_metres(one, other) for one, other in pairwise(places))


def test_four_stops_are_ridden_on_the_shortest_round():
    stops = [BRIDGE, ISLAND, PARK, STATION]
    found = [stops[number] for number in in_order(TOWN_HALL, stops)]
    assert length(found) == pytest.approx(min(length(order) for order in permutations(stops)))


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_few_stops_are_no_trouble(number):
    assert sorted(in_order(TOWN_HALL, [PARK, ISLAND, STATION][:number])) == list(range(number))


def test_two_parcels_to_one_door_are_beside_each_other():
    order = in_order(TOWN_HALL, [PARK, ISLAND, PARK, BRIDGE, STATION])
    assert abs(order.index(0) - order.index(2)) == 1


def test_a_kilometre_is_a_kilometre():
    # Levallois town hall to the Arc de Triomphe, by the map.
    assert crow_metres((2.2874, 48.8937), (2.2950, 48.8738)) == pytest.approx(2280, rel=0.01)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_at_the_edge_of_the_calendar_is_refused_in_words(afternoon, day):
    for answer in (
        afternoon.desk.get(f"/api/delivery/day?day={day}"),
        afternoon.desk.post("/api/delivery/stops", {"day": day}),
    ):
        assert (answer.status_code, answer.get_json()["code"]) == (422, "bad_field")
