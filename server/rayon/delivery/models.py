"""Home delivery: the town's addresses, the doors of patrons, and what is ordered to them.

What names a patron's home stands in ``door`` alone; actions, and all that is kept for long, know
only its id. It goes a few days after the delivery (see ``privacy/retention.py``).
"""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, Float, ForeignKey, Index, Integer, String
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
    yes to the fee and the rule of absence: read (to the caller) or message.
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
    cancelled_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(Integer, default=1)
