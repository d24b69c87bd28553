"""Home delivery: the town's addresses, the doors of patrons, and what is ordered to them.

What names a patron's home stands in ``door`` alone; actions, and all that is kept for long, know
only its id. It goes a few days after the delivery (see ``privacy/retention.py``).
"""

from datetime import date, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from rayon.database import Base, Instant


class TownAddress(Base):
    """One address of the town, from the file of the Base Adresse Nationale.

    ``words``: its folded words, each after a space, to be found by (" 12 BIS RUE VOLTAIRE").
    """

    __tablename__ = "town_address"
    __table_args__ = (Index("ix_town_address_postcode", "postcode"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(16))
    street: Mapped[str] = mapped_column(String(120))
    postcode: Mapped[str] = mapped_column(String(12))
    town: Mapped[str] = mapped_column(String(80))
    lon: Mapped[float] = mapped_column(Float)
    lat: Mapped[float] = mapped_column(Float)
    words: Mapped[str] = mapped_column(String(240))


class Door(Base):
    """Where one delivery goes. Its id is that of the delivery.

    ``lon``, ``lat``: empty where nobody could say. ``is_known``: the town's file has this address.
    ``account``: the payer's number at the town's billing service; ``category`` picks the rate.
    ``caretaker``: the patron agrees that the caretaker takes it in.
    """

    __tablename__ = "door"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    bell: Mapped[str] = mapped_column(String(80))
    line: Mapped[str] = mapped_column(String(160))
    postcode: Mapped[str] = mapped_column(String(12))
    town: Mapped[str] = mapped_column(String(80))
    lon: Mapped[float | None] = mapped_column(Float)
    lat: Mapped[float | None] = mapped_column(Float)
    is_known: Mapped[bool] = mapped_column(Boolean)
    instructions: Mapped[str] = mapped_column(String(300), default="")
    phone: Mapped[str] = mapped_column(String(20))
    caretaker: Mapped[bool] = mapped_column(Boolean, default=False)
    account: Mapped[str] = mapped_column(String(40))
    category: Mapped[str] = mapped_column(String(20), default="")
    written_at: Mapped[datetime] = mapped_column(Instant)


class Delivery(Base):
    """What one patron has ordered home for one day.

    Its holds name it. ``closes_at``: its cut-off, after which nothing more is added;
    ``cancel_until``: the last instant at which it costs nothing. ``agreed``: how the patron said
    yes to the fee and the rule of absence: read (to the caller) or message. ``parcels_agreed``: how
    many parcels the patron pays for at most. ``stop``: its place on the courier's round, from 1.
    """

    __tablename__ = "delivery"
    __table_args__ = (Index("ix_delivery_branch_day", "branch_id", "day"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    patron_id: Mapped[int | None] = mapped_column(ForeignKey("patron.id"), index=True)
    day: Mapped[date] = mapped_column(Date)
    ordered_at: Mapped[datetime] = mapped_column(Instant)
    closes_at: Mapped[datetime] = mapped_column(Instant)
    cancel_until: Mapped[datetime] = mapped_column(Instant)
    fee_cents: Mapped[int] = mapped_column(Integer)
    agreed: Mapped[str] = mapped_column(String(10))
    parcels_agreed: Mapped[int] = mapped_column(Integer, default=1)
    stop: Mapped[int | None] = mapped_column(Integer)
    cancelled_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(Integer, default=1)


class Parcel(Base):
    """What is packed for one stop; a delivery has more than one where it is too heavy.

    ``number``: what its label says and scanners read. ``status``: open, closed, out (on the bike),
    then how it ended: delivered, absent, refused, wrong_address, incident, cancelled.
    ``given_to``: patron, household or caretaker. ``grams``: the closed bag on the scale.
    ``received_at``: it came back and was scanned in. ``ended_by``: the action that said how it
    ended. ``carried``: [copy, hold] of all that was in it then, the hold empty where it had been
    cancelled; it is what a correction goes by, and is forgotten with the door.
    """

    __tablename__ = "parcel"
    __table_args__ = (Index("ix_parcel_branch_day", "branch_id", "day"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    delivery_id: Mapped[str] = mapped_column(ForeignKey("delivery.id"), index=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    number: Mapped[str] = mapped_column(String(12), unique=True)
    day: Mapped[date] = mapped_column(Date)
    status: Mapped[str] = mapped_column(String(16), default="open")
    grams: Mapped[int | None] = mapped_column(Integer)
    given_to: Mapped[str] = mapped_column(String(10), default="")
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    out_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    received_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_by: Mapped[str] = mapped_column(String(36), default="")
    carried: Mapped[list[tuple[int, str | None]]] = mapped_column(JSON, default=list)
    version: Mapped[int] = mapped_column(Integer, default=1)


class Weighing(Base):
    """One copy on our scale: it teaches what others of its ISBN and of its kind weigh."""

    __tablename__ = "weighing"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), index=True)
    grams: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(Instant)


class SumDue(Base):
    """One line of the statement of sums due: added to, never changed.

    ``kind``: due, or annulled (an error; ``reason`` says which), which takes the due line of the
    same parcel and ``turn`` back; what is due again after that is its next turn. ``month``:
    "2026-11". Never which documents.
    """

    __tablename__ = "sum_due"
    __table_args__ = (
        UniqueConstraint("parcel_id", "kind", "turn"),
        Index("ix_sum_due_branch_month", "branch_id", "month"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    parcel_id: Mapped[str] = mapped_column(String(36))
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    number: Mapped[str] = mapped_column(String(12))
    account: Mapped[str] = mapped_column(String(40))
    category: Mapped[str] = mapped_column(String(20), default="")
    day: Mapped[date] = mapped_column(Date)
    month: Mapped[str] = mapped_column(String(7))
    cents: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(10))
    turn: Mapped[int] = mapped_column(Integer, default=1)
    reason: Mapped[str] = mapped_column(String(20), default="")
    at: Mapped[datetime] = mapped_column(Instant)


class BillingMonth(Base):
    """A month whose statement went to the billing service: nothing in it changes any more."""

    __tablename__ = "billing_month"
    __table_args__ = (UniqueConstraint("branch_id", "month"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    month: Mapped[str] = mapped_column(String(7))
    closed_at: Mapped[datetime] = mapped_column(Instant)


class FirmLink(Base):
    """The page on which an outside courier firm reports how one day's parcels ended.

    ``token_hash``: of the secret in the address; ``pin_hash``: of what is said by telephone.
    ``tries``: wrong PINs. It ends by itself with its day.
    """

    __tablename__ = "firm_link"
    __table_args__ = (Index("ix_firm_link_branch_day", "branch_id", "day"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    day: Mapped[date] = mapped_column(Date)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    pin_hash: Mapped[str] = mapped_column(String(200))
    tries: Mapped[int] = mapped_column(Integer, default=0)
    made_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
