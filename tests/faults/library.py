"""The library in which every schedule begins: its people, phones, shelves and readers."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy.orm import Session

from rayon.catalogue.models import Branch, Item, Location, Patron, Title
from rayon.database import writing
from rayon.hold_shelf.models import Slot
from rayon.rounds.models import Neighbourhood, RoundStop
from rayon.staff.models import AuthSession, Device, Staff, StaffRole
from rayon.staff.secrets import hash_of

#: Tuesday, nine o'clock in Paris.
NINE = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
PICKERS = ("Ada", "Ben", "Cleo", "Dan", "Eli")
SUPERVISOR = "Sol"
#: Who rides the bike cart, where it comes, and where it halts there.
RIDER = "Eli"
QUAY = "00000000-0000-7000-b000-000000000000"
HALTS = tuple(f"00000000-0000-7000-b000-{number:012}" for number in (1, 2))
TITLES, READERS = 64, 28
#: Every seventh reader has no mail address and is called.
UNMAILED = 7


@dataclass(frozen=True)
class Colleague:
    """Somebody with a device of their own; ``shift`` is the ticket of their day."""

    name: str
    staff: int
    device: str
    credential: str
    shift: str


@dataclass(frozen=True)
class Library:
    """Row ids that a schedule needs; titles and readers by name."""

    branch: int
    colleagues: dict[str, Colleague]
    titles: dict[str, int]
    readers: dict[str, int]
    #: The slots of each branch's hold shelf; documents of the second come with the van.
    slots: dict[int, list[str]]


def copies_of(number: int) -> list[str]:
    """The barcodes of one title: one to three copies."""
    return [f"C-{number}-{copy}" for copy in range(1 + number % 3)]


def address_of(reader: str) -> str:
    """Where a reader gets mail, if they do."""
    return f"{reader}@example.org"


def fill() -> Library:
    """Fill an empty database."""
    with writing() as session:
        branch = Branch(
            code="CANAL", name="Canal", language="en", email="canal@example.org", settings={}
        )
        session.add(branch)
        session.flush()
        location = Location(branch_id=branch.id, code="ROM", name="Novels", walk_order=1)
        session.add(location)
        far = Branch(code="FAR", name="Far", language="en", email="far@example.org", settings={})
        session.add(far)
        session.flush()
        slots = {one: _slots(session, one) for one in (branch.id, far.id)}
        _cart_comes(session, branch.id)
    colleagues = {name: _colleague(branch.id, name) for name in (*PICKERS, SUPERVISOR)}
    titles = _titles(branch.id, location.id)
    return Library(branch.id, colleagues, titles, _readers(), slots)


def _slots(session: Session, branch: int) -> list[str]:
    """Six for one patron each, and one for all."""
    names = [f"A{number}" for number in range(6)]
    slots = [
        Slot(
            id=f"00000000-0000-7000-a000-{branch:04}{number:08}",
            branch_id=branch,
            name=name,
            takes="letters" if number == 0 else "patron",
            letters="A-Z" if number == 0 else "",
            barcode=f"SLOT:{name}",
        )
        for number, name in enumerate(names)
    ]
    session.add_all(slots)
    return [slot.id for slot in slots]


def _cart_comes(session: Session, branch: int) -> None:
    """To the quay, today and every second week."""
    of_cart = {"branch_id": branch, "code": "quay"}
    every = {"first_day": NINE.date(), "rule": "FREQ=WEEKLY;INTERVAL=2", "in_breaks": True}
    known = {"name": "Quay", "bike": "1", "changed_at": NINE, **every}
    session.add(Neighbourhood(id=QUAY, **of_cart, **known))
    session.flush()
    for number, halt in enumerate(HALTS):
        hours = {"begins": time(14 + number), "ends": time(14 + number, 50)}
        at = {"code": f"halt{number}", "place": f"Halt {number}", **hours}
        session.add(RoundStop(id=halt, branch_id=branch, neighbourhood_id=QUAY, **at))


def _colleague(branch: int, name: str) -> Colleague:
    number = (*PICKERS, SUPERVISOR).index(name) + 1
    device = f"00000000-0000-7000-8000-{number:012}"
    shift = f"00000000-0000-7000-9000-{number:012}"
    with writing() as session:
        staff = Staff(name=name, language="en", pin_hash="", active=True)
        session.add(staff)
        session.flush()
        role = "supervisor" if name == SUPERVISOR else "picker"
        for one in {role, "desk"} | ({"cart"} if name == RIDER else set()):
            session.add(StaffRole(staff_id=staff.id, role=one, branch_id=branch))
        credential = f"credential of {name}"
        session.add(
            Device(
                id=device,
                name=name,
                branch_id=branch,
                credential_hash=hash_of(credential),
                enrolled_at=NINE,
            )
        )
        session.flush()
        session.add(
            AuthSession(
                id=shift,
                token_hash=hash_of(shift),
                staff_id=staff.id,
                device_id=device,
                started_at=NINE,
                ends_at=NINE + timedelta(hours=12),
            )
        )
        return Colleague(name, staff.id, device, credential, shift)


def _titles(branch: int, location: int) -> dict[str, int]:
    with writing() as session:
        titles = [
            Title(source="lab", record=str(number), title=f"Title {number}")
            for number in range(TITLES)
        ]
        session.add_all(titles)
        session.flush()
        shelved = {"branch_id": branch, "place_branch_id": branch, "location_id": location}
        session.add_all(
            Item(
                barcode=barcode,
                title_id=title.id,
                call_number=f"R {number:02}",
                sort_key=f"r {number:02}",
                key_version=1,
                **shelved,
            )
            for number, title in enumerate(titles)
            for barcode in copies_of(number)
        )
        return {title.title: title.id for title in titles}


def _readers() -> dict[str, int]:
    with writing() as session:
        names = [f"reader{number}" for number in range(READERS)]
        readers = [
            Patron(
                card=f"2{number:013}",
                first_name=name,
                last_name="Martin",
                language="en",
                phone="0102030405",
                email="" if number % UNMAILED == 0 else address_of(name),
            )
            for number, name in enumerate(names)
        ]
        session.add_all(readers)
        session.flush()
        return {name: reader.id for name, reader in zip(names, readers, strict=True)}
