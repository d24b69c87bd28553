"""A new library, from an empty database to its first finished walk, as the recipe says.

One thing is done in a terminal (`rayon init`); all the rest in the app, in under 60 interactions:
a tap, a line typed, a choice, a file chosen or a scan is one.
"""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.journeys import wedge
from tests.journeys.app import App
from tests.journeys.house import House
from tests.journeys.ledger import Ledger, sql
from tests.journeys.picker import Picker
from tests.journeys.screens import phone_context
from tests.journeys.words import french

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.full]

INIT = ("--branch", "Médiathèque du Pont", "--code", "PONT", "--language", "fr")
PLACE = ("--time-zone", "Europe/Paris", "--name", "Max", "--pin", "135791")
HANDS = ("click", "fill", "select_option", "set_input_files", "check")
MOST = 60

COPIES = (
    ("code-barres", "titre", "auteur", "cote", "section", "type"),
    ("33000000000014", "La Traversée", "Anselme, Julie", "R ANS", "ROM", "livre"),
    ("33000000000022", "Le Phare", "Brun, Marc", "R BRU", "ROM", "livre"),
    ("33000000000030", "Les Marées", "Costa, Lina", "551.46 COS", "DOC", "livre"),
)
READERS = (
    ("card", "first_name", "last_name", "email", "phone", "language"),
    ("2900001", "Ana", "Silva", "ana@readers.example", "", "fr"),
)
HOLDS = (
    ("reference", "card", "barcode", "asked_at"),
    *((f"h{n}", "2900001", copy[0], "2026-11-23") for n, copy in enumerate(COPIES[1:])),
)


@pytest.fixture
def interactions(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What was done with hands, one line each."""
    done: list[str] = []

    def counted(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def act(*arguments: Any, **options: Any) -> Any:
            done.append(name)
            return real(*arguments, **options)

        return act

    for name in HANDS:
        monkeypatch.setattr(Locator, name, counted(name, getattr(Locator, name)))
    monkeypatch.setattr(wedge, "send", counted("scan", wedge.send))
    yield done


def test_a_new_library_walks_on_its_first_day(
    house: House, browser: Browser, tmp_path: Path, interactions: list[str]
) -> None:
    said = house.server.run("init", *INIT, *PLACE)
    app = App(phone_context(browser).new_page(), house.url)
    app.enrol(said.splitlines()[-1].split()[0], "Bureau")
    app.sign_in("Max", "135791")

    _set_a_rule(app)
    _take_zoe_on(app)
    _import(app, _write(tmp_path / "catalogue.csv", COPIES))
    _bring_in(app, "patrons", _write(tmp_path / "usagers.csv", READERS))
    _bring_in(app, "holds", _write(tmp_path / "reservations.csv", HOLDS))

    app.sign_out()
    app.sign_in("Zoé", "246802")
    app.plan()
    app.take()
    picker = Picker(app, Ledger(), house.database, app.walk())
    picker.work([Picker.scan] * len(COPIES[1:]))
    app.button("Finish the walk").click()
    app.expect_all_sent()

    with sql(house.database) as connection:
        query = "SELECT count(*) AS found FROM hold WHERE status = 'found'"
        assert connection.execute(query).fetchone()["found"] == 3
        walk = connection.execute("SELECT status FROM walk").fetchone()
        assert walk["status"] == "finished"
    assert len(interactions) < MOST, interactions


def _menu(app: App, entry: str) -> None:
    app.open()
    app.page.get_by_role("link", name=french(entry), exact=True).click()


def _set_a_rule(app: App) -> None:
    _menu(app, "Branch settings")
    app.page.get_by_label(french("Kept, in pick-up days"), exact=True).fill("7")
    app.button("Save the changes").click()
    expect(app.page.get_by_role("status")).to_have_text(french("Saved. It holds from now on."))


def _take_zoe_on(app: App) -> None:
    _menu(app, "Colleagues")
    app.button("New colleague").click()
    app.page.get_by_label(french("First name"), exact=True).fill("Zoé")
    app.page.get_by_label(french("Six digits"), exact=True).fill("246802")
    app.button("Add to the branch").click()
    expect(app.page.get_by_role("button", name="Zoé")).to_be_visible()


def _import(app: App, file: Path) -> None:
    _menu(app, "Import a catalogue")
    app.page.locator("input[type=file]").set_input_files(file)
    app.page.get_by_label(french("Branch of the copies"), exact=True).select_option("PONT")
    make = french("Make shelving locations that Rayon does not know")
    app.page.get_by_label(make, exact=True).check()
    app.button("Check the whole file").click()
    app.page.get_by_role("button", name=re.compile("^Importer 3 ")).click()
    expect(app.page.get_by_text(french("Imported"), exact=True)).to_be_visible()


def _bring_in(app: App, kind: str, file: Path) -> None:
    _menu(app, "The morning’s files")
    app.page.get_by_label(french("What is in it?"), exact=True).select_option(kind)
    app.page.locator("input[type=file]").set_input_files(file)
    app.button("Check it").click()
    app.button("Bring it in").click()
    expect(app.page.get_by_role("heading", name=french("Brought in"))).to_be_visible()


def _write(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path
