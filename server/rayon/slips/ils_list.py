"""A list for the library's own system on paper: its bars are scanned into that system's screen."""

from typing import Any

from flask import render_template, url_for
from flask_babel import get_locale, gettext

from rayon.slips.printed import printed_at
from rayon.slips.walk import bars

Row = dict[str, Any]


def list_name(kind: str) -> str:
    """What a list is called."""
    names = {
        "to_trap": gettext("To trap in the ILS"),
        "loan": gettext("Loans to key"),
        "return": gettext("Returns to key"),
        "to_mark_missing": gettext("To mark missing"),
    }
    return names[kind]


def render_list(kind: str, lines: list[Row]) -> str:
    """HTML for A4: one line a copy, a box to tick, the bars on the right."""
    return render_template(
        "slips/ils_list.html",
        name=list_name(kind),
        printed=printed_at(),
        lines=[
            {**line, "bars": bars(line["barcode"]), "card_bars": bars(line["card"] or "")}
            for line in lines
        ],
        language=str(get_locale()),
        stylesheet=url_for("slips.stylesheet"),
    )
