"""What befalls the app in a real Chromium: what it called saved is there, and is done once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright

from tests.faults.browser.befallings import KINDS
from tests.faults.browser.laboratory import BrowserLaboratory, browser_laboratory
from tests.faults.running import play

pytestmark = [pytest.mark.full, pytest.mark.browser]


@pytest.fixture(scope="module")
def lab(playwright: Playwright) -> Iterator[BrowserLaboratory]:
    with browser_laboratory(playwright) as lab:
        yield lab


@pytest.mark.parametrize("seed", range(len(KINDS)), ids=list(KINDS))
def test_nothing_that_was_called_saved_is_lost(lab: BrowserLaboratory, seed: int) -> None:
    played = play(lab, seed)
    assert played.is_good, f"python -m tests.faults.browser --seed {seed}\n{played.found}"
    assert played.actions >= 1
