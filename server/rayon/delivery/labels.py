"""Paper of a delivery: the label of a parcel, and the courier's manifest. Never a title."""

from typing import Any

from flask import render_template, url_for
from flask_babel import get_locale, gettext

from rayon.slips.walk import bars


def render_label(number: str, stop: int | None, day: str, branch: str) -> str:
    """The label of one parcel: its bars, the number of its stop, nothing that names anybody."""
    return render_template(
        "slips/parcel_label.html",
        name=gettext("Parcel label"),
        number=number,
        bars=bars(number, module=0.4, height=16),
        stop=stop,
        day=day,
        branch=branch,
        language=str(get_locale()),
        stylesheet=url_for("slips.stylesheet"),
    )


def render_manifest(stops: list[dict[str, Any]], day: str, window: str) -> str:
    """The stops of a day on A4, with a box for each outcome."""
    return render_template(
        "slips/manifest.html",
        name=gettext("Manifest"),
        stops=stops,
        day=day,
        window=window,
        outcomes=[
            gettext("delivered"),
            gettext("household"),
            gettext("caretaker"),
            gettext("absent"),
            gettext("refused at the door"),
            gettext("wrong address"),
            gettext("incident"),
        ],
        language=str(get_locale()),
        stylesheet=url_for("slips.stylesheet"),
    )
