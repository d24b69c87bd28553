"""Amina taps “tell this device” on the page of her stop, and her browser shows what it is told."""

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.browsers import PHONE
from tests.journeys.house import House
from tests.journeys.ledger import sql
from tests.rounds.push_service import PushService

pytestmark = [pytest.mark.browser, pytest.mark.full]

STOP = "SELECT code FROM round_stop ORDER BY place LIMIT 1"
#: No push service is to be had here: the browser's own subscription is the one piece made up.
SUBSCRIBE = """given => {
  let kept = null;
  const keys = { p256dh: given.key, auth: given.secret };
  const made = { endpoint: given.endpoint, options: {}, toJSON: () => ({ ...given, keys }) };
  PushManager.prototype.getSubscription = async () => kept;
  PushManager.prototype.subscribe = async (options) => {
    if (!options.userVisibleOnly || options.applicationServerKey.length !== 65) throw Error("no");
    return (kept = made);
  };
}"""
SHOWN = """async (last) => {
  const worker = await navigator.serviceWorker.getRegistration("/p/");
  const one = (await worker.getNotifications()).find((one) => one.timestamp > last);
  return one && [one.timestamp, one.title, one.body, one.data];
}"""
ACTIVE = "navigator.serviceWorker.ready.then(() => true)"
#: Twenty a second: a minute.
LOOKS = 1200
#: Ten seconds.
AGAIN = 200
FALLBACK = [
    "Biblio-vélo de la bibliothèque",
    "Il y a du nouveau pour un passage. Touchez pour lire.",
    "",
]
MALFORMED = [
    "",
    "no json",
    "null",
    "[]",
    '{"title": 5, "body": {}}',
    '{"page": "https://evil.example/"}',
]


def _page(browser: Browser, url: str, given: dict[str, str]) -> Page:
    context = browser.new_context(viewport=PHONE, locale="fr-FR", has_touch=True)
    context.grant_permissions(["notifications"], origin=url)
    page = context.new_page()
    page.add_init_script(f"({SUBSCRIBE})({json.dumps(given)})")
    return page


def _registration(session: CDPSession, page: Page) -> str:
    """What the browser calls our worker, once it can be told something."""
    heard: list[str] = []

    def hear(event: dict[str, Any]) -> None:
        ours = [one for one in event["registrations"] if one["scopeURL"].endswith("/p/")]
        heard.extend(one["registrationId"] for one in ours)

    session.on("ServiceWorker.workerRegistrationUpdated", hear)
    session.send("ServiceWorker.enable")
    # What is sent to a worker that is not active yet is lost.
    page.evaluate(ACTIVE)
    for _ in range(LOOKS):
        if heard:
            return heard[0]
        page.wait_for_timeout(50)
    raise AssertionError("the browser knows of no worker")


def test_what_the_browser_is_told_it_shows(
    service: PushService, demo: House, browser: Browser
) -> None:
    demo.server.run("push", "keys")
    with sql(demo.database) as connection:
        code = connection.execute(STOP).fetchone()["code"]
    page = _page(browser, demo.url, service.browser("amina").given)
    page.goto(f"{demo.url}/p/stop/{code}")
    page.get_by_role("button", name="Prévenir cet appareil", exact=True).tap()
    expect(page.get_by_text("Cet appareil est prévenu des passages.")).to_be_visible()
    session = page.context.new_cdp_session(page)
    worker = _registration(session, page)

    def tell(data: str) -> list[str]:
        """What is shown then: it is newer than all that was shown before."""
        told = {"origin": demo.url, "registrationId": worker, "data": data}
        for look in range(LOOKS):
            # Where the worker does not start in time, on a busy machine, the browser drops it.
            if look % AGAIN == 0:
                session.send("ServiceWorker.deliverPushMessage", told)
            if shown := page.evaluate(SHOWN, last[0]):
                (last[0], *words) = shown
                return words
            page.wait_for_timeout(50)
        raise AssertionError(f"nothing is shown of {data!r}")

    last = [0]
    said = {"title": "Le biblio-vélo passe", "body": "à 16 h 10", "page": f"/p/stop/{code}"}
    assert tell(json.dumps(said)) == [said["title"], said["body"], said["page"]]
    assert [tell(data) for data in MALFORMED] == [FALLBACK] * len(MALFORMED)
    page.get_by_role("button", name="Ne plus prévenir cet appareil").tap()
    expect(page.get_by_role("button", name="Prévenir cet appareil", exact=True)).to_be_visible()
    with sql(demo.database) as connection:
        assert not connection.execute(
            "SELECT 1 FROM subscription WHERE channel = 'push'"
        ).fetchone()
    page.context.close()
