"""Labels for bays, six to a sheet of A4: read from two metres, scanned from one."""

from flask import render_template, url_for
from flask_babel import get_locale, gettext

from rayon.slips.walk import bars

#: What a scan reads before the label itself, so that a phone knows what it is without a network.
PREFIX = "BAY:"
#: The bars are as wide as the sheet allows; a longer code has narrower ones.
WIDEST_MM = 150.0
_MODULE_MM = 0.5
#: Code 128: eleven modules for each sign, start, check and stop, and two quiet zones of ten.
_FIXED_MODULES = 11 + 11 + 13 + 20


def render_bay_labels(labels: list[tuple[str, str]]) -> str:
    """HTML for A4. ``labels``: what stands on the bay, and what it begins with (may be empty)."""
    return render_template(
        "slips/bay_labels.html",
        name=gettext("Bay labels"),
        labels=[
            {"label": label, "begins": begins, "bars": _bars(PREFIX + label)}
            for label, begins in labels
        ],
        language=str(get_locale()),
        stylesheet=url_for("slips.stylesheet"),
    )


def _bars(code: str) -> str:
    widest = WIDEST_MM / (_FIXED_MODULES + 11 * len(code))
    return bars(code, module=min(_MODULE_MM, widest), height=14)
