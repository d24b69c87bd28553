"""The bike cart's calendar: neighbourhoods with their stops, and what differs from the rule."""

from datetime import date, datetime, time

from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Time,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from rayon.database import Base, Instant


class Neighbourhood(Base):
    """Where one bike comes again and again.

    ``code``: its public address. ``bike``: two visits of one bike never overlap. ``rule``: the
    RRULE of RFC 5545 without its name, counted from ``first_day``. ``in_breaks``: the cart comes
    in the school breaks as well. ``ended_at``: it comes no more.
    """

    __tablename__ = "neighbourhood"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), index=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    bike: Mapped[str] = mapped_column(String(40))
    first_day: Mapped[date] = mapped_column(Date)
    rule: Mapped[str] = mapped_column(String(120))
    in_breaks: Mapped[bool] = mapped_column(Boolean)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(Integer, default=1)


class RoundStop(Base):
    """An announced halt: where, from when until when on the branch's wall clock.

    ``code``: the address of its page, printed on flyers, so that it stays when all else changes.
    ``rain_place``: where to go when it rains, if anywhere else.
    """

    __tablename__ = "round_stop"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), index=True)
    neighbourhood_id: Mapped[str] = mapped_column(ForeignKey("neighbourhood.id"), index=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    place: Mapped[str] = mapped_column(String(120))
    begins: Mapped[time] = mapped_column(Time)
    ends: Mapped[time] = mapped_column(Time)
    rain_place: Mapped[str] = mapped_column(String(120), default="")
    removed_at: Mapped[datetime | None] = mapped_column(Instant)


class VisitChange(Base):
    """One visit that is not as the rule has it; ``day`` is the rule's day.

    ``to_day``: it takes place then (the same day: in spite of a holiday), all its stops ``later``
    minutes later; None: it is cancelled. ``because`` is told to patrons. ``rain``: the cart halts
    where it goes when it rains. ``version`` counts the changes, for calendars that have the visit
    already.
    """

    __tablename__ = "visit_change"
    __table_args__ = (UniqueConstraint("neighbourhood_id", "day"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), index=True)
    neighbourhood_id: Mapped[str] = mapped_column(ForeignKey("neighbourhood.id"))
    day: Mapped[date] = mapped_column(Date)
    to_day: Mapped[date | None] = mapped_column(Date)
    later: Mapped[int] = mapped_column(Integer, default=0)
    because: Mapped[str] = mapped_column(String(80), default="")
    rain: Mapped[bool] = mapped_column(Boolean, default=False)
    taken_back_at: Mapped[datetime | None] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(Integer, default=1)


class CartRound(Base):
    """One visit as it is prepared and ridden: what its cart carries has ``place_ref`` this id.

    ``day``: the visit's day by the rule. ``ended_at``: the cart is back, and all of it is
    accounted for.
    """

    __tablename__ = "cart_round"
    __table_args__ = (UniqueConstraint("neighbourhood_id", "day"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), index=True)
    neighbourhood_id: Mapped[str] = mapped_column(ForeignKey("neighbourhood.id"))
    day: Mapped[date] = mapped_column(Date)
    begun_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(Integer, default=1)


class CartWish(Base):
    """A subject that readers asked for at a stop, in their words: something for the selection.

    ``done_at``: something on it was chosen, or nothing will be.
    """

    __tablename__ = "cart_wish"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    neighbourhood_id: Mapped[str] = mapped_column(ForeignKey("neighbourhood.id"), index=True)
    words: Mapped[str] = mapped_column(String(120))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    done_at: Mapped[datetime | None] = mapped_column(Instant)


class SchoolBreak(Base):
    """Days on which schools are closed, from the calendar that was brought in last."""

    __tablename__ = "school_break"
    __table_args__ = (Index("ix_school_break_branch_last", "branch_id", "last_day"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    name: Mapped[str] = mapped_column(String(80))
    replaced_at: Mapped[datetime | None] = mapped_column(Instant)


class Subscription(Base):
    """Somebody who wants to be told of the cart at one stop; gone as soon as they leave.

    ``channel``: email, push or phone. ``email``, or ``endpoint`` with the ``key`` and the
    ``secret`` that a browser made for it, or ``phone`` with a ``name`` to ask for: what the other
    channels would need is not known.
    ``confirmed_at``: they pressed the button behind the link that was mailed to the address;
    before that nothing else is sent there. A browser has asked its person itself, and whoever
    wants to be called has told staff so.
    """

    __tablename__ = "subscription"
    __table_args__ = (UniqueConstraint("stop_id", "email"), UniqueConstraint("stop_id", "endpoint"))

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), index=True)
    stop_id: Mapped[str] = mapped_column(ForeignKey("round_stop.id"))
    channel: Mapped[str] = mapped_column(String(10), default="email")
    email: Mapped[str | None] = mapped_column(String(254))
    endpoint: Mapped[str | None] = mapped_column(String(1000))
    key: Mapped[str] = mapped_column(String(100), default="")
    secret: Mapped[str] = mapped_column(String(40), default="")
    phone: Mapped[str] = mapped_column(String(20), default="")
    name: Mapped[str] = mapped_column(String(80), default="")
    language: Mapped[str] = mapped_column(String(8))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)


class Announcement(Base):
    """One visit at one stop, as it is told to one subscriber; its notices name it.

    ``planned``: the visit's day by the rule. ``ends_at``: the end of the halt as it was told last.
    """

    __tablename__ = "announcement"
    __table_args__ = (
        UniqueConstraint("subscription_id", "planned"),
        Index("ix_announcement_stop_planned", "stop_id", "planned"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    stop_id: Mapped[str] = mapped_column(ForeignKey("round_stop.id"))
    subscription_id: Mapped[str] = mapped_column(String(36))
    planned: Mapped[date] = mapped_column(Date)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    made_at: Mapped[datetime] = mapped_column(Instant)


class CartRequest(Base):
    """What somebody with this card asked for on the page of a stop, and has not agreed to yet.

    ``lines``: holds of nobody's, from the selection; ``words``: what else they would like.
    ``state``: asked (nobody has looked whose card it is), mailed (a link to agree was sent to the
    address on file), to_call (there is none), reserved, closed. ``card`` is blank from the moment
    at which the patron is known; a card of nobody's is forgotten at that moment.
    """

    __tablename__ = "cart_request"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    stop_id: Mapped[str] = mapped_column(ForeignKey("round_stop.id"))
    card: Mapped[str] = mapped_column(String(40))
    patron_id: Mapped[int | None] = mapped_column(ForeignKey("patron.id"), index=True)
    lines: Mapped[list[str]] = mapped_column(JSON)
    words: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(10), default="asked", index=True)
    asked_at: Mapped[datetime] = mapped_column(Instant)
