"""Write the demo library into an empty database."""

import hashlib
from datetime import timedelta
from random import Random

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from rayon import clock
from rayon.catalogue.models import Branch, Location, Patron
from rayon.catalogue.search_index import reindex
from rayon.database import writing
from rayon.delivery.models import TownAddress
from rayon.demo import holds
from rayon.demo.addresses import addresses
from rayon.demo.branches import BRANCHES, PICTOGRAMS, DemoBranch
from rayon.demo.floors import draw_floors
from rayon.demo.hold_shelf import set_up_slots
from rayon.demo.patrons import READERS, patron_row
from rayon.demo.people import CODES, PEOPLE, USES
from rayon.demo.rounds import begin_rounds
from rayon.demo.shelving import fill_shelves
from rayon.staff.models import Enrolment, Staff, StaffRole
from rayon.staff.pins import hash_pin
from rayon.sync.installation import introduce
from rayon.sync.perform import perform_all

#: The same seed gives the same library, wherever and whenever it is loaded.
SEED = 2468
CODES_LAST = timedelta(days=3650)


def load_demo() -> bool:
    """Fill the database and place this morning's holds; False when it has branches already."""
    chance = Random(SEED)  # noqa: S311
    introduce()
    with writing() as session:
        if session.scalars(select(Branch.id).limit(1)).first() is not None:
            return False
        branches = {branch.code: _add_branch(session, branch) for branch in BRANCHES}
        _add_people(session, branches)
        _add_codes(session, branches)
        fill_shelves(session, branches, chance)
        rows = [patron_row(n, r, branches[r.branch]) for n, r in enumerate(READERS, start=1)]
        session.execute(insert(Patron), rows)
        session.execute(insert(TownAddress), list(addresses()))
        floors = draw_floors(session, branches, clock.now().date())
    rounds = begin_rounds(branches, clock.now().date())
    perform_all([*floors, *set_up_slots(branches), *rounds])
    reindex()
    perform_all(holds.this_morning(chance, clock.now()))
    return True


def _add_branch(session: Session, demo: DemoBranch) -> int:
    branch = Branch(
        code=demo.code,
        name=demo.name,
        language=demo.language,
        address=demo.address,
        phone=demo.phone,
        email=demo.email,
        settings={"barcode_pattern": "^3[0-9]{13}$"},
        pickup_week=[
            (weekday, f"{opens:%H:%M}", f"{closes:%H:%M}")
            for weekday, (opens, closes) in demo.hours.items()
        ],
    )
    session.add(branch)
    session.flush()
    for order, section in enumerate(demo.sections, start=1):
        session.add(
            Location(
                branch_id=branch.id,
                code=section.code,
                name=section.name,
                scheme=section.scheme,
                policy=section.policy,
                walk_order=order,
                hint=section.hint,
                colour=section.colour,
                pictogram=PICTOGRAMS[section.code],
                other_places=list(section.other_places),
            )
        )
    return branch.id


def _add_people(session: Session, branches: dict[str, int]) -> None:
    for person in PEOPLE:
        staff = Staff(name=person.name, language=person.language, pin_hash=hash_pin(person.pin))
        session.add(staff)
        session.flush()
        for role, code in person.roles.items():
            where = branches[code] if code else None
            session.add(StaffRole(staff_id=staff.id, role=role, branch_id=where))


def _add_codes(session: Session, branches: dict[str, int]) -> None:
    until = clock.now() + CODES_LAST
    for code, secret in CODES.items():
        code_hash = hashlib.sha256(secret.encode()).hexdigest()
        session.add(
            Enrolment(
                code_hash=code_hash, branch_id=branches[code], expires_at=until, uses_left=USES
            )
        )
