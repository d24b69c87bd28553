"""A sheet to try the app with: every kind of code it knows, and what it should answer."""

import re
from base64 import b64encode
from dataclasses import dataclass
from io import BytesIO

import barcode
from barcode.writer import SVGWriter
from flask import render_template, url_for
from flask_babel import get_locale, gettext

from rayon.slips.codes import DOT, picture_of, square

#: What the ISBN of a book that nobody lends looks like: the first of the test range.
AN_ISBN = "9782070360024"


@dataclass(frozen=True)
class Sample:
    """A code of the sheet: what is printed, as which kind, and what to expect."""

    code: str
    kind: str
    answer: str


def samples(copy: str, card: str, slot: str, bay: str) -> list[Sample]:
    """Every kind of code that staff meet; empty ones are left out."""
    all_of_them = [
        Sample(copy, "code128", gettext("A document of this library: its title.")),
        Sample(copy, "code39", gettext("The same in Code 39: the same title.")),
        Sample(copy, "codabar", gettext("The same in Codabar: the same title.")),
        Sample("39999999999995", "code128", gettext("A document that is not in the catalogue.")),
        Sample(AN_ISBN, "isbn", gettext("An ISBN: scan the library’s own label instead.")),
        Sample(card, "code128", gettext("A patron’s card: nothing is saved on a walk.")),
        Sample(bay, "code128", gettext("The label of a bay.")),
        Sample(slot, "code128", gettext("The label of a slot of the hold shelf.")),
        Sample("PICKUP:7K2M9QXA", "square", gettext("The code of a notice that nobody was sent.")),
    ]
    return [sample for sample in all_of_them if sample.code and _can_be_drawn(sample)]


#: The signs that the older kinds of bars have; Code 128 has them all.
SIGNS = {"code39": r"[0-9A-Z. $/+%-]+", "codabar": r"[0-9$:/.+-]+"}


def _can_be_drawn(sample: Sample) -> bool:
    return re.fullmatch(SIGNS.get(sample.kind, ".*"), sample.code) is not None


def render_scan_sheet(chosen: list[Sample]) -> str:
    """HTML for A4."""
    return render_template(
        "slips/scan_sheet.html",
        name=gettext("Scan sheet"),
        samples=[
            {"code": one.code, "answer": one.answer, "picture": _picture(one)} for one in chosen
        ],
        language=str(get_locale()),
        stylesheets=[url_for("slips.stylesheet")],
    )


def _picture(sample: Sample) -> str:
    if sample.kind == "square":
        return square(sample.code)
    if sample.kind == "code128":
        return picture_of(sample.code, 80)[0]
    return _older_bars(sample.code, sample.kind)


def _older_bars(code: str, kind: str) -> str:
    picture = BytesIO()
    module = (3 if kind == "isbn" else 2) * DOT
    options = {
        "module_width": module,
        "module_height": 12,
        "quiet_zone": 10 * module,
        "write_text": False,
    }
    # A label of Code 39 has no check sign; Codabar begins and ends with a letter.
    more = {"add_checksum": False} if kind == "code39" else {}
    name = {"isbn": "ean13"}.get(kind, kind)
    text = f"A{code}A" if kind == "codabar" else code
    barcode.get_barcode_class(name)(text, writer=SVGWriter(), **more).write(picture, options)
    return "data:image/svg+xml;base64," + b64encode(picture.getvalue()).decode()
