"""The letterbox flyer of a visit at one stop: A6, four on a sheet of A4, with day and hour."""

from dataclasses import dataclass

from flask import render_template, url_for
from flask_babel import force_locale, gettext

from rayon.catalogue import phones
from rayon.catalogue.branches import BranchFacts
from rayon.dates import day_in_words, hour_in_words
from rayon.notices.links import stop_link
from rayon.rounds.visits import Stop, Visit
from rayon.slips.codes import square

PER_SHEET = 4
#: Days beyond the one that the flyer is for.
MOST_AFTERWARDS = 3


@dataclass(frozen=True)
class Flyer:
    """What stands on it, in one language."""

    site: str
    phone: str
    day: str
    hours: str
    place: str
    rain_place: str
    afterwards: list[str]
    address: str
    code: str


def flyer_of(branch: BranchFacts, stop: Stop, coming: list[Visit], language: str) -> Flyer:
    """The flyer of the first of these visits; the others are named as well."""
    begins, ends = coming[0].hours(stop)
    link = stop_link(stop.code)
    return Flyer(
        site=branch.name,
        phone=phones.readable(branch.phone, branch.area),
        day=day_in_words(coming[0].day, language),
        hours=" – ".join(hour_in_words(at.time(), language) for at in (begins, ends)),
        place=stop.place,
        rain_place=stop.rain_place,
        afterwards=[day_in_words(visit.day, language) for visit in coming[1 : 1 + MOST_AFTERWARDS]],
        address=link.partition("://")[2],
        code=square(link),
    )


def render_flyers(flyer: Flyer, language: str) -> str:
    """A sheet of four."""
    with force_locale(language):
        return render_template(
            "slips/flyers.html",
            name=gettext("Flyers for letterboxes"),
            flyer=flyer,
            many=PER_SHEET,
            language=language,
            stylesheet=url_for("slips.size", name="flyer"),
        )
