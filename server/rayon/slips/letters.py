"""A letter to a patron whom nobody could reach otherwise, on A4, for an envelope with a window."""

from datetime import datetime

from flask import render_template, url_for
from flask_babel import force_locale, get_locale, gettext

from rayon import clock
from rayon.catalogue import phones
from rayon.dates import day_in_words
from rayon.notices.letters import Letter
from rayon.notices.rendering import on_paper


def render_letter(letter: Letter, name: str, now: datetime) -> str:
    """HTML for one sheet, in the language of the letter. The address is written by hand."""
    branch = letter.branch
    subject, text = on_paper(letter)
    with force_locale(letter.language):
        return render_template(
            "slips/letter.html",
            sender=[
                branch.name,
                branch.address,
                phones.readable(branch.phone, branch.area),
                branch.email,
            ],
            name=name,
            day=day_in_words(
                clock.local(now, branch.time_zone).date(), letter.language, "{day} MMMM y"
            ),
            address_here=gettext("Address"),
            subject=subject,
            text=text,
            language=str(get_locale()),
            stylesheets=[url_for("slips.stylesheet"), url_for("slips.size", name="letter")],
        )
