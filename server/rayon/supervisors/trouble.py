"""The list of what needs a person: each line in words, with the buttons that end it."""

from typing import Any

from flask_babel import gettext
from sqlalchemy import Connection, bindparam, select

from rayon.catalogue.models import Item, Title
from rayon.database import table_of
from rayon.holds.models import Hold
from rayon.prepared import Prepared
from rayon.sync.models import Trouble

Row = dict[str, Any]

#: What a supervisor can choose, by kind of line.
CHOICES: dict[str, tuple[str, ...]] = {
    "found_and_not_found": ("here", "not_here"),
    "seen_by_chance": ("here", "not_here"),
    "reshelve": ("reshelved",),
    "two_copies_found": ("reshelved", "done"),
    "vanished_holds": ("keep",),
    "misplaced": ("reshelved", "done"),
}


def choices_for(kind: str) -> tuple[str, ...]:
    """The buttons of a line."""
    return CHOICES.get(kind, ("done",))


def open_lines(connection: Connection, branch_id: int) -> list[Row]:
    """Every open line of a branch, oldest first."""
    lines = LINES.rows(connection, branch=branch_id)
    about = _titles(connection, lines) | _copies(connection, lines)
    return [
        {
            "id": line["id"],
            "kind": line["kind"],
            "text": _text(line["kind"]),
            "facts": {**line["facts"], **about.get((line["subject_kind"], line["subject_id"]), {})},
            "opened_at": line["opened_at"].isoformat(),
            "choices": list(choices_for(line["kind"])),
        }
        for line in lines
    ]


def _text(kind: str) -> str:
    texts = {
        "found_and_not_found": gettext("Two people, two opinions: found and not found."),
        "seen_by_chance": gettext("Seen by chance, for somebody who waits: is it in hand?"),
        "two_copies_found": gettext("Two copies were fetched for one hold."),
        "serves_another_hold": gettext("This copy is put aside for another hold."),
        "reshelve": gettext("No longer wanted: put it back on its shelf."),
        "unknown_barcode": gettext("A barcode that is not in the catalogue."),
        "hold_without_copy": gettext("No copy on any shelf for this hold."),
        "to_be_specified": gettext("Which volume? The hold names none."),
        "vanished_holds": gettext("Holds that the library’s own system no longer names."),
        "number_reused": gettext(
            "Two phones are copies of one: what one of them did was not counted."
        ),
        "misplaced": gettext("Stands in the wrong place: take it home."),
        "parcel_outcomes": gettext("Two different outcomes were reported of one parcel."),
        "parcel_without_outcome": gettext(
            "Nobody has said what became of this parcel: ask the courier."
        ),
        "sum_too_late": gettext(
            "A parcel’s outcome came after its month was closed: tell the billing service."
        ),
        "lent_though_reserved": gettext(
            "Lent from the bike cart, though somebody else waits for it. Another is looked for."
        ),
        "missing_from_cart": gettext(
            "Neither lent nor unloaded when the bike cart came back: look for it."
        ),
        "sum_to_take_off": gettext(
            "A parcel that costs nothing after all, in a closed month: tell the billing service."
        ),
        "call_given_up": gettext("Called three times without reaching anybody."),
    }
    return texts.get(kind, gettext("Something needs a look."))


About = dict[tuple[str, str], Row]


def _copies(connection: Connection, lines: list[Row]) -> About:
    items = [int(line["subject_id"]) for line in lines if line["subject_kind"] == "item"]
    rows = COPIES.rows(connection, items=items) if items else []
    return {
        ("item", str(row["id"])): {"title": row["title"], "call_number": row["call_number"]}
        for row in rows
    }


def _titles(connection: Connection, lines: list[Row]) -> About:
    holds = [line["subject_id"] for line in lines if line["subject_kind"] == "hold"]
    rows = TITLES.rows(connection, holds=holds) if holds else []
    return {("hold", row["id"]): {"title": row["title"] or "", "slip": row["slip"]} for row in rows}


TROUBLE, HOLD, ITEM, TITLE = map(table_of, (Trouble, Hold, Item, Title))
LINES = Prepared(
    lambda _among: (
        select(TROUBLE)
        .where(TROUBLE.c.branch_id == bindparam("branch"), TROUBLE.c.closed_at.is_(None))
        .order_by(TROUBLE.c.opened_at, TROUBLE.c.id)
        .limit(200)
    )
)
COPIES = Prepared(
    lambda among: (
        select(ITEM.c.id, ITEM.c.call_number, TITLE.c.title)
        .join_from(ITEM, TITLE, ITEM.c.title_id == TITLE.c.id)
        .where(among(ITEM.c.id, "items"))
    )
)
TITLES = Prepared(
    lambda among: (
        select(HOLD.c.id, HOLD.c.slip, TITLE.c.title)
        .join_from(HOLD, TITLE, HOLD.c.title_id == TITLE.c.id, isouter=True)
        .where(among(HOLD.c.id, "holds"))
    )
)
