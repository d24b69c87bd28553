"""What is printed beside the hold shelf: slips, labels, and a sheet to try the app."""

from typing import Any, Literal
from uuid import UUID

from apiflask import APIBlueprint
from flask import jsonify
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection, Select, and_, func, select
from sqlalchemy.orm import aliased

from rayon import clock
from rayon.catalogue.branches import BranchFacts, all_of
from rayon.catalogue.models import Item, Patron, Title
from rayon.database import reading
from rayon.hold_shelf.models import Slot
from rayon.holds.models import Hold
from rayon.notices.channels.paper_letter import letter_to_print
from rayon.shelves.floor import labels_of
from rayon.slips.bay_labels import PREFIX as BAY_PREFIX
from rayon.slips.labels import Label, render_labels
from rayon.slips.letters import render_letter
from rayon.slips.names import short_name
from rayon.slips.pdf import as_pdf, makes_pdf
from rayon.slips.routes import MOST_MM
from rayon.slips.scan_sheet import render_scan_sheet, samples
from rayon.slips.sizes import Sheet, SlipPaper
from rayon.slips.slips import HoldSlip, TransitSlip, render_hold_slips, render_transit_slips
from rayon.staff.access import allow, person

routes = APIBlueprint("paper", __name__, url_prefix="/api/paper")

#: A stack of slips that nobody prints by mistake.
MOST_SLIPS = 300
As = Literal["page", "pdf"]


class FormIn(BaseModel):
    """A page for the browser to print, or a file."""

    model_config = ConfigDict(extra="forbid")
    form: As = "page"


class SlipsIn(FormIn):
    """On which paper, and of one hold only where one is named."""

    paper: SlipPaper = "roll"
    hold: UUID | None = None


class LabelsIn(FormIn):
    """On which sheet, how many of its labels are used up, and how far the printer is off, in mm."""

    sheet: Sheet = "21"
    skip: int = Field(default=0, ge=0, le=23)
    x: float = Field(default=0, ge=-MOST_MM, le=MOST_MM)
    y: float = Field(default=0, ge=-MOST_MM, le=MOST_MM)


@routes.get("/hold-slips")
@allow("desk", "supervisor")
@routes.input(SlipsIn, location="query", arg_name="query")
def hold_slips(query: SlipsIn) -> ResponseReturnValue:
    """For what waits, or is to be put on the shelf. Printing again tells nobody anything."""
    branch = _branch()
    with reading() as session:
        rows = session.execute(_waiting(branch.id, query.hold)).mappings()
        slips = [_hold_slip(dict(row), branch) for row in rows]
    return _paper(query.form, "slips", lambda: render_hold_slips(slips, query.paper))


@routes.get("/transit-slips")
@allow("picker", "desk", "supervisor")
@routes.input(SlipsIn, location="query", arg_name="query")
def transit_slips(query: SlipsIn) -> ResponseReturnValue:
    """For what is here and to be collected elsewhere."""
    branch = _branch()
    with reading() as session:
        names = {one.id: one.name for one in all_of(session).values()}
        rows = session.execute(_leaving(branch.id, query.hold)).mappings()
        slips = [_transit_slip(dict(row), branch, names) for row in rows]
    return _paper(query.form, "transit", lambda: render_transit_slips(slips, query.paper))


@routes.get("/slot-labels")
@allow("desk", "supervisor")
@routes.input(LabelsIn, location="query", arg_name="query")
def slot_labels(query: LabelsIn) -> ResponseReturnValue:
    """Labels for the slots of the hold shelf, in their order."""
    branch = _branch()
    with reading() as session:
        slots = session.scalars(
            select(Slot)
            .where(Slot.branch_id == branch.id, Slot.removed_at.is_(None))
            .order_by(Slot.position, Slot.name)
        )
        labels = [
            (slot.name, slot.letters if slot.letters != slot.name else "", slot.barcode)
            for slot in slots
        ]
    return _labels(gettext("Slot labels"), labels, query)


@routes.get("/bay-labels")
@allow("desk", "supervisor", "admin")
@routes.input(LabelsIn, location="query", arg_name="query")
def bay_labels(query: LabelsIn) -> ResponseReturnValue:
    """Small labels for the bays that are known."""
    branch = _branch()
    with reading() as session:
        today = branch.calendar.local_day(clock.now())
        bays = labels_of(session.connection(), branch.id, today)
    labels = [(label, begins, BAY_PREFIX + label) for label, begins in bays]
    return _labels(gettext("Bay labels"), labels, query)


@routes.get("/letters/<uuid:call_id>")
@allow("desk", "supervisor")
@routes.input(FormIn, location="query", arg_name="query")
def letter(call_id: UUID, query: FormIn) -> ResponseReturnValue:
    """The letter to a patron who was called three times in vain. Printing alone tells nobody."""
    now = clock.now()
    written, name = letter_to_print(str(call_id), person().branch_id, now)
    return _paper(query.form, "letter", lambda: render_letter(written, name, now))


@routes.get("/choices")
@allow("picker", "desk", "supervisor", "admin")
def choices() -> ResponseReturnValue:
    """Whether this server makes PDFs as well."""
    return jsonify(pdf=makes_pdf())


@routes.get("/scan-sheet")
@allow("picker", "desk", "supervisor", "admin")
@routes.input(FormIn, location="query", arg_name="query")
def scan_sheet(query: FormIn) -> ResponseReturnValue:
    """A code of every kind, and what the app should answer."""
    branch = _branch()
    with reading() as session:
        connection = session.connection()
        chosen = _samples(connection, branch)
    return _paper(query.form, "scan-sheet", lambda: render_scan_sheet(samples(**chosen)))


def _branch() -> BranchFacts:
    with reading() as session:
        return all_of(session)[person().branch_id]


def _paper(form: As, name: str, render: Any) -> ResponseReturnValue:
    # A link in a browser says nothing of the language of who is signed in.
    with force_locale(person().language):
        page: str = render()
        return as_pdf(page, name) if form == "pdf" else page


def _labels(name: str, labels: list[Label], query: LabelsIn) -> ResponseReturnValue:
    return _paper(
        query.form,
        "labels",
        lambda: render_labels(name, labels, query.sheet, skip=query.skip, x=query.x, y=query.y),
    )


def _of_holds(hold: UUID | None) -> Select[*tuple[Any, ...]]:
    """Copies in our hands with the hold they serve."""
    title = aliased(Title)
    query = (
        select(
            Hold.id,
            Hold.slip,
            Hold.ready_until,
            Hold.pickup_branch_id,
            Item.barcode,
            Item.call_number,
            title.title,
            Patron.first_name,
            Patron.last_name,
            Patron.alias,
            func.coalesce(Slot.name, "").label("slot"),
        )
        .select_from(Item)
        .join(Hold, Hold.id == Item.hold_id)
        .join(title, title.id == Item.title_id)
        .outerjoin(Patron, Patron.id == Hold.patron_id)
        .outerjoin(Slot, Slot.id == Hold.slot_id)
        .where(Hold.fulfilment == "pickup")
        .order_by(Hold.slip, Hold.id, Item.id)
        .limit(MOST_SLIPS)
    )
    return query.where(Hold.id == str(hold)) if hold else query


def _waiting(branch_id: int, hold: UUID | None) -> Select[*tuple[Any, ...]]:
    here = and_(Hold.pickup_branch_id == branch_id, Item.place_branch_id == branch_id)
    if hold:
        return _of_holds(hold).where(here, Hold.status.in_(("found", "on_hold_shelf")))
    # What stands in its slot already has its slip, while the rest of its selection is on its way.
    to_shelve = and_(Hold.status == "found", Item.place_kind != "slot")
    return _of_holds(hold).where(here, to_shelve)


def _leaving(branch_id: int, hold: UUID | None) -> Select[*tuple[Any, ...]]:
    away = and_(Item.place_branch_id == branch_id, Hold.pickup_branch_id != branch_id)
    return _of_holds(hold).where(away, Hold.status.in_(("found", "in_transit")))


def _hold_slip(row: dict[str, Any], branch: BranchFacts) -> HoldSlip:
    until = row["ready_until"]
    spans = branch.calendar.hours_of(until) if until else ()
    return HoldSlip(
        name=short_name(row["first_name"] or "", row["last_name"] or "", row["alias"] or ""),
        slot=row["slot"],
        number=row["slip"],
        until=until,
        closes=spans[-1][1] if spans else None,
        kept_days=branch.settings.kept_days,
        title=row["title"] if branch.settings.titles_on_slips else "",
        call_number=row["call_number"],
        barcode=row["barcode"],
        branch=branch.name,
    )


def _transit_slip(row: dict[str, Any], branch: BranchFacts, names: dict[int, str]) -> TransitSlip:
    return TransitSlip(
        to=names[row["pickup_branch_id"]],
        sender=branch.name,
        number=row["slip"],
        title=row["title"],
        call_number=row["call_number"],
        barcode=row["barcode"],
    )


def _samples(connection: Connection, branch: BranchFacts) -> dict[str, str]:
    """A copy of this branch, a card that nobody has, and a label of each kind that there is."""
    copy = connection.execute(
        select(Item.barcode).where(Item.branch_id == branch.id).order_by(Item.id).limit(1)
    ).scalar()
    slot = connection.execute(
        select(Slot.barcode).where(Slot.branch_id == branch.id).order_by(Slot.position).limit(1)
    ).scalar()
    bays = labels_of(connection, branch.id, branch.calendar.local_day(clock.now()))
    prefix = next(iter(branch.settings.card_prefixes), "")
    return {
        "copy": copy or "",
        "card": prefix.ljust(14, "9") if prefix else "",
        "slot": slot or "",
        "bay": BAY_PREFIX + bays[0][0] if bays else "",
    }
