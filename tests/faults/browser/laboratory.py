"""What all visits of one process share: a demo library, an enrolled phone, the door between."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from tests.browsers import find_chromium
from tests.faults.browser.befallings import KINDS
from tests.faults.browser.front import Front
from tests.faults.browser.visit import Bench, Visit
from tests.faults.real.books import Books
from tests.journeys.handset import Handset
from tests.serving import serving


@dataclass
class BrowserLaboratory:
    """``schedule(seed)`` is something that befalls the phone."""

    bench: Bench

    def schedule(self, seed: int) -> Visit:
        """The visit of this seed."""
        return Visit(seed, KINDS, self.bench)


@contextmanager
def browser_laboratory(playwright: Playwright | None = None) -> Iterator[BrowserLaboratory]:
    """Built once for a few visits: each takes some documents off one walk.

    ``playwright``: the one of this process, if there is one already.
    """
    folder = Path(tempfile.mkdtemp(prefix="rayon-browser-"))
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        front = Front()
        stack.callback(front.close)
        server = stack.enter_context(serving(folder / "data", RAYON_DEMO="1", RAYON_WORKER="off"))
        server.run("demo", "load")
        front.target = int(server.environment["RAYON_PORT"])
        playwright = playwright or stack.enter_context(sync_playwright())
        handset = Handset(find_chromium(), playwright, folder / "profile", folder / "camera.y4m")
        stack.callback(handset.kill)
        bench = Bench(handset, front, Books(f"sqlite:///{folder / 'data/rayon.db'}"))
        bench.open()
        yield BrowserLaboratory(bench)
