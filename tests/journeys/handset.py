"""A phone: a real Chromium with a profile of its own on the disk, that can lose its power."""

import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from tests.browsers import FLAGS, PHONE

PATIENCE = 30.0


@dataclass
class Handset:
    """Switch it on, kill it, switch it on again: what was saved is still there.

    ``film``: the file that its camera shows; ``port``: where others may drive it, too.
    """

    chromium: str
    playwright: Playwright
    profile: Path
    film: Path
    port: str = field(default="", init=False)
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _browser: Browser | None = field(default=None, init=False)

    def switch_on(self) -> Page:
        """An empty page the size of a small phone."""
        port_file = self.profile / "DevToolsActivePort"
        port_file.unlink(missing_ok=True)
        # A session of its own, so that a kill takes every process of this browser and no other.
        self._process = subprocess.Popen(
            [self.chromium, *self._flags(), "about:blank"],
            start_new_session=True,
            stderr=subprocess.DEVNULL,
        )
        self.port = _wait_for_port(port_file, self._process)
        self._browser = self.playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{self.port}")
        page = self.context.pages[0]
        page.set_viewport_size(PHONE)
        return page

    @property
    def context(self) -> BrowserContext:
        """The profile, for cookies, permissions and the network."""
        assert self._browser, "the phone is off"
        return self._browser.contexts[0]

    def kill(self) -> None:
        """As when the battery is empty: kill -9, no farewell."""
        if self._process and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(timeout=PATIENCE)
        self._process = self._browser = None

    def _flags(self) -> list[str]:
        return [
            *FLAGS,
            "--headless=new",
            "--remote-debugging-port=0",
            f"--user-data-dir={self.profile}",
            "--accept-lang=fr-FR",
            "--hide-crash-restore-bubble",
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
            f"--use-file-for-fake-video-capture={self.film}",
        ]


def _wait_for_port(file: Path, process: subprocess.Popen[bytes]) -> str:
    patience = time.monotonic() + PATIENCE
    while True:
        lines = file.read_text().splitlines() if file.exists() else []
        if len(lines) > 1:
            return lines[0]
        if process.poll() is not None or time.monotonic() > patience:
            pytest.fail("Chromium did not start")
        time.sleep(0.05)
