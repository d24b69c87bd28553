"""What a browser keeps of the app, and what its screen says while somebody works."""

from typing import Any

from playwright.sync_api import Page

Row = dict[str, Any]
TABLES = """
    () => new Promise((resolve, reject) => {
        const opening = indexedDB.open("rayon");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
            const database = opening.result;
            const names = ["walks", "picks", "outbox"];
            const reading = database.transaction(names);
            const rows = names.map((name) => reading.objectStore(name).getAll());
            reading.oncomplete = () => {
                database.close();
                resolve(Object.fromEntries(names.map((name, i) => [name, rows[i].result])));
            };
        };
    })
"""
#: Tells how many documents the screen shows as decided, each time that changes.
WATCH = """
    let said = -1;
    new MutationObserver(() => {
        const shown = document.querySelector("progress");
        const value = shown ? Number(shown.getAttribute("value") ?? 0) : said;
        if (value !== said) screenSays(said = value);
    }).observe(document, {
        subtree: true, childList: true, attributes: true, attributeFilter: ["value"],
    });
"""


def tables(page: Page) -> dict[str, list[Row]]:
    """Walks, picks and outbox, as they are on the disk."""
    kept: dict[str, list[Row]] = page.evaluate(TABLES)
    return kept


def waiting(page: Page) -> int:
    """How many actions were not answered yet."""
    return sum(kept["state"] == "waiting" for kept in tables(page)["outbox"])


def shown(page: Page) -> Row:
    """The same in the words of the history."""
    kept = tables(page)
    walks = [
        {
            "id": walk["id"],
            "status": walk["status"],
            "claimed_by": walk["claimed_by"] and walk["claimed_by"]["id"],
            "claimed_on": walk["claimed_on"],
        }
        for walk in kept["walks"]
    ]
    keys = ("id", "walk", "status", "found_barcode", "reason")
    picks = [{key: pick[key] for key in keys} for pick in kept["picks"]]
    outbox = [
        {
            "id": one["action"]["id"],
            "name": one["action"]["name"],
            "number": one["number"],
            "state": one["state"],
            "outcome": one["outcome"],
            "isRead": one["isRead"],
        }
        for one in kept["outbox"]
    ]
    return {"walks": walks, "picks": picks, "outbox": outbox}
