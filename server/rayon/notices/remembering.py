"""What patrons were told before a backup was restored: they are not told again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    String,
    and_,
    bindparam,
    delete,
    exists,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from rayon import diary
from rayon.database import Base, Instant, insert_or, reading, reading_rows, table_of, writing
from rayon.holds.lifecycle import OPEN_STATUSES
from rayon.holds.models import Hold
from rayon.notices.models import OF_THE_CART, Notice
from rayon.notices.rides import DELIVERY
from rayon.prepared import Prepared

Row = dict[str, Any]
#: What a mail server's answer means for the diary.
SAID = {"accepted": "told", "ambiguous": "ambiguous"}
#: In the diary: what was said to be told has not been heard after all.
RETURNED = "returned"
#: Holds looked up at once.
AT_ONCE = 500
#: Whether the diary keeps anything of a message: not what is told of the bike cart.
KEPT = Prepared(
    lambda _among: (
        select(Notice.id)
        .where(Notice.message_id == bindparam("message"), Notice.state == "sending")
        .where(*(Notice.subject_kind != kind for kind in OF_THE_CART))
    )
)


class ToldBefore(Base):
    """A notice of the diary whose hold or delivery this database does not know yet.

    ``hold_key`` is a keyed hash of the hold's source and reference: its id is lost with a database
    that is older than the hold, and tomorrow's import gives it another. Of a delivery it is that of
    its id, which the desk's screen has made.
    """

    __tablename__ = "told_before"

    hold_key: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    generation: Mapped[int] = mapped_column(Integer, primary_key=True)
    channel: Mapped[str] = mapped_column(String(10), primary_key=True)
    state: Mapped[str] = mapped_column(String(12))
    says: Mapped[str] = mapped_column(String(12))
    until: Mapped[date | None] = mapped_column(Date)
    details: Mapped[str] = mapped_column(String(40), default="")
    told_at: Mapped[datetime] = mapped_column(Instant)


def note_mail(message_id: str, state: str) -> None:
    """Write into the diary that the patron has this mail, or may have it (``ambiguous``).

    Before its notices are told: one that an earlier try was to say may have left the mail since.
    """
    with reading_rows() as connection:
        if not KEPT.rows(connection, message=message_id):
            return
    said = and_(Notice.message_id == message_id, Notice.state == "sending")
    with reading() as session:
        diary.write(*_entries(session, said, state))


def note_returned(session: Session, which: ColumnElement[bool]) -> None:
    """Write into the diary that the mail with these notices came back: nobody was told."""
    diary.write(*_entries(session, which, RETURNED))


def note_call(session: Session, ids: Sequence[int]) -> None:
    """Write into the diary that these notices were told by voice."""
    diary.write(*_entries(session, Notice.id.in_(ids), "told"))


def given_back(session: Session, entries: Iterable[Row]) -> list[int]:
    """Notices that count as told here, and of which a diary says last that their mail came back."""
    last = {_key(e): e["state"] for e in entries if e["what"] == "told"}
    if RETURNED not in last.values():
        return []
    store = diary.store_of(session)
    told = session.execute(
        select(Notice, Hold.source, Hold.reference)
        .outerjoin(Hold, and_(Notice.subject_kind == "hold", Notice.subject_id == Hold.id))
        .where(Notice.channel == "email", Notice.state.in_(SAID.values()))
        .where(or_(Hold.id.is_not(None), Notice.subject_kind == "delivery"))
    )
    return [
        notice.id
        for notice, *reference in told
        if last.get(
            (
                diary.key_of(store, *_names(notice, *reference)),
                notice.kind,
                notice.generation,
                notice.channel,
            )
        )
        == RETURNED
    ]


def take_in(session: Session, entries: Iterable[Row]) -> int:
    """Keep the told notices of a diary until their holds are met; how many there were."""
    rows = dict[tuple[Any, ...], Row]()
    for e in entries:
        if e["what"] == "told" and e["state"] == RETURNED:
            rows.pop(_key(e), None)
        elif e["what"] == "told":
            rows[_key(e)] = _row(e)
    if rows:
        statement = insert_or(session, table_of(ToldBefore)).on_conflict_do_nothing()
        session.execute(statement, list(rows.values()))
    return len(rows)


def recall(session: Session, subjects: Sequence[str]) -> set[str]:
    """Give these holds and deliveries the notices that their patrons had; the ids of those that had
    any.
    """
    if not session.scalar(select(exists().select_from(table_of(ToldBefore)))):
        return set()
    recalled: set[str] = set()
    for start in range(0, len(subjects), AT_ONCE):
        recalled |= _recall(session, subjects[start : start + AT_ONCE])
    return recalled


def recall_met() -> None:
    """Give those that this database met since it was restored the notices that their patrons had.

    Also where nothing is owed: whoever was told that a document is ready believes it, and hears
    that it is being looked for. Whatever has a notice by now was recalled before that was written.
    """
    with reading() as session:
        awaited = set(session.scalars(select(ToldBefore.hold_key)))
        met = _subjects(session, *_untold()) if awaited else {}
    if known := [subject.id for key, subject in met.items() if key in awaited]:
        with writing() as session:
            recall(session, known)


def _entries(session: Session, which: ColumnElement[bool], state: str) -> list[Row]:
    store = diary.store_of(session)
    rows = session.execute(
        select(Notice, Hold.source, Hold.reference)
        .outerjoin(Hold, and_(Notice.subject_kind == "hold", Notice.subject_id == Hold.id))
        .where(which, or_(Hold.id.is_not(None), Notice.subject_kind == "delivery"))
    )
    return [
        {
            "what": "told",
            "hold": diary.key_of(store, *_names(notice, source, reference)),
            "notice": notice.kind,
            "generation": notice.generation,
            "channel": notice.channel,
            "state": state,
            "says": notice.says,
            "until": notice.until.isoformat() if notice.until else None,
            "details": notice.details,
        }
        for notice, source, reference in rows
    ]


def _key(entry: Row) -> tuple[str, str, int, str]:
    return entry["hold"], entry["notice"], entry["generation"], entry["channel"]


def _names(notice: Notice, source: str, reference: str) -> tuple[str, str]:
    of_hold = notice.subject_kind == "hold"
    return (source, reference) if of_hold else (notice.subject_kind, notice.subject_id)


def _row(entry: Row) -> Row:
    until = entry["until"]
    return {
        "hold_key": entry["hold"],
        "kind": entry["notice"],
        "generation": entry["generation"],
        "channel": entry["channel"],
        "state": entry["state"],
        "says": entry["says"],
        "until": date.fromisoformat(until) if until else None,
        # Diaries of before it was noted are read as well.
        "details": entry.get("details", ""),
        "told_at": datetime.fromisoformat(entry["at"]),
    }


@dataclass(frozen=True)
class _Subject:
    """What a told notice was about."""

    kind: str
    id: str
    patron_id: int | None
    branch_id: int


def _recall(session: Session, ids: Sequence[str]) -> set[str]:
    subjects = _subjects(session, Hold.id.in_(ids), DELIVERY.c.id.in_(ids))
    told = session.scalars(select(ToldBefore).where(ToldBefore.hold_key.in_(subjects))).all()
    for one in told:
        _write_told(session, subjects[one.hold_key], one)
    session.execute(
        delete(ToldBefore).where(ToldBefore.hold_key.in_([one.hold_key for one in told]))
    )
    return {subjects[one.hold_key].id for one in told}


def _untold() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Open holds, and deliveries, of which nothing is written down yet."""
    of_hold = exists().where(Notice.subject_kind == "hold", Notice.subject_id == Hold.id)
    of_ride = exists().where(Notice.subject_kind == "delivery", Notice.subject_id == DELIVERY.c.id)
    return and_(Hold.status.in_(OPEN_STATUSES), ~of_hold), ~of_ride


def _subjects(
    session: Session, which_holds: ColumnElement[bool], which_rides: ColumnElement[bool]
) -> dict[str, _Subject]:
    """Holds and deliveries with a patron, by their key in the diary."""
    store = diary.store_of(session)
    holds = select(Hold).where(which_holds, Hold.patron_id.is_not(None))
    found = {
        diary.key_of(store, hold.source, hold.reference): _Subject(
            "hold", hold.id, hold.patron_id, hold.pickup_branch_id
        )
        for hold in session.scalars(holds)
    }
    rides = select(DELIVERY).where(which_rides, DELIVERY.c.patron_id.is_not(None))
    for row in session.execute(rides):
        key = diary.key_of(store, "delivery", row.id)
        found[key] = _Subject("delivery", row.id, row.patron_id, row.branch_id)
    return found


def _write_told(session: Session, subject: _Subject, one: ToldBefore) -> None:
    key = {
        "subject_kind": subject.kind,
        "subject_id": subject.id,
        "kind": one.kind,
        "generation": one.generation,
        "channel": one.channel,
    }
    # Cut from its message and its call: whatever still waits there has nothing left to say.
    told = {
        "state": one.state,
        "says": one.says,
        "until": one.until,
        "details": one.details,
        "told_at": one.told_at,
        "why": "no_answer" if one.state == "ambiguous" else "",
        "message_id": None,
        "call_id": None,
    }
    new = {
        "patron_id": subject.patron_id,
        "branch_id": subject.branch_id,
        "created_at": one.told_at,
        "due_at": one.told_at,
    }
    statement = insert_or(session, table_of(Notice)).values(**key, **told, **new)
    session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=told))
