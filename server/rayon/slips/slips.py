"""Slips for the printer beside the shelf: a hold that waits, one on its way, one to fetch."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from flask import render_template, url_for
from flask_babel import get_locale, gettext

from rayon.dates import day_in_words, hour_in_words
from rayon.slips.codes import picture_of
from rayon.slips.printed import printed_at
from rayon.slips.sizes import SLIP_WIDTH, SlipPaper

Row = dict[str, Any]


@dataclass(frozen=True)
class HoldSlip:
    """What stands in the document that waits. ``title`` is empty where patrons could read it.

    ``until``: the last day, once the patron was told of it; ``kept_days`` before.
    """

    name: str
    slot: str
    number: int | None
    until: date | None
    closes: time | None
    kept_days: int
    title: str
    call_number: str
    barcode: str
    branch: str


@dataclass(frozen=True)
class TransitSlip:
    """What stands in a document that goes to another branch."""

    to: str
    sender: str
    number: int | None
    title: str
    call_number: str
    barcode: str


def render_hold_slips(slips: list[HoldSlip], paper: SlipPaper) -> str:
    """HTML, one slip a page: who, until when, and the bars of the copy."""
    rows = [
        {
            "head": slip.name,
            "corner": slip.slot,
            "lines": [],
            "says": _until(slip),
            "title": slip.title,
            "under": [slip.call_number, _number(slip.number), slip.branch],
            "code": slip.barcode,
        }
        for slip in slips
    ]
    return _render(gettext("Hold slips"), rows, paper)


def render_transit_slips(slips: list[TransitSlip], paper: SlipPaper) -> str:
    """HTML, one slip a page: where to, and the bars of the copy."""
    rows = [
        {
            "head": slip.to,
            "corner": "→",
            "lines": [],
            "says": gettext("In transit from %(branch)s", branch=slip.sender),
            "title": slip.title,
            "under": [slip.call_number, _number(slip.number)],
            "code": slip.barcode,
        }
        for slip in slips
    ]
    return _render(gettext("Transit slips"), rows, paper)


def render_pick_slips(picks: list[Row], locations: dict[int, str], paper: SlipPaper) -> str:
    """HTML, one slip a document to fetch, its label as on the spine."""
    return _render(gettext("Pick slips"), [_pick(pick, locations) for pick in picks], paper)


def _pick(pick: Row, locations: dict[int, str]) -> Row:
    target, title = pick["target"], pick["title"]
    wishes = (pick["hold"]["selection"] or {}).get("wishes", "")
    return {
        "head": "",
        "corner": str(pick["hold"]["slip"] or ""),
        "lines": target["lines"] if target else [gettext("Selection")],
        "says": locations.get(target["location"], "") if target else "",
        "title": title["title"] if title else wishes,
        "under": [title["author"] if title else "", pick["volume"]],
        "code": target["barcode"] if target else "",
    }


def _render(name: str, slips: list[Row], paper: SlipPaper) -> str:
    return render_template(
        "slips/slips.html",
        name=name,
        paper=paper,
        slips=[{**slip, **_drawn(slip["code"], paper)} for slip in slips],
        printed=printed_at(),
        language=str(get_locale()),
        stylesheets=[url_for("slips.stylesheet"), url_for("slips.size", name=paper)],
    )


def _drawn(code: str, paper: SlipPaper) -> Row:
    picture, shape = picture_of(code, SLIP_WIDTH[paper], height=14)
    return {"picture": picture, "shape": shape}


def _number(number: int | None) -> str:
    return gettext("Slip %(number)s", number=number) if number else ""


def _until(slip: HoldSlip) -> str:
    if slip.until is None:
        return gettext("%(days)s pick-up days from the notice on", days=slip.kept_days)
    day = day_in_words(slip.until, str(get_locale()))
    if slip.closes is None:
        return gettext("until %(day)s", day=day)
    closes = hour_in_words(slip.closes, str(get_locale()))
    return gettext("until %(day)s, %(hour)s", day=day, hour=closes)
