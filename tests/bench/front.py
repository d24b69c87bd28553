"""How fast a document stands on the screen and an answer is saved, beside a bare page.

``python -m tests.bench.front`` prints a table and ends with 1 where a ratio is missed.
Painted: the text of the spine label is there, and the next frame is drawn. Saved: from the tap to
the frame that says so, after a transaction with strict durability.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median

import click
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from tests.browsers import FLAGS
from tests.journeys.app import App
from tests.serving import rayon, wait_until_up
from tests.tools import free_port

RUNS = 7
SLOWER = 4
#: 150 ms there and back, 1.6 Mbit/s down, 750 kbit/s up.
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
WATCH = """
    const look = () => {
        const label = document.querySelector(".label-line");
        if (!label?.textContent) return requestAnimationFrame(look);
        requestAnimationFrame(() => console.info("painted", performance.now()));
    };
    requestAnimationFrame(look);
"""


# The tap that counts is the last one before the word: the first may only ask where else it is.
WATCH_TAPS = """
    let tapped = 0;
    addEventListener("click", ({ timeStamp }) => { tapped = timeStamp; }, { capture: true });
    const look = () => {
        const said = document.querySelector(".result-word, #saved");
        if (!said?.textContent) return requestAnimationFrame(look);
        requestAnimationFrame(() => console.info("saved", performance.now() - tapped));
    };
    addEventListener("click", () => requestAnimationFrame(look), { capture: true, once: true });
"""
NOT_ON_THE_SHELF = "Pas en rayon"
NOT_THERE_EITHER = "Pas là non plus"
#: What follows the first picture is over.
AT_REST_MS = 1_500


@dataclass(frozen=True)
class Start:
    """One way to start, and how much longer than the bare page the app may take."""

    name: str
    limit: float
    is_cold: bool


STARTS = (
    Start("cold, slow 4G", 1.35, is_cold=True),
    Start("warm, no network", 1.5, is_cold=False),
)
PAGES = {"app": "/app/", "bare": "/bare/"}


@dataclass
class Bench:
    """A phone with a claimed walk. ``labels``: what each page showed, to compare like with like."""

    context: BrowserContext
    url: str
    labels: set[str] = field(default_factory=set)

    def painted(self, path: str, *, is_cold: bool) -> float:
        """Milliseconds from the start of the navigation."""
        page = self.context.new_page()
        page.add_init_script(WATCH)
        _slow_down(page, is_cold=is_cold)
        self.context.set_offline(not is_cold)
        with page.expect_console_message(lambda said: said.text.startswith("painted")) as said:
            page.goto(f"{self.url}{path}", wait_until="commit")
        milliseconds = float(said.value.text.split()[1])
        label = page.locator("svg:has(.label-line)").first
        self.labels.add(" ".join(label.locator(".label-line").all_text_contents()))
        self.context.set_offline(False)
        page.close()
        return milliseconds

    def saved(self, path: str) -> float:
        """Milliseconds from the tap on a button to the word that it is on the disk."""
        page = self.context.new_page()
        page.add_init_script(WATCH_TAPS)
        _slow_down(page, is_cold=False)
        self.context.set_offline(True)
        page.goto(f"{self.url}{path}")
        page.locator(".label-line").first.wait_for()
        page.wait_for_timeout(AT_REST_MS)
        with page.expect_console_message(lambda said: said.text.startswith("saved")) as said:
            page.get_by_role("button", name=NOT_ON_THE_SHELF, exact=True).click()
            elsewhere = page.get_by_role("button", name=NOT_THERE_EITHER, exact=True)
            expect(elsewhere.or_(page.locator(".result-word, #saved"))).to_be_visible()
            if elsewhere.is_visible():
                elsewhere.click()
        milliseconds = float(said.value.text.split()[1])
        self.context.set_offline(False)
        page.close()
        return milliseconds


def main() -> int:
    """Measure, print, judge."""
    with (
        tempfile.TemporaryDirectory() as folder,
        _library(Path(folder)) as url,
        sync_playwright() as playwright,
    ):
        # A profile on the disk, as on a phone: compiled code is kept from one start to the next.
        context = playwright.chromium.launch_persistent_context(
            Path(folder) / "profile",
            executable_path=shutil.which("chromium"),
            args=FLAGS,
            locale="fr-FR",
        )
        bench = Bench(_phone_with_a_walk(context, url), url)
        starts = {
            start: _measure(partial(bench.painted, is_cold=start.is_cold)) for start in STARTS
        }
        assert len(bench.labels) == 1, f"not the same document: {bench.labels}"
        saving = _measure(bench.saved)
        context.close()
    held = [_judge(start, times) for start, times in starts.items()]
    _report("tap to saved, no network", "a bare strict write", saving)
    return 0 if all(held) else 1


def _measure(time: Callable[[str], float]) -> dict[str, list[float]]:
    """Both pages in turn, so that a busy moment of the machine meets both."""
    times: dict[str, list[float]] = {name: [] for name in PAGES}
    for path in PAGES.values():
        time(path)
    for _ in range(RUNS):
        for name, path in PAGES.items():
            times[name].append(time(path))
    return times


def _judge(start: Start, times: dict[str, list[float]]) -> bool:
    is_held = _report(start.name, "the bare page", times) <= start.limit
    click.echo(f"at most {start.limit}: {'held' if is_held else 'MISSED'}")
    return is_held


def _report(what: str, peer: str, times: dict[str, list[float]]) -> float:
    """Prints one table; how many times as long as the peer."""
    ratio = median(times["app"]) / median(times["bare"])
    click.echo(f"\n{what}: {ratio:.2f} times {peer}")
    click.echo(f"{'':6}{'min':>8}{'median':>8}{'max':>8}  ms")
    for name, values in times.items():
        click.echo(f"{name:6}{min(values):8.0f}{median(values):8.0f}{max(values):8.0f}")
    return ratio


def _slow_down(page: Page, *, is_cold: bool) -> None:
    protocol = page.context.new_cdp_session(page)
    protocol.send("Network.enable")
    protocol.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    if is_cold:
        protocol.send("Network.setCacheDisabled", {"cacheDisabled": True})
        protocol.send("Network.setBypassServiceWorker", {"bypass": True})
        protocol.send("Network.emulateNetworkConditions", SLOW_4G)


def _phone_with_a_walk(context: BrowserContext, url: str) -> BrowserContext:
    app = App(context.new_page(), url)
    app.enrol("CANAL-2468", "Téléphone 1")
    app.sign_in("Ada", "111111")
    app.plan()
    app.take()
    app.expect_all_sent()
    app.open("/bare/")
    app.page.evaluate("navigator.serviceWorker.ready")
    app.page.close()
    return context


@contextmanager
def _library(folder: Path) -> Iterator[str]:
    """The demo library, served as `rayon serve` does, with the bare page."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "RAYON_DATA_DIR": str(folder), "RAYON_PUBLIC_URL": url}
    for words in (["upgrade"], ["demo", "load"]):
        subprocess.run([rayon(), *words], env=environment, check=True, capture_output=True)
    options = ["--workers=1", "--threads=8", "--worker-class=gthread", "--log-level=warning"]
    options += [f"--bind=127.0.0.1:{port}"]
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *options, "tests.bench.bare_server:create()"],
        env=environment,
    )
    try:
        wait_until_up(process, url)
        yield url
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    sys.exit(main())
