"""The cells of a file of bays: what each may say, in both languages."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

from rayon.catalogue.files.csv_rows import same
from rayon.catalogue.files.text import read_date
from rayon.catalogue.gommettes import COLOUR
from rayon.catalogue.pictograms import PICTOGRAMS

COLUMNS: dict[str, list[str]] = {
    "kind": ["type", "nature"],
    "bay": ["travée", "label", "étiquette"],
    "floor": ["étage"],
    "level": ["niveau"],
    "range": ["épi"],
    "side": ["côté", "face"],
    "position": ["rang"],
    "shelves": ["tablettes"],
    "width": ["largeur"],
    "location": ["localisation", "section"],
    "starts_with": ["commence par", "first"],
    "shelf_starts": ["tablettes commencent par"],
    "theme": ["thème", "lettres"],
    "facing": ["présentation"],
    "height": ["hauteur"],
    "ends_on": ["jusqu’au", "until"],
    "x": [],
    "y": [],
    "heading": ["orientation"],
    "to_floor": ["vers"],
    "metres": ["mètres", "meters"],
    "hint": ["indication"],
    "colour": ["gommette", "couleur", "color"],
    "pictogram": ["pictogramme"],
    "second_stop": ["second arrêt"],
    "second_stop_kinds": ["types à deux arrêts"],
    "number_from": ["numéro d’après"],
}

KINDS = {
    "bay": ["travée", ""],
    "bin": ["bac"],
    "display_table": ["table", "présentoir"],
    "returns_trolley": ["chariot", "trolley"],
    "repair_shelf": ["réparation", "atelier"],
    "stairs": ["escalier"],
    "lift": ["ascenseur", "elevator"],
    "start": ["départ", "cart", "chariot de départ"],
    "location": ["localisation"],
}
_CHOICES: dict[str, dict[str, list[str]]] = {
    "kind": KINDS,
    "side": {"left": ["gauche", "l", "g"], "right": ["droite", "r", "d"]},
    "facing": {"spine": ["dos", "spines"], "cover": ["couverture", "covers"]},
    "height": {"high": ["haut", "haute"], "low": ["bas", "basse"]},
    "pictogram": {name: [] for name in PICTOGRAMS},
    "number_from": {"barcode": ["code-barres"], "call_number": ["cote"]},
    "heading": {"0": ["n", "nord", "north"], "90": ["e", "est"], "180": ["s"], "270": ["o", "w"]},
}
_COUNTS = {"level": (-9, 99), "position": (1, 999), "shelves": (1, 20)}
_MEASURES = {
    "width": (0.2, 6.0),
    "x": (-999.0, 999.0),
    "y": (-999.0, 999.0),
    "metres": (0.0, 999.0),
}
_LONGEST = {"bay": 28, "hint": 200, "colour": 7, "second_stop": 60, "second_stop_kinds": 200}
_USUAL_LENGTH = 40
_LONG = ("starts_with", "shelf_starts", "location")
_LABEL = re.compile(r"[0-9A-Z][0-9A-Z-]*")


def read_cells(cells: dict[str, str]) -> dict[str, Any]:
    """The filled cells as values. Raises BadCell for the first that cannot be."""
    values: dict[str, Any] = {}
    for column, text in cells.items():
        if text:
            try:
                values[column] = _reader(column)(column, text)
            except ValueError as error:
                raise BadCell(column, str(error)) from error
    return values


class BadCell(ValueError):
    """A column, and a sentence that says what is wrong and what to write."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column


def as_label(text: str) -> str:
    """A label as it is printed and scanned: capitals, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text.upper()).encode("ascii", "ignore").decode()
    return re.sub(r"[^0-9A-Z]+", "-", plain).strip("-")


def _reader(column: str) -> Callable[[str, str], Any]:
    if column in _CHOICES:
        return _choice
    if column in _COUNTS:
        return _count
    if column in _MEASURES:
        return _measure
    return {"bay": _label, "ends_on": _day, "colour": _colour}.get(column, _text)


def _choice(column: str, text: str) -> str:
    for value, spellings in _CHOICES[column].items():
        if same(text) in {same(one) for one in (value, *spellings)}:
            return value
    known = ", ".join(_CHOICES[column])
    raise ValueError(_("“%(text)s” is none of %(known)s.", text=text[:40], known=known))


def _count(column: str, text: str) -> int:
    low, high = _COUNTS[column]
    number = int(text) if re.fullmatch(r"-?\d{1,4}", text) else high + 1
    if not low <= number <= high:
        raise ValueError(_("Write a whole number from %(low)s to %(high)s.", low=low, high=high))
    return number


def _measure(column: str, text: str) -> float:
    low, high = _MEASURES[column]
    plain = text.replace(",", ".")
    number = float(plain) if re.fullmatch(r"-?\d{1,4}(\.\d{1,4})?", plain) else high + 1
    if not low <= number <= high:
        raise ValueError(
            _("Write metres from %(low)s to %(high)s, such as 0.9.", low=low, high=high)
        )
    return number


def _label(column: str, text: str) -> str:
    label = as_label(text)
    if not _LABEL.fullmatch(label) or len(label) > _LONGEST["bay"]:
        raise ValueError(_("Write letters, digits and hyphens, 28 signs at most."))
    return label


def _day(column: str, text: str) -> str:
    day = read_date(text)
    if day is None:
        raise ValueError(_("Write a day, such as 2026-12-24."))
    return day.isoformat()


def _colour(column: str, text: str) -> str:
    if not COLOUR.fullmatch(text.lower()):
        raise ValueError(_("Write a colour, such as #16a34a."))
    return text.lower()


def _text(column: str, text: str) -> str:
    most = _LONGEST.get(column, 2_000 if column in _LONG else _USUAL_LENGTH)
    if len(text) > most:
        raise ValueError(_("This is too long: %(most)s signs at most.", most=most))
    return text
