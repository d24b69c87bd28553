"""The branches and shelving locations that a file names, found or made, and the keys they order."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from rayon.call_numbers import Policy, propose_scheme
from rayon.catalogue.files.problems import FileRefused
from rayon.catalogue.files.staging import StagedItem
from rayon.catalogue.keys import policy_of, shelf_key
from rayon.catalogue.models import Branch, Location
from rayon.database import table_of, writing

BATCH = 5_000
_SAMPLE = 300
STAGED = table_of(StagedItem)


@dataclass(frozen=True)
class Spot:
    """A location a file names: the codes, and how its shelves are ordered."""

    branch: str
    location: str
    scheme: str
    policy: Policy | None
    is_new: bool
    items: int


@dataclass(frozen=True)
class Creating:
    """What an import may make by itself."""

    branches: bool = False
    locations: bool = False


def spots_of(session: Session, run: str, may: Creating) -> list[Spot]:
    """Every location of the staged copies.

    Raises FileRefused with the unknown codes when they may not be made.
    """
    known = _known(session)
    counted = _counted(session, run)
    codes = set(session.execute(select(Branch.code)).scalars())
    _refuse_unknown(
        _("branches"),
        "--create-branches",
        may.branches,
        {
            branch: sum(n for (b, _l), n in counted.items() if b == branch)
            for branch, _location in counted
            if branch not in codes
        },
    )
    _refuse_unknown(
        _("shelving locations"),
        "--create-locations",
        may.locations,
        {" / ".join(pair): count for pair, count in counted.items() if pair not in known},
    )
    return [
        Spot(*pair, *known.get(pair, (_scheme_of(session, run, pair), None)), pair not in known, n)
        for pair, n in counted.items()
    ]


def write_keys(run: str, spots: Sequence[Spot]) -> None:
    """Give every staged copy the key that its location orders it by, in short transactions."""
    order = {(spot.branch, spot.location): spot for spot in spots}
    last = ""
    columns = (STAGED.c.barcode, STAGED.c.branch, STAGED.c.location, STAGED.c.call_number)
    page = select(*columns).where(STAGED.c.run == run).order_by(STAGED.c.barcode).limit(BATCH)
    while True:
        with writing() as session:
            rows = session.execute(page.where(STAGED.c.barcode > last)).all()
            if not rows:
                return
            keys = [
                {
                    "of": row.barcode,
                    "key": _key(order[row.branch, row.location], row.call_number),
                    "in_run": run,
                }
                for row in rows
            ]
            session.execute(_WRITE_KEY, keys)
        last = rows[-1].barcode


_WRITE_KEY = (
    update(STAGED)
    .where(STAGED.c.run == bindparam("in_run"), STAGED.c.barcode == bindparam("of"))
    .values(sort_key=bindparam("key"))
)


def make_places(session: Session, spots: Sequence[Spot], names: Mapping[str, str]) -> None:
    """Make the branches and locations that are missing; ``names``: code -> what people call it."""
    branches = {branch.code: branch for branch in session.scalars(select(Branch))}
    for spot in spots:
        if spot.branch not in branches:
            branches[spot.branch] = Branch(code=spot.branch, name=spot.branch)
            session.add(branches[spot.branch])
    session.flush()
    after = session.execute(select(func.max(Location.walk_order))).scalar_one() or 0
    new = (spot for spot in spots if spot.is_new)
    for order, spot in enumerate(new, start=after + 1):
        name = names.get(spot.location, spot.location) or spot.branch
        session.add(
            Location(
                branch_id=branches[spot.branch].id,
                code=spot.location,
                name=name,
                scheme=spot.scheme,
                walk_order=order,
            )
        )
    session.flush()


def write_ids(session: Session, run: str) -> None:
    """Write on staged copies where they belong, now that every place exists."""
    location, branch = Location.__table__.c, Branch.__table__.c
    found = session.execute(
        select(
            branch.code, branch.id, location.code.label("location"), location.id.label("at")
        ).join_from(Branch.__table__, Location.__table__, location.branch_id == branch.id)
    ).all()
    session.execute(
        update(STAGED)
        .where(
            STAGED.c.run == run,
            STAGED.c.branch == bindparam("b"),
            STAGED.c.location == bindparam("l"),
        )
        .values(branch_id=bindparam("branch_row"), location_id=bindparam("location_row")),
        [
            {"b": row.code, "l": row.location, "branch_row": row.id, "location_row": row.at}
            for row in found
        ],
    )


def _key(spot: Spot, call_number: str) -> str:
    return shelf_key(spot.scheme, spot.policy, call_number)


def _known(session: Session) -> dict[tuple[str, str], tuple[str, Policy | None]]:
    rows = session.execute(
        select(
            Branch.code, Location.code.label("location"), Location.scheme, Location.policy
        ).join_from(Location, Branch, Location.branch_id == Branch.id)
    )
    return {(row.code, row.location): (row.scheme, policy_of(row.policy)) for row in rows}


def _counted(session: Session, run: str) -> dict[tuple[str, str], int]:
    columns = (STAGED.c.branch, STAGED.c.location)
    rows = session.execute(
        select(*columns, func.count().label("items"))
        .where(STAGED.c.run == run)
        .group_by(*columns)
        .order_by(*columns)
    )
    return {(row.branch, row.location): row.items for row in rows}


def _scheme_of(session: Session, run: str, pair: tuple[str, str]) -> str:
    """The scheme that most copies of a new location are said to follow, or look like."""
    here = (STAGED.c.run == run, STAGED.c.branch == pair[0], STAGED.c.location == pair[1])
    named: Counter[str] = Counter()
    for row in session.execute(
        select(STAGED.c.scheme, func.count().label("items")).where(*here).group_by(STAGED.c.scheme)
    ):
        named[row.scheme] = row.items
    del named[""]
    if named:
        return named.most_common(1)[0][0]
    return propose_scheme(
        session.execute(select(STAGED.c.call_number).where(*here).limit(_SAMPLE)).scalars()
    )


def _refuse_unknown(what: str, option: str, may: bool, unknown: Mapping[str, int]) -> None:
    if unknown and not may:
        codes = ", ".join(f"{code} ({count})" for code, count in sorted(unknown.items())[:30])
        raise FileRefused(
            _(
                "Rayon does not know these %(what)s of the file (with their copies): %(codes)s. "
                "Create them, translate them in the mapping, or import with %(option)s.",
                what=what,
                codes=codes,
                option=option,
            )
        )
