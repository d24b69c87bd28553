"""Labels on sheets of A4: for slots, and for bays that are not read from afar."""

from flask import render_template, url_for
from flask_babel import get_locale

from rayon.slips.codes import picture_of
from rayon.slips.sizes import SHEETS, Sheet

#: What is printed, below which words, and what a scan reads: (large, small, code).
Label = tuple[str, str, str]


def render_labels(
    name: str, labels: list[Label], sheet: Sheet, *, skip: int = 0, x: float = 0, y: float = 0
) -> str:
    """HTML for A4. ``skip``: labels of the first sheet that are used up; ``x``, ``y``: how far the
    printer has to be corrected, in mm to the right and down.
    """
    cut = SHEETS[sheet]
    drawn = [
        {"large": large, "small": small, **_drawn(code, cut.width)} for large, small, code in labels
    ]
    places = [None] * skip + drawn
    sheets = [places[at : at + cut.per_sheet] for at in range(0, len(places), cut.per_sheet)]
    return render_template(
        "slips/labels.html",
        name=name,
        sheet=sheet,
        sheets=sheets,
        language=str(get_locale()),
        stylesheets=[
            url_for("slips.stylesheet"),
            url_for("slips.size", name="sheet"),
            url_for("slips.offset", x=x, y=y),
        ],
    )


def _drawn(code: str, width: float) -> dict[str, str]:
    picture, shape = picture_of(code, width, height=11)
    return {"picture": picture, "shape": shape}
