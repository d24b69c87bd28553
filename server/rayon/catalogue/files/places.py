"""The branches and shelving locations that a file names, found or made."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from rayon.call_numbers import Policy, propose_scheme
from rayon.catalogue.files.problems import FileRefused
from rayon.catalogue.files.staging import StagedItem
from rayon.catalogue.keys import policy_of
from rayon.catalogue.models import Branch, Location
from rayon.database import table_of

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
    branches: Counter[str] = Counter()
    for (branch, _location), count in counted.items():
        branches[branch] += count
    strange = {branch: count for branch, count in branches.items() if branch not in codes}
    _refuse_unknown(may.branches, strange, _unknown_branches)
    new = {" / ".join(pair): count for pair, count in counted.items() if pair not in known}
    _refuse_unknown(may.locations, new, _unknown_locations)
    return [
        Spot(*pair, *known.get(pair, (_scheme_of(session, run, pair), None)), pair not in known, n)
        for pair, n in counted.items()
    ]


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


def _refuse_unknown(may: bool, unknown: Mapping[str, int], refusal: Callable[[str], str]) -> None:
    if unknown and not may:
        codes = (f"{code} ({count})" for code, count in sorted(unknown.items())[:30])
        raise FileRefused(refusal(", ".join(codes)))


def _unknown_branches(codes: str) -> str:
    return _(
        "Rayon does not know these branches of the file (with their copies): %(codes)s. Create "
        "them, translate them in the mapping, or let the import make them.",
        codes=codes,
    )


def _unknown_locations(codes: str) -> str:
    return _(
        "Rayon does not know these shelving locations of the file (with their copies): %(codes)s. "
        "Create them, translate them in the mapping, or let the import make them.",
        codes=codes,
    )
