"""The list of what needs a person: each line in words, with the buttons that end it."""

from typing import Any

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from rayon.catalogue.models import Item, Title
from rayon.holds.models import Hold
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


def open_lines(session: Session, branch_id: int) -> list[Row]:
    """Every open line of a branch, oldest first."""
    lines = session.scalars(
        select(Trouble)
        .where(Trouble.branch_id == branch_id, Trouble.closed_at.is_(None))
        .order_by(Trouble.opened_at, Trouble.id)
        .limit(200)
    ).all()
    titles = _titles(session, [line.subject_id for line in lines if line.subject_kind == "hold"])
    copies = _copies(session, [line.subject_id for line in lines if line.subject_kind == "item"])
    return [
        {
            "id": line.id,
            "kind": line.kind,
            "text": _text(line.kind),
            "facts": {**line.facts, **(titles | copies).get(line.subject_id, {})},
            "opened_at": line.opened_at.isoformat(),
            "choices": list(choices_for(line.kind)),
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
        "sum_to_take_off": gettext(
            "A parcel that costs nothing after all, in a closed month: tell the billing service."
        ),
        "call_given_up": gettext("Called three times without reaching anybody."),
    }
    return texts.get(kind, gettext("Something needs a look."))


def _copies(session: Session, item_ids: list[str]) -> dict[str, Row]:
    rows = session.execute(
        select(Item.id, Item.call_number, Title.title)
        .join(Title, Item.title_id == Title.id)
        .where(Item.id.in_([int(item_id) for item_id in item_ids]))
    )
    return {str(row.id): {"title": row.title, "call_number": row.call_number} for row in rows}


def _titles(session: Session, hold_ids: list[str]) -> dict[str, Row]:
    rows = session.execute(
        select(Hold.id, Hold.slip, Title.title)
        .join(Title, Hold.title_id == Title.id, isouter=True)
        .where(Hold.id.in_(hold_ids))
    )
    return {row.id: {"title": row.title or "", "slip": row.slip} for row in rows}
