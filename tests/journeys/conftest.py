"""A phone, and a library that can be switched off, for whole journeys."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Playwright

from tests.journeys.handset import Handset
from tests.journeys.house import House
from tests.journeys.own_system import invented_catalogue
from tests.mail import Postbox
from tests.moving_clock import MovingClock
from tests.rounds.push_service import PushService, push_service

TUESDAY = datetime(2026, 11, 24, 8, 30, tzinfo=ZoneInfo("Europe/Paris"))


_BESIDE_THE_REPOSITORY = Path(__file__).parents[2] / ".." / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real files that tests may read."""
    folder = Path(os.environ.get("RAYON_DATA", _BESIDE_THE_REPOSITORY))
    if not folder.is_dir():
        pytest.skip("The shared test data is not here; set RAYON_DATA to its folder.")
    return folder


@pytest.fixture
def real_catalogue(tmp_path: Path) -> Path:
    """2,000 real records; where they are not, as many that are made up."""
    folder = Path(os.environ.get("RAYON_DATA", _BESIDE_THE_REPOSITORY))
    real = folder / "uva_marc/uva_001_2000.mrc"
    return real if real.is_file() else invented_catalogue(tmp_path)


@pytest.fixture
def handset(chromium: str, playwright: Playwright, tmp_path: Path) -> Iterator[Handset]:
    """A phone that is off."""
    handset = Handset(chromium, playwright, tmp_path / "profile", tmp_path / "camera.y4m")
    yield handset
    handset.kill()


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[PushService]:
    """A push service that the library may use, because it runs on this machine alone."""
    monkeypatch.setenv("RAYON_PUSH_TEST_HOSTS", '["127.0.0.1"]')
    with push_service() as service:
        yield service


@pytest.fixture
def demo(tmp_path: Path, clock: MovingClock) -> Iterator[House]:
    """The demo library, on a Tuesday at half past eight; its mails stay in the house."""
    clock.set(TUESDAY)
    house = House(tmp_path / "demo")
    house.open()
    house.server.run("demo", "load")
    yield house
    house.close()


@pytest.fixture
def house(tmp_path: Path, clock: MovingClock, smtp_server: Postbox) -> Iterator[House]:
    """An empty library, on a Tuesday at half past eight."""
    clock.set(TUESDAY)
    house = House(tmp_path / "data", smtp_server.url)
    house.open()
    yield house
    house.close()
