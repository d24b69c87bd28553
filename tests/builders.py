"""What a test library is filled with: titles, copies, holds, walks. Ids come back."""

from itertools import count
from typing import Any

from apiflask import APIFlask
from sqlalchemy import select

from rayon import clock
from rayon.catalogue.branches import all_of
from rayon.catalogue.models import Item, Location, Patron, Title
from rayon.database import reading, table_of, writing
from rayon.delivery.addresses import words_of
from rayon.delivery.models import TownAddress
from rayon.hold_shelf.models import Slot
from rayon.holds.action import Deed, Judged
from rayon.holds.models import Hold
from rayon.ids import new_id
from rayon.picking.models import Pick
from rayon.sync.models import ActionRow, Trouble
from rayon.sync.perform import perform_all
from rayon.sync.tables import TABLES

Row = dict[str, Any]
_numbers = count(1)


def a_location(app: APIFlask, branch: int, name: str = "Romans", walk_order: int = 1) -> int:
    """A section of the library; sections are walked in ``walk_order``."""
    values = {"code": f"L{next(_numbers)}", "name": name, "walk_order": walk_order}
    return int(_add(app, Location(branch_id=branch, **values)))


def a_title(app: APIFlask, title: str = "L’Étranger", **values: Any) -> int:
    """A record of the catalogue."""
    named = {"source": "test", "record": str(next(_numbers)), "title": title, **values}
    return int(_add(app, Title(**named)))


def a_copy(
    app: APIFlask, branch: int, title: int, barcode: str, location: int | None = None, **values: Any
) -> int:
    """One thing with a barcode, on its shelf unless told otherwise."""
    location = location or _some_location(app, branch)
    label = values.pop("call_number", "R CAM")
    shelved = {"call_number": label, "sort_key": label, "key_version": 1, **values}
    where = {"branch_id": branch, "place_branch_id": branch, "location_id": location}
    return int(_add(app, Item(title_id=title, barcode=barcode, **where, **shelved)))


def a_slot(app: APIFlask, branch: int, name: str = "A1", **values: Any) -> str:
    """A slot of the hold shelf."""
    slot = {"id": new_id(), "barcode": f"SLOT:{name}", **values}
    return str(_add(app, Slot(branch_id=branch, name=name, **slot)))


def a_patron(app: APIFlask, **values: Any) -> int:
    """Somebody who borrows."""
    named = {"card": str(next(_numbers)), "first_name": "Lou", "last_name": "Petit", **values}
    return int(_add(app, Patron(**named)))


def an_address(
    app: APIFlask, number: str = "12", street: str = "Rue Voltaire", **values: Any
) -> int:
    """An address of the town, at its town hall unless told otherwise."""
    named = {"number": number, "street": street, "postcode": "92300", "town": "Levallois-Perret"}
    where = {"lon": values.pop("lon", 2.2874), "lat": values.pop("lat", 48.8937)}
    words = words_of(" ".join({**named, **values}.values()))
    return int(_add(app, TownAddress(**{**named, **values}, **where, words=words)))


def a_hold(app: APIFlask, branch: int, title: int | None = None, **values: Any) -> str:
    """An open hold, asked for through the one door."""
    hold = new_id()
    asked = {
        "source": "test",
        "reference": hold,
        "title": title,
        "pickup_branch": branch,
        "asked_at": clock.now().isoformat(),
        **values,
    }
    assert the_server_does(app, "place_hold", hold, asked).outcome == "applied"
    return hold


def a_selection(app: APIFlask, branch: int, **values: Any) -> str:
    """A hold that leaves the choice to the picker."""
    wishes = {"kind": "", "age": "6", "number": 2, "wishes": "des dinosaures"}
    return a_hold(app, branch, wants="selection", selection=wishes, **values)


def a_walk(app: APIFlask, branch: int, *holds: str, name: str = "Romans") -> str:
    """A walk of today with these holds, in this order."""
    walk, picks = new_id(), [_line(app, hold, 10 * n) for n, hold in enumerate(holds, start=1)]
    with app.app_context(), reading() as session:
        day = all_of(session)[branch].calendar.local_day(clock.now()).isoformat()
    plan = {"branch": branch, "name": name, "day": day, "picks": picks}
    assert the_server_does(app, "plan_walk", walk, plan).outcome == "applied"
    return walk


def pick_of(app: APIFlask, hold: str) -> str:
    """The newest pick of a hold."""
    with app.app_context(), reading() as session:
        newest = select(Pick.id).where(Pick.hold_id == hold).order_by(Pick.id.desc()).limit(1)
        return session.scalars(newest).one()


def the_server_does(
    app: APIFlask, name: str, subject: str = "", payload: Row | None = None
) -> Judged:
    """One deed of the server itself."""
    with app.app_context():
        return perform_all([Deed(name, subject, payload or {})])[0]


def row(app: APIFlask, table: str, row_id: Any) -> Row:
    """One row as it is in the database now."""
    source = TABLES[table]
    with app.app_context(), reading() as session:
        return dict(session.execute(select(source).where(source.c.id == row_id)).mappings().one())


def troubles(app: APIFlask, *, closed: bool = False) -> list[str]:
    """The kinds of the lines on the trouble list, oldest first."""
    is_listed = Trouble.closed_at.is_not(None) if closed else Trouble.closed_at.is_(None)
    with app.app_context(), reading() as session:
        query = select(Trouble.kind).where(is_listed).order_by(Trouble.opened_at, Trouble.kind)
        return list(session.scalars(query))


def the_trouble(app: APIFlask) -> Row:
    """The only open line of the trouble list."""
    table = table_of(Trouble)
    with app.app_context(), reading() as session:
        lines = session.execute(select(table).where(table.c.closed_at.is_(None)))
        return dict(lines.mappings().one())


def log_of(app: APIFlask) -> dict[str, Row]:
    """Every action ever judged, by id."""
    with app.app_context(), reading() as session:
        rows = session.execute(select(table_of(ActionRow))).mappings()
        return {row["id"]: dict(row) for row in rows}


def _line(app: APIFlask, hold: str, position: int) -> Row:
    with app.app_context(), reading() as session:
        wanted = session.get_one(Hold, hold)
        copies = select(Item.id).where(Item.hold_id.is_(None), Item.place_kind == "shelf")
        if wanted.item_id:
            target: int | None = wanted.item_id
        else:
            same = copies.where(Item.title_id == wanted.title_id, Item.volume == wanted.volume)
            target = session.scalars(same.order_by(Item.id)).first()
    line = {"id": new_id(), "hold": hold, "item": target, "position": position}
    return {**line, "slip": next(_numbers)}


def _some_location(app: APIFlask, branch: int) -> int:
    with app.app_context(), reading() as session:
        first = session.scalars(select(Location.id).where(Location.branch_id == branch)).first()
    return first or a_location(app, branch)


def _add(app: APIFlask, thing: Any) -> Any:
    with app.app_context(), writing() as session:
        session.add(thing)
        session.flush()
        return thing.id
