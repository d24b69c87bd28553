"""Floors made by chance, and the shortest walk on them by trying every order."""

import random
from itertools import pairwise

from rayon.shelves.route.distances import Distances
from rayon.shelves.route.graph import Spot, Walkways, Way
from rayon.shelves.route.net import net_of


def any_floor(seed):
    """A few junctions, ways between them (loops, twins, ways of no length), and up to 7 spots."""
    chance = random.Random(seed)
    junctions = [f"j{number}" for number in range(chance.randint(1, 7))]
    ways = [
        Way(f"w{number}", chance.choice(junctions[:number]), name, chance.randint(0, 9))
        for number, name in enumerate(junctions)
        if number
    ]
    for number in range(chance.randint(1, 6)):
        ends = chance.choice(junctions), chance.choice(junctions)
        ways.append(Way(f"x{number}", *ends, chance.randint(0, 9)))
    chance.shuffle(ways)
    spots = [any_spot(f"s{number}", ways, chance) for number in range(chance.randint(0, 7))]
    here = any_spot("here", ways, chance) if chance.random() < 0.4 else None
    return Walkways(junctions, ways, chance.choice(junctions)), spots, here


def any_spot(name, ways, chance):
    way = chance.choice(ways)
    return Spot(
        name, way.id, chance.choice([0, way.metres, round(chance.random() * way.metres, 1)])
    )


def block(aisles, metres=8.4, pitch=1.5):
    """Parallel aisles between a front and a back cross-aisle; the start is a front corner."""
    ways = [Way(f"aisle{n}", f"f{n}", f"b{n}", metres) for n in range(aisles)]
    for one, other in pairwise(range(aisles)):
        ways += [Way(f"{side}{one}", f"{side}{one}", f"{side}{other}", pitch) for side in "fb"]
    return Walkways([f"{side}{n}" for n in range(aisles) for side in "fb"], ways, "f0")


def grid(wide, deep):
    """Streets: more open junctions at a time than there is ever time for."""
    names = [[f"{x}.{y}" for y in range(deep)] for x in range(wide)]
    ways = []
    for x in range(wide):
        for y in range(deep):
            if x + 1 < wide:
                ways.append(Way(f"{x}.{y}e", names[x][y], names[x + 1][y], 3))
            if y + 1 < deep:
                ways.append(Way(f"{x}.{y}s", names[x][y], names[x][y + 1], 4))
    return Walkways([name for row in names for name in row], ways, "0.0")


def spots_on(walkways, number, seed):
    chance = random.Random(seed)
    return [any_spot(f"s{n}", walkways.ways, chance) for n in range(number)]


def length(walkways, spots, order, here=None):
    """Metres of a walk in this order of ids."""
    numbers = {spot.id: number for number, spot in enumerate(spots)}
    return Distances(net_of(walkways, spots, here)).length([numbers[name] for name in order])


def held_karp(walkways, spots, here=None):
    """The shortest walk, by the shortest way to every set of spots that ends at one of them."""
    ids = [spot.id for spot in spots]
    by_id = {spot.id: spot for spot in spots}
    if not ids:
        return length(walkways, spots, [], here)
    steps = {}
    for one in ids:
        steps[None, one] = _from_here(walkways, by_id[one], here)
        steps[one, None] = length(walkways, [by_id[one]], [one], by_id[one])
        for other in ids:
            pair = [by_id[one], by_id[other]]
            both = length(walkways, pair, [one, other], by_id[one])
            steps[one, other] = both - length(walkways, pair[1:], [other], by_id[other])
    best = {(frozenset([one]), one): steps[None, one] for one in ids}
    for _ in ids[1:]:
        longer = {}
        for (seen, last), metres in best.items():
            for name in ids:
                if name not in seen:
                    key = (seen | {name}, name)
                    longer[key] = min(longer.get(key, 1e9), metres + steps[last, name])
        best = longer
    return min(metres + steps[last, None] for (_, last), metres in best.items())


def _from_here(walkways, spot, here):
    return length(walkways, [spot], [spot.id], here) - length(walkways, [spot], [spot.id], spot)
