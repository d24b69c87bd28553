"""Walks through the stacks and the picks they are made of."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, Float, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from rayon.database import Base, Instant


class Walk(Base):
    """One person's run through the stacks. ``status``: planned, claimed, paused, finished.

    ``metres`` and ``minutes`` are what was expected when it was planned; ``metres`` is None where
    nobody surveyed the floor.
    """

    __tablename__ = "walk"
    __table_args__ = (
        Index("ix_walk_branch_status", "branch_id", "status"),
        Index("ix_walk_branch_day", "branch_id", "day"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    name: Mapped[str] = mapped_column(String(80))
    day: Mapped[date] = mapped_column(Date)
    status: Mapped[str] = mapped_column(String(10), default="planned")
    claimed_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    claimed_on: Mapped[str | None] = mapped_column(String(36))
    claimed_at: Mapped[datetime | None] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    moved_at: Mapped[datetime | None] = mapped_column(Instant)
    metres: Mapped[float | None] = mapped_column(Float)
    minutes: Mapped[int | None] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer, default=1)


class Pick(Base):
    """One hold to fetch on one walk, with the copy it aims at.

    ``status``: open, later (look again at the end), found, not_found, unusable,
    returned (untouched when the walk ended) or withdrawn (no longer wanted).
    """

    __tablename__ = "pick"
    __table_args__ = (Index("ix_pick_walk", "walk_id", "position"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    walk_id: Mapped[str] = mapped_column(ForeignKey("walk.id"))
    hold_id: Mapped[str] = mapped_column(ForeignKey("hold.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("item.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(String(10), default="open")
    late: Mapped[bool] = mapped_column(Boolean, default=False)
    found_barcode: Mapped[str] = mapped_column(String(32), default="")
    reason: Mapped[str] = mapped_column(String(24), default="")
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(Integer, default=1)
