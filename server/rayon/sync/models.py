"""Everything that was ever done, and the numbers by which phones catch up."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from rayon.database import Base, BigNumber, Instant

#: Outcomes that somebody has to look at; in these very words the index below is used.
NEEDS_A_PERSON = text("outcome IN ('refused', 'conflict', 'quarantined')")


class ActionRow(Base):
    """One thing somebody did, with its outcome: written once, kept for good.

    ``store`` and ``number`` are the phone's own gap-free count (empty number: the server's).
    ``why`` is the code of the reason, ``facts`` fill its sentence. ``by``, ``shift`` and
    ``device_id`` are what the phone said, kept even where they name nobody.
    """

    __tablename__ = "action"
    __table_args__ = (
        UniqueConstraint("store", "number"),
        Index("ix_action_subject", "subject"),
        Index(
            "ix_action_needs_a_person",
            "received_at",
            sqlite_where=NEEDS_A_PERSON,
            postgresql_where=NEEDS_A_PERSON,
        ),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    store: Mapped[str] = mapped_column(String(36))
    number: Mapped[int | None] = mapped_column(Integer)
    v: Mapped[int] = mapped_column(Integer)
    by: Mapped[int | None] = mapped_column(Integer)
    shift: Mapped[str | None] = mapped_column(String(36))
    device_id: Mapped[str | None] = mapped_column(String(36))
    branch_id: Mapped[int | None] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(36), default="")
    seen: Mapped[int] = mapped_column(Integer, default=0)
    at: Mapped[str] = mapped_column(String(40), default="")
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    body_hash: Mapped[str] = mapped_column(String(64))
    received_at: Mapped[datetime] = mapped_column(Instant)
    outcome: Mapped[str | None] = mapped_column(String(12))
    why: Mapped[str] = mapped_column(String(40), default="")
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class Change(Base):
    """The newest change number of one thing, for one branch: what a phone asks for by cursor."""

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_branch_number", "branch_id", "number"),)

    branch_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    subject_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    number: Mapped[int] = mapped_column(BigNumber)


class Installation(Base):
    """One row: who this server is, and the last change number.

    ``epoch`` changes with every restored backup, so that phones send again what they kept.
    The row is locked from the moment a transaction takes numbers until it commits: a cursor
    can therefore never skip a change that committed late.
    ``notices_at``: when notices were last seen to, to the minute; at first, since when somebody
    should.
    """

    __tablename__ = "installation"

    id: Mapped[int] = mapped_column(primary_key=True)
    store: Mapped[str] = mapped_column(String(36))
    epoch: Mapped[str] = mapped_column(String(36))
    last_change: Mapped[int] = mapped_column(BigNumber, default=0)
    notices_at: Mapped[datetime | None] = mapped_column(Instant)


class Trouble(Base):
    """Something that needs a person: the facts, since when, and how it ended."""

    __tablename__ = "trouble"
    __table_args__ = (
        Index("ix_trouble_branch_closed", "branch_id", "closed_at"),
        Index("ix_trouble_subject", "subject_id", "kind"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    kind: Mapped[str] = mapped_column(String(30))
    subject_kind: Mapped[str] = mapped_column(String(10), default="")
    subject_id: Mapped[str] = mapped_column(String(36), default="")
    action_id: Mapped[str | None] = mapped_column(String(36))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    note: Mapped[str] = mapped_column(Text, default="")
    opened_at: Mapped[datetime] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    resolution: Mapped[str] = mapped_column(String(30), default="")


class Due(Base):
    """A job that must happen once per branch and time."""

    __tablename__ = "due"
    __table_args__ = (UniqueConstraint("name", "branch_id", "at"),)

    id: Mapped[int] = mapped_column(BigNumber, primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    branch_id: Mapped[int | None] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(Instant)
    lease_until: Mapped[datetime | None] = mapped_column(Instant)
    done_at: Mapped[datetime | None] = mapped_column(Instant)
