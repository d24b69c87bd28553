"""The floor of a branch: where its bays stand, what they begin with, and how one walks to them.

Lengths are metres, on a plan with x to the right and y up; every id but those of locations and
copies can be worked out from names (see ``shelves/names.py``), so that a phone needs none.
"""

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from rayon.database import Base, Instant


class Floor(Base):
    """One storey; ``level`` 0 is the ground floor."""

    __tablename__ = "floor"
    __table_args__ = (UniqueConstraint("branch_id", "name"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    name: Mapped[str] = mapped_column(String(40))
    level: Mapped[int] = mapped_column(Integer, default=0)


class ShelfRange(Base):
    """A row of bays (*épi*). It begins at (x, y) and runs along ``heading``.

    ``heading``: 0 is up the plan, 90 to the right. Without x and y it stands beside the range
    before it, by ``position``.
    """

    __tablename__ = "shelf_range"
    __table_args__ = (UniqueConstraint("floor_id", "label"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), index=True)
    floor_id: Mapped[str] = mapped_column(ForeignKey("floor.id"))
    label: Mapped[str] = mapped_column(String(40))
    position: Mapped[int] = mapped_column(Integer, default=0)
    x: Mapped[float | None] = mapped_column(Float)
    y: Mapped[float | None] = mapped_column(Float)
    heading: Mapped[int] = mapped_column(Integer, default=0)


class Bay(Base):
    """One upright of shelves, a bin, a display table, a returns trolley or a repair shelf.

    ``label``: the code on it, which a scan reads. ``side`` and ``position``: which of the two faces
    of its range, left or right of who walks along it, and the how manieth from its start. A bay
    without a range stands by itself at (x, y). ``theme``: what a bin says on its front ("A–C").
    ``ends_on``: the last day on which a table, trolley or repair shelf counts, or on which a bay
    was there.
    """

    __tablename__ = "bay"
    __table_args__ = (
        UniqueConstraint("branch_id", "label"),
        Index("ix_bay_range", "range_id", "side", "position"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    floor_id: Mapped[str] = mapped_column(ForeignKey("floor.id"))
    range_id: Mapped[str | None] = mapped_column(ForeignKey("shelf_range.id"))
    label: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(16), default="bay")
    side: Mapped[str] = mapped_column(String(5), default="left")
    position: Mapped[int] = mapped_column(Integer, default=1)
    width: Mapped[float] = mapped_column(Float, default=0.9)
    shelves: Mapped[int] = mapped_column(Integer, default=6)
    theme: Mapped[str] = mapped_column(String(40), default="")
    facing: Mapped[str] = mapped_column(String(6), default="spine")
    height: Mapped[str] = mapped_column(String(4), default="high")
    x: Mapped[float | None] = mapped_column(Float)
    y: Mapped[float | None] = mapped_column(Float)
    ends_on: Mapped[date | None] = mapped_column(Date)


class BayStart(Base):
    """The first document of a bay (``shelf`` 1, counted from the top) or of one of its shelves."""

    __tablename__ = "bay_start"
    __table_args__ = (
        UniqueConstraint("bay_id", "shelf"),
        Index("ix_bay_start_location", "location_id", "sort_key"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), index=True)
    bay_id: Mapped[str] = mapped_column(ForeignKey("bay.id"))
    shelf: Mapped[int] = mapped_column(Integer)
    location_id: Mapped[int] = mapped_column(ForeignKey("location.id"))
    call_number: Mapped[str] = mapped_column(Text)
    sort_key: Mapped[str] = mapped_column(Text().with_variant(Text(collation="C"), "postgresql"))
    surveyed_at: Mapped[datetime] = mapped_column(Instant)


class Passage(Base):
    """Stairs or a lift between two floors, and how many metres of walking they are worth."""

    __tablename__ = "passage"
    __table_args__ = (UniqueConstraint("branch_id", "label", "floor_id"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    kind: Mapped[str] = mapped_column(String(6))
    label: Mapped[str] = mapped_column(String(40))
    floor_id: Mapped[str] = mapped_column(ForeignKey("floor.id"))
    to_floor_id: Mapped[str] = mapped_column(ForeignKey("floor.id"))
    x: Mapped[float] = mapped_column(Float)
    y: Mapped[float] = mapped_column(Float)
    metres: Mapped[float] = mapped_column(Float)


class CartStart(Base):
    """Where the cart stands: walks begin and end there. One per branch."""

    __tablename__ = "cart_start"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), unique=True)
    floor_id: Mapped[str] = mapped_column(ForeignKey("floor.id"))
    x: Mapped[float] = mapped_column(Float)
    y: Mapped[float] = mapped_column(Float)


class LocationIndex(Base):
    """One location as a phone keeps it, ready to be fetched; see ``shelves/index_file.py``.

    ``file``: the hash of the body, its name. ``built_from``: what a change of the bays or of the
    copies changes; ``loans``: what a loan changes, which can wait.
    """

    __tablename__ = "location_index"

    location_id: Mapped[int] = mapped_column(ForeignKey("location.id"), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), index=True)
    file: Mapped[str] = mapped_column(String(32))
    body: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    built_from: Mapped[str] = mapped_column(String(80))
    loans: Mapped[int] = mapped_column(BigInteger)
    built_at: Mapped[datetime] = mapped_column(Instant)
    looked_at: Mapped[datetime] = mapped_column(Instant)
