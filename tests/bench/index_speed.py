"""How fast a phone opens the index of a location with 50,000 copies and answers a scan."""

import base64
import gzip
import random
import shutil
import subprocess
import tempfile
from pathlib import Path
from statistics import median

import click
from playwright.sync_api import sync_playwright

from rayon.call_numbers import key
from rayon.shelves.index_file import Standing, write_index
from tests.bench.call_numbers import varied
from tests.bench.real_labels import virginia
from tests.browsers import FLAGS

ROOT = Path(__file__).resolve().parents[2]
COPIES = 50_000
SCANS = 15
SLOWER = 4
OFTEN = 200
#: Aims, not bars.
RATIO, MILLISECONDS = 300, 50


def large_index() -> tuple[bytes, list[str]]:
    """The file, and its barcodes in shelf order."""
    chance = random.Random(5)
    numbers = chance.sample(range(35_000_000_000_000, 35_000_001_000_000), COPIES)
    barcodes = list(map(str, numbers))
    labels = [label for seed in range(3) for label in varied(virginia(), seed)][:COPIES]
    labels.sort(key=lambda label: key("lc", label))
    copies = [
        Standing(barcode, label, chance.random() < 0.7)
        for barcode, label in zip(barcodes, labels, strict=True)
    ]
    starts = [*range(0, COPIES, 44), COPIES]
    bays = [
        {"bay": f"A-{number}", "kind": "bay", "range": f"R{number // 8}", "side": "left",
         "shelves": min(6, len(starts) - 1 - 6 * number), "above": 0,
         "way": f"w{number // 8}", "at": 0.9 * (number % 8)}
        for number in range((len(starts) + 4) // 6)
    ]  # fmt: skip
    return write_index(1, copies, bays, starts), barcodes


def print_index_speed() -> None:
    """Print size, ratio and milliseconds; they are aims."""
    body, barcodes = large_index()
    click.echo(f"\nIndex of {COPIES} copies: {len(gzip.compress(body, 9)) / 1000:.0f} kB gzip")
    chance = random.Random(9)
    scans = [(barcodes[rank], barcodes[rank + 400]) for rank in chance.sample(range(49_000), SCANS)]
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        if chromium is None:
            click.echo("  speed skipped: no Chromium here")
            return
        page = playwright.chromium.launch(args=FLAGS, executable_path=chromium).new_page()
        page.add_script_tag(content=_bundle())
        load = "([file, sorted]) => load(file, sorted)"
        page.evaluate(load, [base64.b64encode(body).decode(), sorted(barcodes)])
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        ask = "([scanned, goal, times]) => answer(scanned, goal, times).took"
        once = [page.evaluate(ask, [*scan, 1]) for scan in scans]
        often = [page.evaluate(ask, [*scan, OFTEN]) for scan in scans]
        bare = [page.evaluate("(scanned) => search(scanned).took", scan[0]) for scan in scans]
    click.echo(
        f"  open it and answer a scan, {SLOWER}x slowed down: {_three(once)} ms (aim "
        f"{MILLISECONDS}); warm {_three(often)} ms, {median(often) / median(bare):.0f} times a "
        f"bare binary search of {1000 * median(bare):.2f} µs (aim {RATIO})"
    )


def _three(values: list[float]) -> str:
    return f"{min(values):.2f} / {median(values):.2f} / {max(values):.2f}"


def _bundle() -> str:
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "index.js"
        rolldown = ROOT / "pwa/node_modules/.bin/rolldown"
        source = ROOT / "tests/bench/index_in_page.mjs"
        command = [str(rolldown), str(source), "--format=iife", f"--file={made}"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
        return made.read_text()
