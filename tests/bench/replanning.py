"""How well and how fast the phone plans the rest of a walk anew: in Chromium, four times slowed."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from rayon.shelves.route.graph import Spot
from rayon.shelves.route.shortest import shortest_walk
from tests.bench.library_floors import Floor
from tests.browsers import FLAGS

PWA = Path(__file__).parents[2] / "pwa"
SLOWER = 4
#: The person stands at the first document of the list, and the others are left.
PLAN = """([walkways, spots, here]) => {
    const began = performance.now();
    const route = replanning.replan(walkways, spots, here);
    return [route && route.metres, performance.now() - began];
}"""


@contextmanager
def phone() -> Iterator[Page]:
    """A page with the phone's own code and nothing else."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page()
        page.add_script_tag(content=_bundle())
        protocol = page.context.new_cdp_session(page)
        protocol.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        yield page
        browser.close()


def _bundle() -> str:
    done = subprocess.run(
        [
            "npx",
            "rolldown",
            "src/shelves/route/route.ts",
            "--format",
            "iife",
            "--name",
            "replanning",
        ],
        cwd=PWA,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def replanned(page: Page, floor: Floor, picks: int, seed: int) -> tuple[float, float]:
    """Length divided by the shortest from there, and milliseconds."""
    first, *left = [each.spot for each in floor.list_of(picks, seed)]
    best = shortest_walk(floor.walkways, left, ms=float("inf"), here=first).metres
    walkways = {
        "start": floor.start,
        "ways": [
            {"id": way.id, "begins": way.begins, "ends": way.ends, "metres": way.metres}
            for way in floor.ways
        ],
    }
    argument = [walkways, [_json(spot) for spot in left], {"way": first.way, "at": first.at}]
    metres, ms = page.evaluate(PLAN, argument)
    return metres / best if metres else float("nan"), ms


def _json(spot: Spot) -> dict[str, Any]:
    return {"id": spot.id, "way": spot.way, "at": spot.at}
