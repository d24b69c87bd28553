"""`rayon shelves`: the floor, for benchmarks and other programs."""

import json
import sys
from typing import BinaryIO

import click

from rayon.shelves.route.graph import NoSuchWalk
from rayon.shelves.route.rehearsal import rehearse
from rayon.shelves.route.shortest import shortest_walk
from rayon.shelves.route_file import MOST_BYTES, read_floor


@click.group("shelves")
def shelves_cli() -> None:
    """The floor: where things stand and how one gets there."""


@shelves_cli.command("route")
@click.argument("file", type=click.File("rb"))
@click.option(
    "--ms",
    type=click.FloatRange(1, 3_600_000),
    default=50,
    show_default=True,
    help="Processor time to think, in milliseconds.",
)
@click.option(
    "--turning",
    type=click.FloatRange(0, 1000),
    default=0,
    show_default=True,
    help="Metres that turning round inside an aisle must save.",
)
def print_route(file: BinaryIO, ms: float, turning: float) -> None:
    """Print the shortest walk past the picks in FILE (JSON; - for standard input)."""
    rehearse()
    try:
        walkways, spots = read_floor(file.read(MOST_BYTES + 1))
    except NoSuchWalk as problem:
        click.echo(str(problem), err=True)
        sys.exit(2)
    walk = shortest_walk(walkways, spots, ms=ms, turning=turning)
    answer = {"order": walk.order, "metres": round(walk.metres, 3), "ms": round(walk.ms, 1)}
    click.echo(json.dumps(answer))
