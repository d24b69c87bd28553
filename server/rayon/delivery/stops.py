"""In which order the courier rides: the shortest round as the crow flies. Pure."""

from collections.abc import Sequence
from math import cos, hypot, radians

from rayon.shelves.route.rounds import shortest_round

METRES_PER_DEGREE = 111_195.0
#: Longitude and latitude in degrees, as in the town's file of addresses.
Place = tuple[float, float]


def in_order(home: Place, stops: Sequence[Place], ms: float = 50.0) -> list[int]:
    """The positions of the stops as they are visited, from home and back to it."""
    places = [home, *stops]
    table = [[crow_metres(one, other) for other in places] for one in places]
    return [number - 1 for number in shortest_round(table, ms)]


def crow_metres(one: Place, other: Place) -> float:
    """Metres between two places of one town, on a plane that touches the earth there."""
    east = (other[0] - one[0]) * cos(radians((one[1] + other[1]) / 2))
    return METRES_PER_DEGREE * hypot(east, other[1] - one[1])
