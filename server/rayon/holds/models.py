"""What patrons asked for, and every change it went through."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from rayon.database import Base, BigNumber, Instant


class Hold(Base):
    """One patron wants one title, one given copy, or a selection that staff choose.

    ``wants``: title (with ``volume`` when the record has volumes), item, or selection
    (``selection``: kind, age, number, wishes). ``status`` follows ``holds/lifecycle.py``.
    ``disputed``: contradictory facts are waiting for a person; nothing is told meanwhile.

    On the hold shelf: ``slot_id`` and ``shelved_at``. ``pickup_code``: what the QR of its notice
    says; whoever shows it collects all that waits for the same patron. ``told_on``: the day, local
    to the branch, on which the patron was told (day 0); ``ready_until``: the last pick-up day on
    which it is kept. Both are empty until the patron was told.

    ``delivery_id``: the delivery it rides home with. ``round_id``: the round of the bike cart that
    it rides with; ``round_stop_id``: where its patron comes for it. A hold of source ``cart`` is
    nobody's: a line of the selection that staff made for a round.
    """

    __tablename__ = "hold"
    __table_args__ = (
        UniqueConstraint("source", "reference"),
        Index("ix_hold_branch_status", "pickup_branch_id", "status", "fact_at"),
        Index("ix_hold_picking_status", "picking_branch_id", "status", "fact_at"),
        Index("ix_hold_status_search", "status", "search_until"),
        Index("ix_hold_title_status", "title_id", "status"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    source: Mapped[str] = mapped_column(String(20))
    reference: Mapped[str] = mapped_column(String(80))
    patron_id: Mapped[int | None] = mapped_column(ForeignKey("patron.id"), index=True)
    wants: Mapped[str] = mapped_column(String(10), default="title")
    title_id: Mapped[int | None] = mapped_column(ForeignKey("title.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("item.id"), index=True)
    volume: Mapped[str] = mapped_column(String(80), default="")
    kind: Mapped[str] = mapped_column(String(20), default="")
    selection: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    fulfilment: Mapped[str] = mapped_column(String(10), default="pickup")
    pickup_branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    picking_branch_id: Mapped[int | None] = mapped_column(ForeignKey("branch.id"))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    status: Mapped[str] = mapped_column(String(16), default="open")
    disputed: Mapped[bool] = mapped_column(Boolean, default=False)
    slip: Mapped[int | None] = mapped_column(Integer)
    slip_day: Mapped[date | None] = mapped_column(Date)
    walk_id: Mapped[str | None] = mapped_column(String(36))
    looks: Mapped[int] = mapped_column(Integer, default=0)
    looked_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    looked_at: Mapped[datetime | None] = mapped_column(Instant)
    search_until: Mapped[datetime | None] = mapped_column(Instant)
    closed_because: Mapped[str] = mapped_column(String(24), default="")
    fact_at: Mapped[datetime] = mapped_column(Instant)
    told_on: Mapped[date | None] = mapped_column(Date)
    ready_until: Mapped[date | None] = mapped_column(Date)
    slot_id: Mapped[str | None] = mapped_column(ForeignKey("slot.id"), index=True)
    shelved_at: Mapped[datetime | None] = mapped_column(Instant)
    handed_over_at: Mapped[datetime | None] = mapped_column(Instant)
    pickup_code: Mapped[str] = mapped_column(String(8), default="", index=True)
    delivery_id: Mapped[str | None] = mapped_column(String(36), index=True)
    round_id: Mapped[str | None] = mapped_column(String(36), index=True)
    round_stop_id: Mapped[str | None] = mapped_column(String(36), index=True)
    version: Mapped[int] = mapped_column(Integer, default=1)


class HoldEvent(Base):
    """One step of one hold: by which action, from which status to which."""

    __tablename__ = "hold_event"

    id: Mapped[int] = mapped_column(BigNumber, primary_key=True)
    hold_id: Mapped[str] = mapped_column(String(36), index=True)
    action_id: Mapped[str] = mapped_column(String(36), index=True)
    before: Mapped[str | None] = mapped_column(String(16))
    after: Mapped[str] = mapped_column(String(16))
