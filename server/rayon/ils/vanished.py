"""Holds that today's file no longer names: people are asked, nothing is done by itself."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from rayon.catalogue.files.problems import FileRefused
from rayon.catalogue.models import Title
from rayon.holds.action import Deed, line_id
from rayon.holds.lifecycle import CLOSED_STATUSES, IN_HAND
from rayon.holds.models import Hold
from rayon.sync.models import Trouble

Row = dict[str, Any]
KIND = "vanished_holds"
#: Beyond this share a file is rather cut, or of another branch, than so many holds cancelled.
LARGEST_SHARE = 0.3
#: One or two of a handful are no sign of anything.
FEWEST = 3
#: Who said that a hold stays is not asked about it again every morning.
ASKED_AGAIN_AFTER = timedelta(days=30)


class ManyVanished(FileRefused):
    """Too many holds are missing from the file to believe it."""


def check_share(vanished: int, unfetched: int) -> None:
    """Raise ManyVanished when more holds of a branch would vanish than is likely."""
    if vanished >= FEWEST and vanished > LARGEST_SHARE * unfetched:
        raise ManyVanished(
            _(
                "%(vanished)s of %(unfetched)s holds that wait here are not in this file. Is it "
                "cut, or of another branch? Nothing was changed. If it is whole, bring it in all "
                "the same (--many-vanished).",
                vanished=vanished,
                unfetched=unfetched,
            )
        )


def lines_about(
    session: Session, vanished: dict[int, set[str]], seen: Collection[str], now: datetime
) -> list[Deed]:
    """What to do so that each branch has one line with its vanished holds, and none if none."""
    deeds = []
    kept = _kept(session, now)
    vanished = {branch: holds - kept for branch, holds in vanished.items()}
    asked: dict[int, set[str]] = {}
    for line in _open_lines(session):
        before = set(line.facts["holds"])
        after = vanished.get(line.branch_id, before - set(seen))
        if after == before:
            asked[line.branch_id] = before
            continue
        deeds.append(Deed("resolve_trouble", line.id, {"choice": "done"}))
        vanished = {**vanished, line.branch_id: after}
    for branch, holds in vanished.items():
        if holds and asked.get(branch) != holds:
            deeds.append(_line(branch, holds, now))
    return deeds


def open_question(session: Session, branch_id: int) -> Row | None:
    """The line of a branch with the holds that still wait: {id, holds}; None when none do."""
    line = next((one for one in _open_lines(session) if one.branch_id == branch_id), None)
    if line is None:
        return None
    rows = session.execute(
        select(Hold.id, Hold.slip, Hold.status, Hold.asked_at, Title.title, Title.author)
        .join(Title, Hold.title_id == Title.id, isouter=True)
        .where(Hold.id.in_(line.facts["holds"]))
        .where(Hold.status.not_in((*IN_HAND, *CLOSED_STATUSES)))
        .order_by(Hold.asked_at, Hold.id)
    ).mappings()
    holds = [{**row, "asked_at": row["asked_at"].isoformat()} for row in rows]
    return {"id": line.id, "holds": holds}


def _kept(session: Session, now: datetime) -> set[str]:
    """Holds about which somebody said not long ago that they stay."""
    lines = session.scalars(
        select(Trouble).where(
            Trouble.kind == KIND,
            Trouble.closed_at >= now - ASKED_AGAIN_AFTER,
            Trouble.closed_by.is_not(None),
            Trouble.resolution == "keep",
        )
    )
    return {hold for line in lines for hold in line.facts["holds"]}


def _open_lines(session: Session) -> Iterable[Trouble]:
    return session.scalars(
        select(Trouble).where(Trouble.kind == KIND, Trouble.closed_at.is_(None))
    ).all()


def _line(branch: int, holds: set[str], now: datetime) -> Deed:
    payload = {
        "branch": branch,
        "kind": KIND,
        "subject_kind": "branch",
        "subject_id": str(branch),
        "facts": {"holds": sorted(holds), "count": len(holds)},
    }
    return Deed("open_trouble", line_id(KIND, str(branch), now.isoformat()), payload)
