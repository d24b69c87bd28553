"""Floors that the phone reads too: both find a walk of the same length."""

import json
from pathlib import Path

import pytest

from rayon.shelves.route.graph import Spot, Walkways, Way
from rayon.shelves.route.shortest import shortest_walk

SAMPLES = sorted((Path(__file__).parents[2] / "samples/routes").glob("*.json"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_length_in_the_sample_is_the_shortest(path):
    sample = json.loads(path.read_text())
    floor = sample["walkways"]
    walkways = Walkways(floor["junctions"], [Way(**way) for way in floor["ways"]], floor["start"])
    spots = [Spot(**spot) for spot in sample["spots"]]
    here = Spot("here", **sample["here"]) if sample["here"] else None
    walk = shortest_walk(walkways, spots, ms=1e9, here=here)
    assert walk.is_shortest
    assert walk.metres == pytest.approx(sample["metres"])
