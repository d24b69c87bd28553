"""More than 200 hostile titles on every screen, on paper, in mails and in files: nothing runs,
nothing is pushed off the screen.
"""

import csv
import io
from collections.abc import Iterator
from email import message_from_string, policy
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys import hostile, screens
from tests.journeys.app import App
from tests.journeys.house import House
from tests.journeys.ledger import sql
from tests.moving_clock import MovingClock

pytestmark = [pytest.mark.browser, pytest.mark.full]

#: Before anything of a page runs. What the content policy stops would have run elsewhere.
WATCH = """
    window.hostileRuns = [];
    window.hostile = () => window.hostileRuns.push("ran");
    addEventListener("securitypolicyviolation", (event) =>
        window.hostileRuns.push(`${event.violatedDirective} ${event.blockedURI}`));
"""
BROKEN = """([mark, width]) => {
    const found = (window.hostileRuns ?? []).map((what) => `runs: ${what}`);
    const parsed = document.querySelectorAll(`[${mark}]`);
    if (parsed.length) found.push(`parsed: ${parsed[0].outerHTML.slice(0, 80)}`);
    const wide = document.scrollingElement.scrollWidth - width;
    if (wide > 0) found.push(`${wide} px too wide`);
    const dialog = document.querySelector("dialog[open]");
    const shown = [...(dialog ?? document).querySelectorAll(".button-primary")]
        .filter((one) => one.getClientRects().length > 0);
    const primary = shown.find((one) => one.closest(".bar")) ?? shown[0];
    if (primary) {
        if (!primary.closest(".bar")) primary.scrollIntoView({ block: "center" });
        const { left, right, top, bottom } = primary.getBoundingClientRect();
        const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        const reached = hit && (primary.contains(hit) || hit.contains(primary));
        if (!reached || left < 0 || right > width) found.push(`out of reach: ${primary.innerText}`);
    }
    return found;
}"""
PAPER = (
    "/api/walks/{walk}/paper",
    "/api/walks/{walk}/slips?paper=roll",
    "/api/walks/{walk}/slips?paper=a6",
    "/api/paper/hold-slips?paper=roll",
    "/api/paper/hold-slips?paper=a6",
    "/api/paper/transit-slips?paper=roll",
    "/api/ils/lists/to_trap/paper",
    "/api/ils/lists/loan/paper",
    "/api/delivery/manifest",
)
FILES = (
    "/api/delivery/manifest.csv",
    "/api/report/file?table=places&first=2026-11-01&last=2026-11-24",
    "/api/ils/lists/to_trap/file",
)


def test_hostile_titles_are_shown_as_they_are(
    demo: House, clock: MovingClock, browser: Browser
) -> None:
    assert len(set(hostile.TITLES)) == len(hostile.TITLES) >= 200
    _rename_everything(demo.database)
    context = screens.phone_context(browser)
    context.add_init_script(WATCH)
    app = App(context.new_page(), demo.url)
    walk = screens.a_busy_morning(app, demo, clock)
    found = [*_on_screens(app, walk), *_on_paper(app.page, demo.url, walk)]
    found += [*_in_files(app.page), *_in_mails(app.page, demo.database)]
    context.close()
    assert not found, "\n".join(found)


def _rename_everything(database: Path) -> None:
    """As if the whole catalogue had come in so; its authors, too."""
    with sql(database) as connection:
        ids = [row["id"] for row in connection.execute("SELECT id FROM title ORDER BY id")]
        named = [(hostile.as_kept(n), one) for n, one in enumerate(ids)]
        renamed = "UPDATE title SET title = ?1, author = ?1 WHERE id = ?2"
        connection.executemany(renamed, named)
        connection.commit()


def _on_screens(app: App, walk: str) -> Iterator[str]:
    width = screens.PHONE["width"]
    for scene in screens.SCENES:
        with screens.shown(app, scene, walk, "fr", "light") as it:
            for broken in it.page.evaluate(BROKEN, [hostile.MARK, width]):
                yield f"{scene.screen}, {scene.state}: {broken}"


def _on_paper(page: Page, url: str, walk: str) -> Iterator[str]:
    page.set_viewport_size({"width": 1000, "height": 1400})
    for path in PAPER:
        answer = page.goto(url + path.format(walk=walk))
        assert answer and answer.status == 200, (path, answer and answer.status)
        yield from (f"{path}: {what}" for what in page.evaluate(BROKEN, [hostile.MARK, 1000]))


def _in_mails(page: Page, database: Path) -> Iterator[str]:
    page.set_viewport_size({"width": 360, "height": 800})
    with sql(database) as connection:
        raws = [row["raw"] for row in connection.execute("SELECT raw FROM mailbox_mail")]
    assert raws
    for raw in raws:
        mail = message_from_string(raw, policy=policy.default)
        html, text = mail.get_body(("html",)), mail.get_body(("plain",))
        assert html and text and "\n" not in str(mail["Subject"])
        page.goto("about:blank")
        page.set_content(html.get_content())
        yield from (f"a mail: {what}" for what in page.evaluate(BROKEN, [hostile.MARK, 360]))


def _in_files(page: Page) -> Iterator[str]:
    for path in FILES:
        text = page.evaluate(
            "path => fetch(path).then(async (r) => `${r.status}\\n${await r.text()}`)", path
        )
        status, _, body = text.partition("\n")
        assert status == "200", (path, status)
        for row in csv.reader(io.StringIO(body.removeprefix("\ufeff")), delimiter=";"):
            yield from (f"{path}: {cell[:40]!r}" for cell in row if cell[:1] in tuple("=+-@\t\r"))
