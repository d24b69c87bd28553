"""The pages of the bike cart in a browser: light, sound, and usable without JavaScript."""

import re
import time
from email import message_from_string, policy
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.browsers import PHONE
from tests.journeys.house import House
from tests.journeys.ledger import sql
from tests.journeys.test_accessibility import AXE, violations
from tests.tools import need

pytestmark = [pytest.mark.browser, pytest.mark.full]

MOST_BYTES = 30 * 1024
PATIENCE = 60.0
STOP = "SELECT code FROM round_stop ORDER BY place LIMIT 1"
READER = "SELECT card, email FROM patron WHERE email != '' AND no_mail = 0 ORDER BY id LIMIT 1"
MAIL = 'SELECT raw FROM mailbox_mail WHERE "to" = ?'


def _stop(demo: House) -> str:
    with sql(demo.database) as connection:
        return f"/p/stop/{connection.execute(STOP).fetchone()['code']}"


def link_to(demo: House, email: str, purpose: str = "confirm") -> str:
    """The personal link in the mail that came to this address."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with sql(demo.database) as connection:
            mails = connection.execute(MAIL, (email,)).fetchall()
        for row in mails:
            mail = message_from_string(row["raw"], policy=policy.default)
            body = mail.get_body(("plain",))
            assert body
            if found := re.search(rf"https?://\S+/p/{purpose}/\S+", body.get_content()):
                return found.group(0)
        time.sleep(0.2)
    pytest.fail("no mail came")


def visitor(browser: Browser, **options: object) -> Page:
    usual = {"viewport": PHONE, "locale": "fr-FR", "is_mobile": True, "has_touch": True}
    return browser.new_context(**{**usual, **options}).new_page()  # type: ignore[arg-type]


def test_amina_subscribes_with_the_keyboard_and_without_javascript(
    demo: House, browser: Browser
) -> None:
    page = visitor(browser, java_script_enabled=False)
    page.goto(demo.url + _stop(demo))
    field = page.get_by_label("Votre adresse électronique")
    field.focus()
    page.keyboard.type("amina@example.org")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Consultez votre messagerie")).to_be_visible()
    page.goto(link_to(demo, "amina@example.org"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Vous serez prévenu")).to_be_visible()
    page.get_by_role("link", name="Voir les passages").click()
    expect(page.get_by_role("heading", name="Prochain passage")).to_be_visible()
    page.context.close()


def test_axe_finds_nothing_and_little_travels(demo: House, browser: Browser) -> None:
    demo.server.run("push", "keys")
    stop = _stop(demo)
    asking = visitor(browser)
    asking.request.post(f"{demo.url}{stop}/subscribe", form={"email": "ben@example.org"})
    confirm = link_to(demo, "ben@example.org").removeprefix(demo.url)
    with sql(demo.database) as connection:
        reader = connection.execute(READER).fetchone()
    wanted = {"card": reader["card"], "words": "un livre sur les volcans"}
    asking.request.post(f"{demo.url}{stop}/reserve", form=wanted)
    reserve = link_to(demo, reader["email"], "reserve").removeprefix(demo.url)
    asking.context.close()
    about = [f"{stop}/accessibility", f"{stop}/privacy"]
    paths = [stop, *about, confirm, reserve, "/p/stop/nowhere"]
    assert not (found := wrong_with(browser, demo, paths)), "\n".join(found)


def wrong_with(browser: Browser, house: House, paths: list[str]) -> list[str]:
    """What axe finds on these pages, in both themes and languages; what is too heavy or wide."""
    source = Path(need(AXE if AXE.exists() else None, "axe-core")).read_text()
    found = []
    for theme, language in (("light", "fr-FR"), ("dark", "en-GB")):
        page = visitor(browser, color_scheme=theme, locale=language)
        answers: list[Response] = []
        page.on("response", lambda answer, answers=answers: answers.append(answer))
        for path in paths:
            answers.clear()
            page.goto(house.url + path, wait_until="networkidle")
            size = sum(len(answer.body()) for answer in answers)
            look = f"{path}, {theme}"
            found += [f"{look}: {one}" for one in violations(page, source)]
            found += [f"{look}: {size} bytes"] * (not 0 < size <= MOST_BYTES)
            wide = page.evaluate("document.scrollingElement.scrollWidth") - PHONE["width"]
            found += [f"{look}: {wide} px too wide"] * (wide > 0)
        page.context.close()
    return found
