"""Which owed notices leave together, which may leave now, and what the desk reads meanwhile."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from rayon.config import Settings
from rayon.database import reading, writing
from rayon.faults import crash_point
from rayon.notices import picture as pictures
from rayon.notices.channels.sender_address import sender_address
from rayon.notices.due import Group, why_it_waits
from rayon.notices.models import Notice
from rayon.notices.picture import Picture
from rayon.notices.reconcile import Told, to_write


def leaving(picture: Picture, now: datetime, settings: Settings) -> list[Group]:
    """The groups whose message may leave now, the longest owed first."""
    return [group for group, why in _judged(picture, now, settings) if not why]


def look(now: datetime, settings: Settings) -> list[Group]:
    """The groups that may leave now; for the others, write down what they wait for."""
    with reading() as session:
        # In most rounds nothing waits to leave: no need to look at everything for that.
        judged = _judged(pictures.take(session), now, settings) if _waits(session) else []
    crash_point("notices.sorted")
    _note_whys(judged)
    return [group for group, why in judged if not why]


def _waits(session: Session) -> bool:
    owed = exists().where(Notice.state == "owed", Notice.call_id.is_(None))
    return bool(session.scalar(select(owed)))


def _judged(picture: Picture, now: datetime, settings: Settings) -> list[tuple[Group, str]]:
    groups = sorted(groups_of(picture), key=lambda group: min(n.due_at for n in group.notices))
    news = _not_written_down(picture)
    return [
        (
            group,
            "settling"
            if (group.patron_id, group.branch.id) in news and not group.apart
            else why_it_waits(
                group,
                now,
                walk_open=(group.patron_id, group.branch.id) in picture.waited_for,
                has_sender=bool(sender_address(group.branch, settings)),
            ),
        )
        for group in groups
    ]


def _not_written_down(picture: Picture) -> set[tuple[int, int]]:
    """Patrons and branches for whom something came true since notices were last written: it goes
    into the same message.
    """
    return {
        (standing.patron_id, standing.branch_id)
        for subject, standing in picture.subjects.items()
        if to_write(picture.owed(subject), picture.notices.get(subject, []))
    }


def groups_of(picture: Picture) -> list[Group]:
    """Owed notices that are still true and not on the phone list yet, by message."""
    together: defaultdict[tuple[int, int, str, str], list[Told]] = defaultdict(list)
    for subject, notices in picture.notices.items():
        owed = picture.owed(subject)
        for notice in notices:
            if notice.state == "owed" and not notice.call_id and owed and owed.is_met_by(notice):
                letter = "message" if notice.kind in ("ready", "not_found") else notice.kind
                key = (notice.patron_id, notice.branch_id, notice.channel, letter)
                together[key].append(notice)
    return [
        Group(
            patron_id=patron_id,
            branch=picture.branches[branch_id],
            channel=channel,
            letter=letter,
            notices=tuple(notices),
            facts_at=max(picture.subjects[notice.subject_id].fact_at for notice in notices),
        )
        for (patron_id, branch_id, channel, letter), notices in together.items()
    ]


def _note_whys(judged: list[tuple[Group, str]]) -> None:
    changed: defaultdict[str, list[int]] = defaultdict(list)
    for group, why in judged:
        for notice in group.notices:
            if why and notice.why != why:
                changed[why].append(notice.id)
    if not changed:
        return
    # A quicker worker may have put one on the phone list meanwhile: then that is why.
    still_waits = (Notice.state == "owed", Notice.call_id.is_(None))
    with writing() as session:
        for why, ids in changed.items():
            session.execute(update(Notice).where(Notice.id.in_(ids), *still_waits).values(why=why))
