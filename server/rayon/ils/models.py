"""What must be keyed back into the library's own system, and how its files are read."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from rayon.database import Base, Instant


class IlsTask(Base):
    """One copy to be keyed into the library's own system.

    ``kind``: to_trap (found for a hold), loan, return, to_mark_missing. ``hold_id``: the hold it
    follows from. ``patron_id``: whose card was shown when a loan was made; where none was, the
    loan is that of the hold's patron. Open until it is ticked (``done_at``) or stops being true
    (``withdrawn_at``).
    """

    __tablename__ = "ils_task"
    __table_args__ = (
        Index("ix_ils_task_branch_kind", "branch_id", "kind"),
        Index("ix_ils_task_item", "item_id"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    hold_id: Mapped[str | None] = mapped_column(String(36), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    patron_id: Mapped[int | None] = mapped_column(ForeignKey("patron.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    done_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)


class IlsMapping(Base):
    """How a branch's own files of one kind are read, until another mapping is saved."""

    __tablename__ = "ils_mapping"

    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    mapping: Mapped[dict[str, Any]] = mapped_column(JSON)
