"""Rows of the documented CSV file of holds, and of a saved report: one hold a row."""

from typing import TypeVar

from flask_babel import gettext as _

from rayon.catalogue.files.csv_rows import Row
from rayon.catalogue.files.mapping import load_mapping
from rayon.catalogue.files.problems import Problem
from rayon.catalogue.files.records import KINDS
from rayon.catalogue.files.text import clean, isbn13
from rayon.ils.wanted import Fulfilment, Wanted, Wants

WANTS: dict[str, Wants] = {
    "": "title",
    "title": "title",
    "titre": "title",
    "item": "item",
    "exemplaire": "item",
    "selection": "selection",
    "sélection": "selection",
    "0": "title",
    "1": "item",
    "false": "title",
    "true": "item",
}
FULFILMENTS: dict[str, Fulfilment] = {
    "": "pickup",
    "pickup": "pickup",
    "retrait": "pickup",
    "delivery": "delivery",
    "livraison": "delivery",
    "round": "round",
    "tournée": "round",
}
MOST_SELECTED = 50
Value = TypeVar("Value", bound=str)


def read_row(row: Row) -> Wanted | Problem:
    """One row, or the column that is wrong and why."""
    cells = row.cells
    column = ""
    try:
        column = "wants"
        wants = _one_of(WANTS, cells.get("wants", ""))
        column = "fulfilment"
        fulfilment = _one_of(FULFILMENTS, cells.get("fulfilment", ""))
        column = "kind"
        kind = _one_of(_kinds(), cells.get("kind", ""))
        column = "number"
        number = _number(cells.get("number", ""))
    except ValueError as error:
        return Problem(row.place, column, str(error))
    return Wanted(
        place=row.place,
        cards=(cells["card"],) if cells["card"] else (),
        picking=cells.get("picking", ""),
        barcodes=(cells["barcode"],) if cells.get("barcode") else (),
        reference=clean(cells.get("reference", ""), 80),
        record=clean(cells.get("record", ""), 60),
        isbn=isbn13(cells.get("isbn", "")),
        volume=clean(cells.get("volume", ""), 80),
        kind=kind,
        pickup=cells.get("pickup", ""),
        fulfilment=fulfilment,
        asked_at=cells.get("asked_at", ""),
        wants=wants,
        number=number,
        age=clean(cells.get("age", ""), 40),
        wishes=clean(cells.get("wishes", ""), 500),
    )


def _kinds() -> dict[str, str]:
    translated = {text.casefold(): str(kind) for text, kind in load_mapping("csv").kinds.items()}
    return {"": "", **translated, **{kind: kind for kind in KINDS}}


def _one_of(table: dict[str, Value], text: str) -> Value:
    if text.casefold() not in table:
        choices = ", ".join(word for word in table if word)
        raise ValueError(
            _("%(text)s is not known. Write one of: %(choices)s.", text=text[:40], choices=choices)
        )
    return table[text.casefold()]


def _number(text: str) -> int:
    if not text:
        return 1
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= MOST_SELECTED):
        raise ValueError(_("The number of documents is 1 to %(most)s.", most=MOST_SELECTED))
    return int(text)
