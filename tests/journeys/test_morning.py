"""A whole morning: twenty documents without a network, then the truth in the patrons' mail."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from tests.journeys import film, openings, post
from tests.journeys.app import App
from tests.journeys.conftest import TUESDAY
from tests.journeys.handset import Handset
from tests.journeys.house import House
from tests.journeys.ledger import Ledger
from tests.journeys.openings import Opening
from tests.journeys.picker import Picker
from tests.mail import Postbox
from tests.moving_clock import MovingClock

pytestmark = [pytest.mark.journey, pytest.mark.browser]

SETTLED = timedelta(minutes=4)
AFTER_THE_SEARCH = TUESDAY.replace(day=25, hour=19, minute=10)

Deed = Callable[[Picker], None]
BEFORE_THE_CRASH: Sequence[Deed] = (
    Picker.scan,
    Picker.type_number,
    Picker.miss,
    Picker.scan,
    Picker.find_damaged,
    Picker.scan_and_undo,
    Picker.find_without_label,
    Picker.scan,
    Picker.miss,
    Picker.scan_further_on,
)
AFTER_THE_CRASH: Sequence[Deed] = (
    Picker.scan,
    Picker.miss,
    Picker.scan,
    Picker.type_number,
    Picker.scan,
    Picker.find_without_label,
    Picker.find_damaged,
    Picker.scan,
    Picker.miss,
    Picker.scan,
)


def test_what_was_done_without_a_network_is_what_patrons_are_told(
    house: House, handset: Handset, clock: MovingClock, smtp_server: Postbox
) -> None:
    a_morning(openings.demo(house), house, handset, clock, smtp_server)


@pytest.mark.full
def test_so_it_is_in_a_library_with_a_real_catalogue(
    house: House, handset: Handset, clock: MovingClock, smtp_server: Postbox, shared_data: Path
) -> None:
    catalogue = shared_data / "uva_marc/uva_001_2000.mrc"
    a_morning(openings.virginia(house, catalogue), house, handset, clock, smtp_server)


def a_morning(
    opening: Opening, house: House, handset: Handset, clock: MovingClock, smtp_server: Postbox
) -> None:
    """Plan with a network, fetch without, lose the phone's power, send, and read the mail."""
    app = App(handset.switch_on(), house.url)
    app.enrol(opening.code, "Téléphone 1")
    app.sign_in(opening.name, opening.pin)
    app.plan()
    ledger = Ledger()
    film.shoot(handset.film, ledger.add_plan(house.database)[0].barcode)

    house.close()
    handset.context.set_offline(True)
    app.page.reload()
    app.take()
    ada = Picker(app, ledger, house.database, app.walk())
    ada.find_with_camera()
    ada.work(BEFORE_THE_CRASH)
    before = app.current()
    handset.kill()

    ada.app = app = App(handset.switch_on(), house.url)
    handset.context.set_offline(True)
    app.open()
    assert app.current() == before
    ada.work(AFTER_THE_CRASH)
    assert ada.other_copies > 0
    app.finish()

    house.open()
    handset.context.set_offline(False)
    app.expect_all_sent()
    assert post.outcomes(house.database) == {"applied"}
    assert smtp_server.letters == []

    clock.move(SETTLED)
    expect_told(house, smtp_server, ledger.titles_of(ledger.found))

    smtp_server.letters.clear()
    clock.set(AFTER_THE_SEARCH)
    post.wait_for(lambda: post.is_over(house.database, ledger.missing))
    clock.move(SETTLED)
    expect_told(house, smtp_server, ledger.titles_of(ledger.missing))


def expect_told(house: House, smtp_server: Postbox, told: dict[int, list[str]]) -> None:
    """Each patron heard it once, by mail or, without an address, from the phone list."""
    mail = post.expected_mail(house.database, told)
    post.wait_for(lambda: len(smtp_server.letters) >= len(mail))
    post.wait_for(lambda: post.is_quiet(house.database))
    assert post.news(smtp_server.letters, mail) == sorted(mail.items())
    assert post.calls(house.database) >= post.expected_calls(house.database, told)
