"""Who is on the telephone: patrons by card or by name. Nothing of this is kept anywhere."""

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from rayon import clock
from rayon.call_numbers.folding import fold
from rayon.catalogue.branches import BranchFacts
from rayon.catalogue.kind_names import kind_name
from rayon.catalogue.models import Patron
from rayon.catalogue.returned_mail import comes_back
from rayon.database import table_of
from rayon.errors import Refusal
from rayon.holds.asked import asked_by
from rayon.holds.limits import Asked, count, limits_of

PATRON = table_of(Patron)
MOST_SHOWN = 10
SHORTEST_NAME = 2
READ_AT_ONCE = 2_000
_WORD = re.compile(r"[0-9A-Za-z]+")


def find_callers(session: Session, text: str) -> tuple[list[int], bool]:
    """Row ids of those with this card or name, and whether more than ``MOST_SHOWN`` fit.

    Raises ``Refusal`` when so little is typed that anybody could be meant.
    """
    compact = "".join(text.split())
    card = select(PATRON.c.id).where(PATRON.c.card.in_({compact, compact.upper()}))
    if with_card := list(session.scalars(card)):
        return with_card, False
    wanted = _WORD.findall(fold(text))
    if len("".join(wanted)) < SHORTEST_NAME:
        raise Refusal("name_too_short", status=422)
    found = sorted(_named(session, wanted))
    return [patron for _name, patron in found[:MOST_SHOWN]], len(found) > MOST_SHOWN


def caller_views(
    session: Session, patron_ids: list[int], branches: dict[int, BranchFacts], here: int
) -> list[dict[str, Any]]:
    """What the desk needs to recognise a patron and to know what may still be asked for."""
    asked = asked_by(session.connection(), patron_ids)
    rows = {row.id: row for row in session.execute(_about(patron_ids))}
    return [
        _view(rows[patron], asked[patron], branches, here)
        for patron in patron_ids
        if patron in rows
    ]


def _view(
    row: Any, asked: list[Asked], branches: dict[int, BranchFacts], here: int
) -> dict[str, Any]:
    branch = branches[row.branch_id or here]
    limits = limits_of(branch.settings)
    today = branch.calendar.local_day(clock.now())
    is_mailed = row.email and not row.no_mail and not comes_back(row.email, row.returned_mail)
    is_blocked = row.blocked_until is not None and today <= row.blocked_until
    return {
        "id": row.id,
        "name": f"{row.first_name} {row.last_name}".strip(),
        "card_end": row.card[-4:],
        "blocked_until": row.blocked_until.isoformat() if is_blocked else None,
        "branch": branch.id,
        "told_by": "mail" if is_mailed else "phone",
        "waiting": count(asked),
        "limit": limits.in_all,
        "kinds": [
            {"name": kind_name(kind), "waiting": count(asked, kind), "limit": limit}
            for kind, limit in sorted(limits.per_kind.items())
        ],
    }


def _about(patron_ids: list[int]) -> Select[Any]:
    return select(PATRON).where(PATRON.c.id.in_(patron_ids))


def _named(session: Session, wanted: list[str]) -> Iterator[tuple[str, int]]:
    """Everybody whose name fits, family name first. No index: it would be a second copy."""
    fits = _pattern(wanted).search
    columns = (PATRON.c.id, PATRON.c.last_name, PATRON.c.first_name)
    rows = session.execute(select(*columns), execution_options={"yield_per": READ_AT_ONCE})
    for patron, last, first in rows:
        # Both orders, a line each.
        name = fold(f"{last} {first}\n{first} {last}")
        if fits(name):
            yield name, patron


def _pattern(wanted: list[str]) -> re.Pattern[str]:
    """Each word begins a part of the name; or "obrien" begins O'Brien, "lebris" Le Bris."""
    parts = "".join(rf"(?=.*\b{word})" for word in wanted)
    run_together = "[^0-9A-Za-z\n]*".join("".join(wanted))
    return re.compile(f"^(?:{parts}|{run_together})", re.MULTILINE)
