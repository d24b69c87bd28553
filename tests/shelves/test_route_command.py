"""`rayon shelves route`: a floor in, a walk out, and one line when the floor is none."""

import json

import pytest
from click.testing import CliRunner

from rayon.shelves.commands import shelves_cli

AISLE = {"id": "e1", "from": "a", "to": "b", "metres": 8.4}
FLOOR = {"nodes": ["a", "b", "c"], "edges": [AISLE], "start": "a", "picks": []}
PICK = {"id": "p1", "edge": "e1", "at": 3.1}


def route(content, *options):
    text = content if isinstance(content, bytes) else json.dumps(content)
    return CliRunner().invoke(shelves_cli, ["route", "-", *options], input=text)


def test_a_walk_comes_out():
    done = route({**FLOOR, "picks": [{**PICK, "id": "p2", "at": 6}, PICK]})
    assert done.exit_code == 0
    answer = json.loads(done.stdout)
    assert list(answer) == ["order", "metres", "ms"]
    assert answer["order"] == ["p1", "p2"]
    assert answer["metres"] == 12


def test_nothing_to_fetch():
    answer = json.loads(route(FLOOR, "--ms", "5").stdout)
    assert (answer["order"], answer["metres"]) == ([], 0)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'{"nodes": [], "nodes": []}', "stands twice"),
        (b" " * 8_000_001, "larger than 8 MB"),
        ([], "the file"),
        ({**FLOOR, "more": 1}, "more"),
        ({**FLOOR, "start": "z"}, "start 'z'"),
        ({**FLOOR, "nodes": ["a", "a", "b"]}, "node 'a'"),
        ({**FLOOR, "nodes": [f"n{n}" for n in range(2001)]}, "2000"),
        ({**FLOOR, "edges": [{**AISLE, "to": "z"}]}, "unknown node 'z'"),
        ({**FLOOR, "edges": [{**AISLE, "metres": -1}]}, "-1"),
        ({**FLOOR, "edges": [{**AISLE, "metres": "8"}]}, "edges.0.metres"),
        (json.dumps(FLOOR).replace("8.4", "NaN").encode(), "NaN"),
        (json.dumps(FLOOR).replace("8.4", "1e400").encode(), "too large"),
        ({**FLOOR, "edges": [{**AISLE, "metres": 1e300}]}, "1e+300"),
        ({**FLOOR, "picks": [PICK, PICK]}, "pick 'p1'"),
        ({**FLOOR, "picks": [{**PICK, "at": 9}]}, "9"),
        ({**FLOOR, "picks": [{**PICK, "at": -1}]}, "-1"),
        ({**FLOOR, "picks": [{**PICK, "edge": "z"}]}, "unknown edge 'z'"),
        (
            {**FLOOR, "edges": [{**AISLE, "from": "c"}], "picks": [PICK]},
            "cannot be reached",
        ),
    ],
)
def test_what_is_wrong_is_said_in_one_line(content, told):
    done = route(content)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert told in done.stderr
