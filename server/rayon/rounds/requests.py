"""What readers ask for on the page of a stop: kept, agreed to behind a link or on the telephone,
and only then reserved.

Whoever asks gets the same answer, after the same work, whatever is known of the card: nobody looks
at it before the next turn of the loop.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from rayon.catalogue.branches import all_of
from rayon.catalogue.models import Patron, Title
from rayon.catalogue.returned_mail import comes_back
from rayon.config import Settings
from rayon.database import reading, table_of, writing
from rayon.errors import Refusal
from rayon.holds.action import Deed, Judged, line_id
from rayon.holds.lifecycle import OPEN_STATUSES
from rayon.holds.models import Hold
from rayon.ids import new_id
from rayon.notices.channels.addresses import is_usable
from rayon.notices.channels.sender_address import sender_address
from rayon.notices.models import Notice
from rayon.notices.owing import write_down
from rayon.rounds.models import CartRequest, RoundStop

Row = dict[str, Any]
Do = Callable[[Deed], Judged]
HOLD, TITLE = map(table_of, (Hold, Title))
LONGEST_CARD, LONGEST_WORDS = 40, 200
#: Looked up in one transaction.
AT_ONCE = 100
#: Somebody who types another person's card must not fill their mailbox.
MOST_ASKED, WITHIN = 2, timedelta(hours=6)
#: A call, or a link that waits.
NOT_AGREED = ("mailed", "to_call")


@dataclass(frozen=True)
class Asked:
    """A request as its own page shows it."""

    code: str
    place: str
    reserved: bool
    documents: list[str]


@dataclass(frozen=True)
class Answer:
    """What became of one document; ``why`` it is not reserved, as the code of a sentence."""

    document: str
    reserved: bool
    why: str = ""
    facts: Row = field(default_factory=dict)


def ask(
    stop: RoundStop, card: str, lines: Sequence[str], words: str, language: str, now: datetime
) -> None:
    """Keep what somebody asked for; ``lines`` are of the selection that the page shows.

    Raises Refusal ``card_needed`` or ``nothing_asked`` (422).
    """
    number, other = "".join(card.split()), _readable(words)
    if not number.isprintable() or not 0 < len(number) <= LONGEST_CARD:
        raise Refusal("card_needed", status=422)
    if not lines and not other:
        raise Refusal("nothing_asked", status=422)
    with writing() as session:
        session.add(
            CartRequest(
                id=new_id(),
                branch_id=stop.branch_id,
                stop_id=stop.id,
                card=number,
                lines=list(lines),
                words=other[:LONGEST_WORDS],
                language=language,
                asked_at=now,
            )
        )


def _readable(words: str) -> str:
    """On one line, without signs that are not seen: not every database keeps those."""
    return "".join(sign for sign in " ".join(words.split()) if sign.isprintable()).strip()


def look_up(now: datetime, settings: Settings) -> int:
    """Find out whose cards they are: a link is owed, or a call, or nothing. How many there were."""
    asked = select(CartRequest).where(CartRequest.state == "asked")
    with reading() as session:
        if session.scalars(asked.limit(1)).first() is None:
            return 0
    with writing() as session:
        waiting = asked.order_by(CartRequest.asked_at).limit(AT_ONCE)
        found = session.scalars(waiting.with_for_update(skip_locked=True)).all()
        branches = all_of(session)
        for request in found:
            may_write = bool(sender_address(branches[request.branch_id], settings))
            _look_up(session, request, now, may_write=may_write)
            session.flush()
    return len(found)


def _look_up(session: Session, request: CartRequest, now: datetime, *, may_write: bool) -> None:
    """``may_write``: its branch has an address to write from."""
    cards = {request.card, request.card.upper()}
    patron = session.scalars(select(Patron).where(Patron.card.in_(cards)).limit(1)).first()
    if patron is None or _asked_since(session, patron.id, now - WITHIN) >= MOST_ASKED:
        session.delete(request)
        return
    request.patron_id, request.card = patron.id, ""
    is_dead = comes_back(patron.email, patron.returned_mail)
    by_mail = may_write and not patron.no_mail and not is_dead and is_usable(patron.email)
    request.state = "mailed" if by_mail else "to_call"
    if by_mail:
        _owe_link(session, request, now)


def _asked_since(session: Session, patron_id: int, since: datetime) -> int:
    theirs = (CartRequest.patron_id == patron_id, CartRequest.asked_at > since)
    return session.scalar(select(func.count()).select_from(CartRequest).where(*theirs)) or 0


def _owe_link(session: Session, request: CartRequest, now: datetime) -> None:
    write_down(
        session,
        subject_kind="request",
        subject=request.id,
        patron_id=None,
        branch_id=request.branch_id,
        kind="agree",
        generation=1,
        channel="email",
        says="",
        now=now,
        due_at=now,
    )


def call_instead() -> int:
    """Whom the mail did not reach is called; how many there were."""
    failed = exists().where(
        Notice.subject_kind == "request",
        Notice.subject_id == CartRequest.id,
        Notice.state == "failed",
    )
    not_reached = select(CartRequest).where(CartRequest.state == "mailed", failed)
    with reading() as session:
        if session.scalars(not_reached.limit(1)).first() is None:
            return 0
    with writing() as session:
        found = session.scalars(not_reached).all()
        for request in found:
            request.state = "to_call"
    return len(found)


def look(request_id: str) -> Asked | None:
    """What was asked for; None when it is forgotten, or somebody said no."""
    with reading() as session:
        request = session.get(CartRequest, request_id)
        if request is None or request.state not in (*NOT_AGREED, "reserved"):
            return None
        stop = session.get_one(RoundStop, request.stop_id)
        documents = [said for _wanted, said in wanted(session, request)]
    return Asked(stop.code, stop.place, request.state == "reserved", documents)


def wanted(session: Session, request: CartRequest) -> list[tuple[Row, str]]:
    """Each thing that is asked for, as an order says it, and for a reader."""
    rows = session.execute(
        select(HOLD.c.id, HOLD.c.title_id, HOLD.c.volume, HOLD.c.kind, TITLE.c.title)
        .join_from(HOLD, TITLE, HOLD.c.title_id == TITLE.c.id)
        .where(HOLD.c.id.in_(request.lines))
        .order_by(TITLE.c.title, HOLD.c.id)
    )
    of_lines = [(_title(row), " · ".join(filter(None, (row.title, row.volume)))) for row in rows]
    if not request.words:
        return of_lines
    choice = {"kind": "", "age": "", "number": 1, "wishes": request.words}
    return [*of_lines, ({"wants": "selection", "selection": choice}, request.words)]


def _title(row: Any) -> Row:
    return {"line": row.id, "title": row.title_id, "volume": row.volume, "kind": row.kind}


def reserve(request_id: str, do: Do) -> list[Answer]:
    """Its patron has said yes: each document becomes a hold for the stop. Twice is once.

    ``do``: the one door. Raises Refusal ``unknown_request`` (404).
    """
    with reading() as session:
        request = session.get(CartRequest, request_id)
        if request is None or request.patron_id is None or request.state not in NOT_AGREED:
            raise Refusal("unknown_request", status=404)
        asked = wanted(session, request)
    answers = [_reserve(request, order, said, do) for order, said in asked]
    if any(answer.reserved for answer in answers):
        _end(request_id, "reserved")
    return answers


def _reserve(request: CartRequest, order: Row, said: str, do: Do) -> Answer:
    judged = None
    line = order.pop("line", "words")
    if line != "words":
        theirs = {"patron": request.patron_id, "round_stop": request.stop_id}
        judged = do(Deed("reserve_from_cart", line, theirs))
    if judged is None or judged.why == "not_chosen_any_more":
        where = {"pickup_branch": request.branch_id, "round_stop": request.stop_id}
        deed = {**order, **where, "patron": request.patron_id}
        judged = do(Deed("order_hold", line_id("request", request.id, line), deed))
    is_done = judged.outcome in ("applied", "superseded")
    if judged.why == "asked_before":
        # Twice is once; but what waits for her at a branch does not come to the stop.
        is_done = _waits_there(request, order)
    return Answer(said, is_done, judged.why, judged.facts)


def _waits_there(request: CartRequest, order: Row) -> bool:
    """Whether the patron has reserved this title for this very stop already."""
    theirs = select(HOLD.c.id).where(
        HOLD.c.patron_id == request.patron_id,
        HOLD.c.title_id == order["title"],
        HOLD.c.volume == order["volume"],
        HOLD.c.fulfilment == "round",
        HOLD.c.round_stop_id == request.stop_id,
        HOLD.c.status.in_(OPEN_STATUSES),
    )
    with reading() as session:
        return session.scalars(theirs.limit(1)).first() is not None


def close(request_id: str, branch_id: int) -> None:
    """Its patron was called, and wants nothing. Raises Refusal ``unknown_request`` (404)."""
    with reading() as session:
        request = session.get(CartRequest, request_id)
    if request is None or (request.branch_id, request.state) != (branch_id, "to_call"):
        raise Refusal("unknown_request", status=404)
    _end(request_id, "closed")


def _end(request_id: str, state: str) -> None:
    with writing() as session:
        request = session.get(CartRequest, request_id, with_for_update=True)
        if request is not None:
            request.state = state
