"""The coloured sticker on the labels of a location: one of a roll of stickers, or a colour."""

import re

#: The phone has one stripe for each: ``pwa/src/ui/label.css``.
GOMMETTES = (
    "red",
    "orange",
    "yellow",
    "green",
    "blue",
    "violet",
    "pink",
    "brown",
    "black",
    "white",
    "grey",
)
#: As a floor file has it, such as #16a34a; the phone draws the sticker that comes closest.
COLOUR = re.compile(r"#[0-9a-f]{6}")


def is_sticker(colour: str) -> bool:
    """Whether a phone can draw it."""
    return colour in GOMMETTES or COLOUR.fullmatch(colour) is not None
