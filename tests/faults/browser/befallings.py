"""What can befall the app in a real browser; each leaves it to the visit to come to rest."""

import json
import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.faults.browser.front import SYNC, Answer
from tests.faults.browser.memory import waiting
from tests.faults.browser.visit import WAKE, Visit
from tests.journeys.app import App
from tests.journeys.versions import DEAF, IS_INSTALLING, IS_WAITING, LOOK_FOR_UPDATES
from tests.journeys.words import french

WORKER = "/app/service-worker.js"
PAGE = "/app/index.html"
QUOTA = "Storage.overrideQuotaForOrigin"
CLOSED_AFTER_MS = 4000
#: A newer version of the app whose step to the next shape of the memory fails.
ABORTED_UPGRADE = """
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (name, version) {
        const request = open.call(this, name, version + 1);
        request.addEventListener("upgradeneeded", () => request.transaction.abort());
        return request;
    };
"""


def killed_after_the_tap(visit: Visit) -> None:
    """Nothing is sent meanwhile: only the disk of the phone can know."""
    visit.front.is_shut = True
    _work_and_die(visit)


def killed_while_sending(visit: Visit) -> None:
    """The same with a network: the request may be anywhere."""
    visit.front.pause = visit.chance.uniform(0, 0.3)
    _work_and_die(visit)


def _work_and_die(visit: Visit) -> None:
    for _ in range(visit.chance.randint(0, 2)):
        visit.do()
    visit.tap()
    visit.page.wait_for_timeout(visit.chance.uniform(0, 500))
    visit.die_and_come_back()


def two_tabs(visit: Visit) -> None:
    """Both work, both want to send, one of them owns the sending, and perhaps dies over it."""
    visit.front.is_shut = True
    first = visit.app
    second = App(visit.page.context.new_page(), visit.front.url)
    second.page.set_viewport_size({"width": 360, "height": 800})
    second.open()
    visit.watch(second.page)
    for app in (first, second, first):
        visit.app = app
        _wait_until_abreast(visit, first, second)
        visit.do()
    visit.front.is_shut, visit.front.pause = False, 0.5
    for app in (first, second):
        app.page.evaluate(WAKE)
    dies = visit.chance.random() < 0.5
    if dies:
        visit.page.wait_for_timeout(visit.chance.uniform(0, 600))
        first.page.close()
        visit.app = second
    second.page.evaluate(WAKE)
    visit.wait_for(lambda: waiting(visit.page) == 0, "neither page sends")
    # What a page had asked when it was closed is still under way here.
    assert dies or visit.front.overlaps == 0, "two pages sent at once"


def put_aside(visit: Visit) -> None:
    """The person looks at another page and goes back: the browser kept this one as it stood."""
    visit.front.pause = visit.chance.choice((0.0, 0.5))
    visit.page.evaluate("() => void (window.isTheSame = true)")
    visit.tap()
    visit.page.wait_for_timeout(visit.chance.uniform(0, 500))
    first = visit.app
    first.page.goto("data:text/html,elsewhere")
    is_alone = visit.chance.random() < 0.5
    if not is_alone:
        _work_beside(visit)
    visit.front.is_shut = visit.chance.random() < 0.5
    # A page that was put aside is shown without being loaded.
    first.page.go_back(wait_until="commit")
    expect(first.page.locator(".pick")).to_be_visible()
    second, visit.app = visit.app, first
    if is_alone:
        assert visit.page.evaluate("() => window.isTheSame"), "the page was loaded anew"
    else:
        _wait_until_abreast(visit, first, second)
        second.page.close()


def _work_beside(visit: Visit) -> None:
    """What the page that was put aside cannot hear."""
    visit.app = App(visit.page.context.new_page(), visit.front.url)
    visit.page.set_viewport_size({"width": 360, "height": 800})
    visit.app.open()
    visit.watch()
    visit.do()


def _wait_until_abreast(visit: Visit, first: App, second: App) -> None:
    visit.wait_for(lambda: first.done() == second.done(), "a page does not hear the other")


def worker_with_a_syntax_error(visit: Visit) -> None:
    """The new service worker is not even a program."""
    _broken_update(visit, WORKER, lambda answer: answer.saying("this is no (program"))


def worker_is_missing(visit: Visit) -> None:
    """The new service worker was not put on the server."""
    _broken_update(visit, WORKER, lambda answer: answer.saying("not here", 404))


def worker_breaks(visit: Visit) -> None:
    """The server breaks where the new service worker is asked for."""
    _broken_update(visit, WORKER, lambda answer: answer.saying("oh", 500))


def worker_of_another_kind(visit: Visit) -> None:
    """A proxy says that the new service worker is a page."""
    _broken_update(visit, WORKER, lambda answer: _another_version(answer).of_kind("text/html"))


def half_a_precache(visit: Visit) -> None:
    """The new version is on the server by half."""
    visit.front.changes[PAGE] = lambda answer: answer.saying("not here", 404)
    _broken_update(visit, WORKER, _another_version, is_a_worker=True)


def _another_version(answer: Answer) -> Answer:
    page = re.search(r'\{[^{}]*"index\.html"[^{}]*\}', answer.body.decode())
    assert page, "the worker keeps no index.html"
    other = re.sub(r'"revision":"\w+"', '"revision":"another"', page[0])
    return answer.saying(answer.body.decode().replace(page[0], other))


def _broken_update(
    visit: Visit, path: str, change: Callable[[Answer], Answer], *, is_a_worker: bool = False
) -> None:
    visit.front.changes |= {path: change, SYNC: _gateway}
    visit.do()
    assert visit.page.evaluate(LOOK_FOR_UPDATES) == is_a_worker
    assert path in visit.front.met, "nobody asked for the new version"
    visit.wait_for(lambda: not visit.page.evaluate(IS_INSTALLING), "it is never installed")
    assert not visit.page.evaluate(IS_WAITING), "a broken version waits to be started"
    visit.page.reload()
    visit.do()
    visit.front.is_shut = True
    if visit.chance.random() < 0.5:
        visit.die_and_come_back()
    else:
        visit.page.reload()
    expect(visit.page.locator(".pick")).to_be_visible()
    assert waiting(visit.page) >= 2


def _gateway(answer: Answer) -> Answer:
    return answer.saying("<html>502</html>", 502)


def newer_server(visit: Visit) -> None:
    """It says more than this app understands, and then something that it does not understand."""
    visit.front.changes[SYNC] = _with_news
    visit.do()
    visit.wait_for(lambda: waiting(visit.page) == 0, "the app does not understand more than enough")
    visit.front.changes[SYNC] = _with_another_verdict
    visit.do()
    _expect_a_word(visit)
    assert waiting(visit.page) >= 1


def newer_app(visit: Visit) -> None:
    """It says something that this server does not understand."""
    visit.front.asked = _with_another_field
    visit.do()
    _expect_a_word(visit)
    assert waiting(visit.page) >= 1


def newer_actions(visit: Visit) -> None:
    """What was done is of a kind that this server does not know: kept, and for a person to see."""
    visit.front.asked = _of_next_year
    visit.do()
    expect(visit.page.locator(".badge-attention").first).to_be_visible()
    assert visit.new_actions()


def _with_news(answer: Answer) -> Answer:
    return _changed(answer, weather="fine", changes_more=[{"kind": "parcel", "id": 1, "data": {}}])


def _with_another_verdict(answer: Answer) -> Answer:
    read = json.loads(answer.body)
    if "outcomes" not in read:
        return answer
    outcomes = [{**one, "outcome": "postponed"} for one in read["outcomes"]]
    return _changed(answer, outcomes=outcomes)


def _changed(answer: Answer, changes_more: Any = (), **fields: Any) -> Answer:
    read = json.loads(answer.body)
    read["changes"] = [*read.get("changes", []), *changes_more]
    return answer.saying(json.dumps({**read, **fields}), answer.status)


def _with_another_field(body: bytes) -> bytes:
    return json.dumps({**json.loads(body), "battery": 0.4}).encode()


def _of_next_year(body: bytes) -> bytes:
    read = json.loads(body)
    return json.dumps({**read, "actions": [{**one, "v": 2} for one in read["actions"]]}).encode()


def _expect_a_word(visit: Visit) -> None:
    words = visit.page.get_by_text(french("Another version"))
    expect(words.first).to_be_visible()


def no_room(visit: Visit) -> None:
    """The disk of the phone is full: nothing is called saved that is not."""
    visit.front.is_shut = True
    visit.do()
    before = visit.said
    # Chromium believes for a while in the room that it saw last; a memory opened anew looks again.
    blank = visit.page.context.new_page()
    visit.page.close()
    blank.wait_for_timeout(CLOSED_AFTER_MS)
    protocol = blank.context.new_cdp_session(blank)
    protocol.send(QUOTA, {"origin": visit.front.url, "quotaSize": 1})
    visit.app = App(blank.context.new_page(), visit.front.url)
    visit.app.open()
    visit.watch()
    visit.tap()
    expect(visit.page.get_by_text(french("Not saved"))).to_be_visible()
    assert visit.said == before
    protocol.send(QUOTA, {"origin": visit.front.url})
    visit.app.button("Save again").click()
    visit.wait_for(lambda: visit.said > before, "it is not saved with room enough")
    if visit.chance.random() < 0.5:
        visit.die_and_come_back()


def aborted_upgrade(visit: Visit) -> None:
    """The next version of the app cannot change the shape of the memory; the old one goes on."""
    visit.front.is_shut = True
    visit.do()
    newer = visit.page.context.new_page()
    visit.page.close()
    newer.add_init_script(ABORTED_UPGRADE)
    newer.goto(f"{visit.front.url}/app/")
    expect(newer.get_by_text(french("The memory of this phone does not open"))).to_be_visible()
    visit.app = App(newer.context.new_page(), visit.front.url)
    newer.close()
    visit.app.open()
    expect(visit.page.locator(".pick")).to_be_visible()


def tab_in_the_way(visit: Visit) -> None:
    """The next version of the app needs the memory for itself, and an old tab does not let go."""
    visit.front.is_shut = True
    deaf = App(visit.page.context.new_page(), visit.front.url)
    deaf.page.add_init_script(DEAF)
    deaf.open()
    visit.page.close()
    visit.app = deaf
    visit.watch()
    visit.do()
    newer = visit.page.context.new_page()
    newer.add_init_script(ABORTED_UPGRADE)
    newer.goto(f"{visit.front.url}/app/")
    expect(newer.get_by_text(french("Rayon is open twice"))).to_be_visible()
    visit.do()
    visit.front.is_shut = False
    visit.page.evaluate(WAKE)
    # Not by what is in the memory: to look there is to wait behind the newer version.
    visit.wait_for(lambda: any(visit.history.of("acknowledged")), "the old tab does not send")
    newer.close()
    visit.page.reload()
    expect(visit.page.locator(".pick")).to_be_visible()


KINDS: dict[str, Callable[[Visit], None]] = {
    "killed after the tap": killed_after_the_tap,
    "killed while sending": killed_while_sending,
    "two tabs": two_tabs,
    "put aside": put_aside,
    "worker with a syntax error": worker_with_a_syntax_error,
    "worker is missing": worker_is_missing,
    "worker breaks": worker_breaks,
    "worker of another kind": worker_of_another_kind,
    "half a precache": half_a_precache,
    "newer server": newer_server,
    "newer app": newer_app,
    "newer actions": newer_actions,
    "no room": no_room,
    "aborted upgrade": aborted_upgrade,
    "tab in the way": tab_in_the_way,
}
