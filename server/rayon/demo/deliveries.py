"""An afternoon of home deliveries at the demo library: what a supervisor and a courier look at."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from rayon import clock
from rayon.catalogue.branches import all_of
from rayon.catalogue.models import Branch, Item, Patron
from rayon.database import reading, writing
from rayon.delivery.addresses import line_of
from rayon.delivery.models import Delivery, Door, TownAddress
from rayon.delivery.ordering_stops import shortest
from rayon.holds.action import Deed
from rayon.holds.models import Hold
from rayon.ids import new_id
from rayon.sync.perform import perform_all

#: Who has ordered, where, how many documents, and how to get in.
ORDERS = (
    ("Haddad", ("12", "Rue des Tilleuls"), 2, "Code 12B34, 3e gauche"),
    ("Roux", ("21", "Avenue de la Gare"), 1, ""),
    ("Pons", ("3", "Rue de l’Écluse"), 3, "Sonner deux fois : le chien aboie"),
    ("Diallo", ("7", "Allée des Peupliers"), 1, "Chez le gardien en cas d’absence"),
    ("Caron", ("18", "Quai du Canal"), 2, "Rez-de-chaussée"),
)
#: The first so many are packed; the last one is still to pack.
PACKED = 4
#: What a closed bag weighs, in grams.
LIGHT = 900


@dataclass(frozen=True)
class Home:
    """One order: its delivery, its patron, and by hold the copies that are brought."""

    delivery: str
    patron: int
    copies: dict[str, tuple[int, str]]


def order_deliveries() -> int:
    """Five deliveries of today, four of them packed; none where there are deliveries already."""
    now = clock.now()
    with writing() as session:
        if session.scalars(select(Delivery.id).limit(1)).first() is not None:
            return 0
        branch = session.scalars(select(Branch.id).where(Branch.code == "CANAL")).one()
        copies = _copies(session, branch)
        homes = [_home(session, branch, order, copies, now) for order in ORDERS]
        here = all_of(session)[branch]
    perform_all([deed for home in homes for deed in _ordered(home, branch, now)])
    day = here.calendar.local_day(now)
    with writing() as session:
        # The clock promises tomorrow; the demo is looked at today.
        session.execute(update(Delivery).values(day=day))
    said = {"branch": branch, "name": "Livraisons", "day": day.isoformat()}
    perform_all(_fetched(homes, said))
    perform_all([deed for home in homes[:PACKED] for deed in _packed(home)])
    with reading() as session:
        in_order = shortest(session, here, day)
    perform_all([Deed("order_stops", "", {"day": day.isoformat(), "deliveries": in_order})])
    return len(homes)


def _copies(session: Session, branch: int) -> Iterator[tuple[int, str]]:
    """Titles of which a copy stands on its shelf and that nobody waits for, with its barcode."""
    wanted = select(Hold.title_id).where(Hold.title_id.is_not(None))
    query = select(Item.title_id, Item.barcode).where(
        Item.branch_id == branch,
        Item.kind == "book",
        Item.status == "available",
        Item.volume == "",
        Item.title_id.not_in(wanted),
    )
    by_title = dict(session.execute(query.order_by(Item.id)).all())
    return iter(by_title.items())


def _home(
    session: Session,
    branch: int,
    order: tuple[str, tuple[str, str], int, str],
    copies: Iterator[tuple[int, str]],
    now: datetime,
) -> Home:
    name, (number, street), documents, instructions = order
    patron = session.scalars(select(Patron).where(Patron.last_name == name)).one()
    lives = (TownAddress.number == number, TownAddress.street == street)
    address = session.scalars(select(TownAddress).where(*lives)).one()
    delivery = new_id()
    session.add(
        Door(
            id=delivery,
            branch_id=branch,
            bell=name,
            line=line_of(address),
            postcode=address.postcode,
            town=address.town,
            lon=address.lon,
            lat=address.lat,
            is_known=True,
            instructions=instructions,
            phone="+33639980001",
            account=f"FAC-{patron.id:04}",
            written_at=now,
        )
    )
    return Home(delivery, patron.id, {new_id(): copy for copy in islice(copies, documents)})


def _ordered(home: Home, branch: int, now: datetime) -> Iterator[Deed]:
    for hold, (title, _barcode) in home.copies.items():
        asked = {"source": "demo", "reference": hold, "patron": home.patron, "title": title}
        where = {"pickup_branch": branch, "fulfilment": "delivery", "asked_at": now.isoformat()}
        yield Deed("place_hold", hold, {**asked, **where})
    said = {"patron": home.patron, "agreed": "message", "payer_is_adult": True}
    yield Deed("order_delivery", home.delivery, said)


def _fetched(homes: list[Home], said: dict[str, object]) -> list[Deed]:
    """A walk of its own that found all of them."""
    walk, barcodes = new_id(), {h: b for home in homes for h, (_title, b) in home.copies.items()}
    picks = {hold: new_id() for hold in barcodes}
    plan = [
        {"id": picks[hold], "hold": hold, "item": None, "position": position}
        for position, hold in enumerate(barcodes)
    ]
    found = [
        Deed("report_found", picks[hold], {"barcode": barcode, "how": "scanner"})
        for hold, barcode in barcodes.items()
    ]
    return [Deed("plan_walk", walk, {**said, "picks": plan}), *found, Deed("close_walk", walk, {})]


def _packed(home: Home) -> Iterator[Deed]:
    parcel = new_id()
    for _title, barcode in home.copies.values():
        yield Deed("pack_document", parcel, {"delivery": home.delivery, "barcode": barcode})
    yield Deed("close_parcel", parcel, {"grams": LIGHT, "estimated": LIGHT})
