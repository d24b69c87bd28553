"""What waits for the patron of a hold, as the page behind their link says it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from rayon.catalogue.branches import all_of
from rayon.database import reading
from rayon.errors import Refusal
from rayon.holds.models import Hold
from rayon.notices import letters
from rayon.notices import picture as pictures
from rayon.notices.due import Group
from rayon.notices.picture import Picture
from rayon.notices.reconcile import Told, last_said
from rayon.notices.rendering import fields
from rayon.patron.stops import Contact, contact_of

#: What was told and is still true is said again like this.
AGAIN = {"ready": "reminder", "not_found": "not_found"}


@dataclass(frozen=True)
class WaitingPage:
    """``places``: what a wording may use (see ``rendering.py``), for each branch; ``is_told``: one
    of their browsers is.
    """

    places: list[dict[str, Any]]
    is_told: bool


def page_of(hold_id: str, language: str, now: datetime) -> WaitingPage | None:
    """All that was told to the patron of this hold and is true; None when nobody knows any more
    whose it was.
    """
    with reading() as session:
        patron_id = session.scalar(select(Hold.patron_id).where(Hold.id == hold_id))
        if patron_id is None:
            return None
        picture = pictures.take(session, {patron_id})
        known = letters.readers(session, {patron_id})
        places = [
            fields(letters.write(group, picture, known, now), language)
            for group in _groups(picture, patron_id, now)
        ]
    filled = [place for place in places if place["kept"] or place["not_found"]]
    return WaitingPage(filled, patron_id in known.browsers)


def contact_at(hold_id: str) -> Contact:
    """The library at which this hold waits. Raises Refusal ``unknown_link`` (404)."""
    with reading() as session:
        branch_id = session.scalar(select(Hold.pickup_branch_id).where(Hold.id == hold_id))
        if branch_id is None:
            raise Refusal("unknown_link", status=404)
        return contact_of(all_of(session)[branch_id])


def _groups(picture: Picture, patron_id: int, now: datetime) -> Iterator[Group]:
    """One for each branch, as if it were mailed: whoever reads that mailbox has the link."""
    told: defaultdict[int, list[Told]] = defaultdict(list)
    for hold_id, standing in sorted(picture.standings.items()):
        last = last_said([_as_shown(one) for one in picture.notices.get(hold_id, [])])
        if last and last.says in AGAIN and last.says == picture.truth(hold_id):
            told[standing.branch_id].append(replace(last, kind=AGAIN[last.says]))
    for branch_id, notices in sorted(told.items()):
        yield Group(
            patron_id=patron_id,
            branch=picture.branches[branch_id],
            channel="email",
            letter="message",
            notices=tuple(notices),
            facts_at=now,
        )


def _as_shown(notice: Told) -> Told:
    """A phone shows what it is told before the push service has answered."""
    is_leaving = notice.state == "sending" and notice.channel == "push"
    return replace(notice, state="told") if is_leaving else notice
