"""A shift at the desk, with and without a network, and what the browser kept of 200 patrons."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.app import App
from tests.journeys.handset import Handset
from tests.journeys.house import House
from tests.journeys.ledger import sql
from tests.journeys.words import french

pytestmark = [pytest.mark.journey, pytest.mark.browser]

CANARIES = 200
#: Everything that a page can read of what its browser keeps: keys, values and addresses.
KEPT = """async () => {
    const kept = [location.href, JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
    const asked = request => new Promise((done, failed) => {
        request.onsuccess = () => done(request.result); request.onerror = failed;
    });
    for (const {name} of await indexedDB.databases()) {
        const database = await asked(indexedDB.open(name));
        for (const store of database.objectStoreNames) {
            const rows = database.transaction(store).objectStore(store);
            const both = [asked(rows.getAllKeys()), asked(rows.getAll())];
            const [keys, values] = await Promise.all(both);
            kept.push(JSON.stringify([store, keys, values]));
        }
        database.close();
    }
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            const answer = await cache.match(request);
            kept.push(request.url, await answer.text());
        }
    }
    return kept;
}"""


@dataclass(frozen=True)
class Canary:
    """A patron whose every trait can be recognised, and the document that waits for them."""

    number: int
    barcode: str

    @property
    def card(self) -> str:
        return f"KANARI{self.number:06}"

    @property
    def code(self) -> str:
        return f"KNRQ{self.number + 2222:04}".replace("0", "Z").replace("1", "Y")

    @property
    def name(self) -> str:
        return f"Serin{self.number:03} Kanarinowski{self.number:03}"

    @property
    def traits(self) -> list[str]:
        """What nobody may find on a lost phone."""
        first, last = self.name.split()
        return [self.card, self.code, first, last, f"serin{self.number:03}@kanari.example"]


@pytest.fixture
def canaries(demo: House) -> list[Canary]:
    """200 patrons, each with a document behind the desk, in the slot of their letter."""
    with sql(demo.database) as database:
        like = database.execute("SELECT * FROM hold WHERE source <> 'phone' LIMIT 1").fetchone()
        branch = database.execute("SELECT id FROM branch WHERE code = 'CANAL'").fetchone()["id"]
        slot = database.execute("SELECT id FROM slot WHERE name = 'G-L'").fetchone()["id"]
        copies = database.execute(
            "SELECT id, title_id, barcode FROM item WHERE branch_id = ? AND hold_id IS NULL"
            " AND status = 'available' ORDER BY id LIMIT ?",
            (branch, CANARIES),
        ).fetchall()
        birds = [Canary(number, copy["barcode"]) for number, copy in enumerate(copies)]
        for bird, copy in zip(birds, copies, strict=True):
            hold = f"0198f3a0-0000-7000-8000-{bird.number:012}"
            first, last = bird.name.split()
            patron = database.execute(
                "INSERT INTO patron (card, first_name, last_name, email, phone, language,"
                " payer_card, alias, guardian, no_mail, seen_on)"
                " VALUES (?, ?, ?, ?, '', 'fr', '', '', '', 0, '2026-11-24')",
                (bird.card, first, last, bird.traits[-1]),
            ).lastrowid
            waits = {
                **like,
                "id": hold,
                "reference": hold,
                "patron_id": patron,
                "title_id": copy["title_id"],
                "pickup_branch_id": branch,
                "status": "on_hold_shelf",
                "slot_id": slot,
                "slip": bird.number + 1,
                "pickup_code": bird.code,
                "shelved_at": like["asked_at"],
            }
            marks = ", ".join("?" * len(waits))
            database.execute(
                f"INSERT INTO hold ({', '.join(waits)}) VALUES ({marks})", tuple(waits.values())
            )
            database.execute(
                "UPDATE item SET hold_id = ?, place_kind = 'slot', place_ref = ? WHERE id = ?",
                (hold, slot, copy["id"]),
            )
        database.commit()
    return birds


@pytest.fixture
def desk(demo: House, canaries: list[Canary], handset: Handset) -> App:
    """Chloé at the desk, before anybody has come."""
    app = App(handset.switch_on(), demo.url)
    app.enrol("CANAL-2468", "Banque de prêt")
    app.sign_in("Chloé", "333333")
    app.open("/app/hand-over")
    expect(app.page.locator(".empty")).to_be_visible()
    return app


def test_nothing_of_200_patrons_is_left_after_a_shift_at_the_desk(
    demo: House, canaries: list[Canary], desk: App, handset: Handset
) -> None:
    ana, ben, cleo, dan, eli, *_others = canaries
    # Ana shows her card and that of Ben: a family is one hand-over.
    for bird in (ana, ben):
        desk.scan(bird.card)
        expect(desk.page.get_by_role("heading", name=bird.name)).to_be_visible()
    desk.scan(cleo.barcode)
    expect(desk.result()).to_have_text(french("Not this patron’s"))
    for bird in (ana, ben):
        desk.scan(bird.barcode)
        expect(desk.page.locator(".bundle-row .chip-green")).to_have_count(1 + (bird is ben))
    desk.button("Next person").click()
    expect(desk.page.get_by_role("heading", name=ana.name)).to_have_count(0)
    desk.expect_all_sent()
    lent = dump(desk)
    assert '["shelf",["now"]' in lent
    assert found_in(lent, canaries) == set()

    # The network is gone: cards and codes open their bundles all the same, without a name.
    demo.close()
    desk.scan(cleo.card)
    desk.scan(cleo.barcode)
    expect(desk.page.locator(".bundle-row .chip-green")).to_be_visible()
    desk.button("Next person").click()
    desk.scan(dan.code)
    desk.scan(dan.barcode)
    expect(desk.page.locator(".bundle-row .chip-green")).to_be_visible()
    assert cleo.name not in (desk.page.text_content("body") or "")
    desk.button("Next person").click()
    desk.scan("KANARI999999")
    expect(desk.result()).to_have_text(french("Nothing found"))
    desk.expect_waiting(2)
    demo.open()
    desk.open("/app/hand-over")
    desk.expect_all_sent()
    assert statuses(demo, (ana, ben, cleo, dan, eli)) == [*["handed_over"] * 4, "on_hold_shelf"]

    desk.sign_out()
    expect(desk.page.locator("h1")).to_have_text(french("Who is there?"))
    kept = dump(desk)
    assert '["shelf",[],[]]' in kept
    assert found_in(kept, canaries) == set()
    handset.kill()
    assert found_in(profile(handset.profile), canaries) == set()


def dump(app: App) -> str:
    """IndexedDB, Cache Storage, localStorage and the address, as the page can read them."""
    kept: list[str] = app.page.evaluate(KEPT)
    assert any('"meta"' in one for one in kept), json.dumps(kept)[:200]
    return "\n".join(kept)


def profile(folder: Path) -> str:
    """Every file of the browser's profile, as bytes and as the two-byte text that it also keeps."""
    return "\n".join(_texts(folder))


def _texts(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            raw = path.read_bytes()
            yield raw.decode("latin-1")
            yield raw.decode("utf-16-le", errors="ignore")
            yield raw[1:].decode("utf-16-le", errors="ignore")


def found_in(text: str, canaries: list[Canary]) -> set[int]:
    """The canaries of whom something can be read there."""
    return {bird.number for bird in canaries if any(trait in text for trait in bird.traits)}


def statuses(demo: House, birds: tuple[Canary, ...]) -> list[str]:
    """What became of their holds."""
    with sql(demo.database) as database:
        return [
            database.execute(
                "SELECT status FROM hold WHERE reference = ?",
                (f"0198f3a0-0000-7000-8000-{bird.number:012}",),
            ).fetchone()["status"]
            for bird in birds
        ]
