"""Rows of a file of loans: barcode, card, time."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from rayon.catalogue.files.csv_rows import Row
from rayon.catalogue.files.problems import Problem
from rayon.catalogue.files.text import barcode_refusal
from rayon.ils.identifiers import card_refusal
from rayon.ils.status_rows import read_moment

COLUMNS: dict[str, list[str]] = {
    "barcode": ["Code-barres", "Code à barres", "Item barcode"],
    "card": ["Carte", "Numéro de carte", "cardnumber", "Patron", "borrower"],
    "time": ["Date", "Heure", "issuedate", "Date de prêt", "timestamp", "Checkout date"],
}


@dataclass(frozen=True)
class Loan:
    """Who took which copy when; a ``time`` without zone is the branch's own clock."""

    place: str
    barcode: str
    card: str
    time: datetime


def read_row(row: Row) -> Loan | Problem:
    """One loan, or the column that is wrong and why."""
    cells, column = row.cells, "barcode"
    try:
        if refusal := barcode_refusal(cells["barcode"]):
            raise ValueError(refusal)
        column = "card"
        if not cells["card"]:
            raise ValueError(_("The card is missing."))
        if refusal := card_refusal(cells["card"]):
            raise ValueError(refusal)
        column = "time"
        time = read_moment(cells["time"])
        if time is None:
            raise ValueError(_("The time of the loan is missing."))
    except ValueError as error:
        return Problem(row.place, column, str(error))
    return Loan(row.place, cells["barcode"], cells["card"], time)
