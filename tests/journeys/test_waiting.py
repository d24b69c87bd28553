"""Ana’s mail leads to what waits for her; from there her phone tells her, until she ends it."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from rayon import create_app
from rayon.config import Settings
from tests.journeys.house import House
from tests.journeys.test_public_pages import visitor, wrong_with
from tests.journeys.test_push import SUBSCRIBE
from tests.mail import Postbox
from tests.moving_clock import MovingClock
from tests.notices.stories import Library
from tests.people import a_branch
from tests.rounds.push_service import PushService

pytestmark = [pytest.mark.browser, pytest.mark.full]

#: News of a page that is open already, and its reader taps it.
TAPPED = """async (page) => {
  await registration.showNotification("News", { data: page });
  const [notification] = await registration.getNotifications();
  dispatchEvent(new NotificationEvent("notificationclick", { notification }));
}"""


@pytest.fixture
def library(service: PushService, house: House, clock: MovingClock) -> Iterator[Library]:
    """The Médiathèque du Canal behind the open house; the house sends what is owed."""
    house.server.run("push", "keys")
    app = create_app(Settings(data_dir=house.data, worker="off"))
    with app.app_context():
        yield Library(app, clock, a_branch(app, phone="04 00 00 00 00"))


def test_from_the_mail_to_the_phone_and_back(
    library: Library, house: House, service: PushService, smtp_server: Postbox, browser: Browser
) -> None:
    ana = library.patron("Ana")
    library.fetched(library.hold(ana, "Dune"))
    link = _link(browser, smtp_server)

    reading = visitor(browser, java_script_enabled=False)
    reading.goto(link)
    expect(reading.get_by_text("Jusqu’au lundi 30 novembre 2026 inclus")).to_be_visible()
    expect(reading.get_by_text("Être prévenu sur un téléphone")).to_be_hidden()
    reading.context.close()

    page = visitor(browser, permissions=["notifications"])
    page.add_init_script(f"({SUBSCRIBE})({json.dumps(service.browser('ana').given)})")
    page.goto(link)
    page.get_by_role("button", name="Prévenir cet appareil").tap()
    expect(page.get_by_text("Cet appareil vous prévient de ce qui vous attend.")).to_be_visible()
    end = page.get_by_role("button", name="Me prévenir de nouveau par courriel")
    expect(end).to_be_visible()
    path = link.removeprefix(house.url)
    assert not (found := wrong_with(browser, house, [path, f"{path}/privacy"])), "\n".join(found)

    persuasion = library.hold(ana, "Persuasion")
    library.fetched(persuasion)
    while not service.told:
        page.wait_for_timeout(50)
    (told,) = service.told
    assert told.said["title"] == "Un document vous attend"
    page.goto(house.url + told.said["page"])
    expect(page.get_by_text("Persuasion")).to_be_visible()
    library.undo(persuasion)
    (worker,) = page.context.service_workers
    worker.evaluate(TAPPED, told.said["page"])
    expect(page.get_by_role("heading", name="Encore à venir")).to_be_visible()
    end.tap()
    expect(page.get_by_role("button", name="Prévenir cet appareil")).to_be_visible()
    expect(end).to_be_hidden()
    page.context.close()
    assert len(smtp_server.letters) == 1


def _link(browser: Browser, post: Postbox) -> str:
    """What the mail leads to, once it has come."""
    waiting = browser.new_page()
    while not post.letters:
        waiting.wait_for_timeout(50)
    waiting.close()
    found = re.search(r"https?://\S+/p/waiting/\S+", post.letters[0].text)
    assert found
    return found.group()
