"""What a walk is called: by its locations, or by what it is for.

A name of ours is kept in English, as texts are in code, so that each reads it in their own
language; what a library calls its locations and neighbourhoods stays as it is.
"""

from flask_babel import gettext

LONGEST = 80
SELECTIONS = "Selections"
FOR_CART = "Bike cart: "


def of_places(places: list[str]) -> str:
    """The first and the last location; with none, everything is to be chosen."""
    if not places:
        return SELECTIONS
    name = places[0] if len(places) == 1 else f"{places[0]} → {places[-1]}"
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def of_cart(neighbourhood: str) -> str:
    """Of the walk before a visit."""
    return f"{FOR_CART}{neighbourhood}"[:LONGEST]


def as_read(kept: str) -> str:
    """A kept name in the language of whoever asks."""
    if kept == SELECTIONS:
        return gettext("Selections")
    if kept.startswith(FOR_CART):
        return gettext("Bike cart: %(name)s", name=kept.removeprefix(FOR_CART))
    return kept
