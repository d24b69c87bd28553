"""A walk on paper: for the day when no phone works, and for those who like paper."""

from base64 import b64encode
from datetime import date
from io import BytesIO
from typing import Any

import barcode
from barcode.writer import SVGWriter
from flask import render_template, url_for
from flask_babel import get_locale

from rayon.dates import day_in_words

Row = dict[str, Any]


def render_walk(walk: Row, picks: list[Row], locations: dict[int, str]) -> str:
    """HTML for A4: one line a pick, the call number large, the barcode to be scanned back."""
    return render_template(
        "slips/walk.html",
        walk={**walk, "day_words": _day(walk["day"])},
        picks=[_line(pick, locations) for pick in picks],
        language=str(get_locale()),
        stylesheet=url_for("slips.stylesheet"),
    )


def bars(text: str, module: float = 0.25, height: float = 9) -> str:
    """A Code 128 as a data URI: styles inside a picture do not need leave from the page's CSP.

    ``module``: width of the narrowest bar, ``height`` of all bars; in mm.
    """
    if not text:
        return ""
    picture = BytesIO()
    options = {
        "module_width": module,
        "module_height": height,
        "quiet_zone": 10 * module,
        "write_text": False,
    }
    barcode.get("code128", text, writer=SVGWriter()).write(picture, options)
    return "data:image/svg+xml;base64," + b64encode(picture.getvalue()).decode()


def _day(iso: str) -> str:
    return day_in_words(date.fromisoformat(iso), str(get_locale()), "EEEE {day} MMMM y")


def _line(pick: Row, locations: dict[int, str]) -> Row:
    target, selection = pick["target"], pick["hold"]["selection"] or {}
    return {
        **pick,
        "bars": bars(target["barcode"]) if target else "",
        "where": locations.get(target["location"], "") if target else "",
        "wishes": selection.get("wishes", ""),
    }
