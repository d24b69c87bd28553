"""Shelving locations on a screen: how each is ordered and signed, and changing that."""

from collections.abc import Iterator, Sequence
from typing import Any

from apiflask import APIBlueprint
from flask import jsonify
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection, func, select

from rayon.call_numbers import SCHEMES, propose_scheme
from rayon.catalogue.keys import policy_of, shelf_key
from rayon.catalogue.models import Item, Location
from rayon.catalogue.rekeying import order_anew
from rayon.database import reading_rows, table_of
from rayon.doors import done, perform
from rayon.errors import Refusal
from rayon.holds.ordering import LARGEST_ID
from rayon.shelves.models import Bay, BayStart
from rayon.staff.access import allow, person
from rayon.supervisors.changing_locations import LocationIs, Ordered

routes = APIBlueprint("locations", __name__, url_prefix="/api/locations")

Row = dict[str, Any]
ITEM, LOCATION, BAY, START = map(table_of, (Item, Location, Bay, BayStart))
#: Call numbers looked at to guess the scheme, and shown in their order.
LOOKED_AT, SHOWN = 300, 12


class OrderIn(BaseModel):
    """The locations of the branch in the order in which they are passed."""

    model_config = ConfigDict(extra="forbid")
    locations: list[int] = Field(min_length=1, max_length=500)


@routes.get("")
@allow("supervisor", "admin")
def list_locations() -> ResponseReturnValue:
    """Every location of the branch, in walking order."""
    return jsonify(_view())


@routes.post("/order")
@allow("admin")
@routes.input(OrderIn, arg_name="body")
def set_order(body: OrderIn) -> ResponseReturnValue:
    """Pass them in this order from the next plan on."""
    branch = person().branch_id
    done(perform("set_walk_order", "", by=person(), branch=branch, locations=body.locations))
    return jsonify(_view())


@routes.post("/<int:location_id>")
@allow("admin")
@routes.input(LocationIs, arg_name="body")
def change(location_id: int, body: LocationIs) -> ResponseReturnValue:
    """Order and sign it like this from now on."""
    said = {"location": location_id, "rules": body.model_dump(mode="json", exclude_defaults=True)}
    done(perform("change_location", "", by=person(), branch=person().branch_id, **said))
    order_anew(location_id)
    return jsonify(_view())


@routes.post("/<int:location_id>/preview")
@allow("admin")
@routes.input(Ordered, arg_name="body")
def preview(location_id: int, body: Ordered) -> ResponseReturnValue:
    """Some of its call numbers, as they would stand; nothing is kept."""
    if location_id > LARGEST_ID:
        raise Refusal("unknown_location", status=404)
    policy = policy_of(body.policy.model_dump(exclude_defaults=True))
    with reading_rows() as connection:
        branch = select(LOCATION.c.branch_id).where(LOCATION.c.id == location_id)
        if connection.execute(branch).scalar() != person().branch_id:
            raise Refusal("unknown_location", status=404)
        texts = _call_numbers(connection, location_id)
    shown = sorted(_spread(texts), key=lambda text: (shelf_key(body.scheme, policy, text), text))
    return jsonify(call_numbers=shown, looks_like=propose_scheme(texts))


def _view() -> Row:
    branch = person().branch_id
    mine = select(LOCATION).where(LOCATION.c.branch_id == branch)
    with reading_rows() as connection:
        rows = connection.execute(mine.order_by(LOCATION.c.walk_order, LOCATION.c.id)).mappings()
        copies, bays = _copies(connection, branch), _bays(connection, branch)
        return {
            "schemes": SCHEMES,
            "locations": [
                _line(row, copies.get(row["id"], 0), bays.get(row["id"], [])) for row in rows
            ],
        }


def _line(row: Any, copies: int, bays: list[Row]) -> Row:
    return {
        **{key: row[key] for key in ("id", "code", "name", "scheme", "policy", "hint")},
        **{key: row[key] for key in ("colour", "pictogram", "other_places")},
        "second_stop": row["second_stop"] or None,
        "copies": copies,
        "bays": sum(bay["kind"] != "bin" for bay in bays),
        "bins": [bay["theme"] or bay["label"] for bay in bays if bay["kind"] == "bin"],
    }


def _copies(connection: Connection, branch: int) -> dict[int, int]:
    counted = select(ITEM.c.location_id, func.count()).where(ITEM.c.branch_id == branch)
    return {row[0]: row[1] for row in connection.execute(counted.group_by(ITEM.c.location_id))}


def _bays(connection: Connection, branch: int) -> dict[int, list[Row]]:
    """The bays and bins that begin with a document of each location."""
    begun = (
        select(START.c.location_id, BAY.c.id, BAY.c.label, BAY.c.kind, BAY.c.theme)
        .join_from(START, BAY, BAY.c.id == START.c.bay_id)
        .where(START.c.branch_id == branch)
        .order_by(BAY.c.label)
        .distinct()
    )
    by_location: dict[int, list[Row]] = {}
    for row in connection.execute(begun).mappings():
        by_location.setdefault(row["location_id"], []).append(dict(row))
    return by_location


def _call_numbers(connection: Connection, location_id: int) -> list[str]:
    of_location = select(ITEM.c.call_number).where(ITEM.c.location_id == location_id)
    return list(
        connection.execute(of_location.order_by(ITEM.c.sort_key).limit(LOOKED_AT)).scalars()
    )


def _spread(texts: Sequence[str]) -> Iterator[str]:
    """A few from end to end, each once."""
    different = list(dict.fromkeys(texts))
    step = max(1, len(different) // SHOWN)
    yield from different[::step][:SHOWN]
