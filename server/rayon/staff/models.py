"""People who work here, their phones, and the tickets that bind one to the other."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rayon.database import Base, Instant


class Staff(Base):
    """A person who signs in."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(8), default="fr")
    pin_hash: Mapped[str] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(Boolean, default=True)


class StaffRole(Base):
    """One role of one person, at one branch or (``branch_id`` empty) at all of them."""

    __tablename__ = "staff_role"
    __table_args__ = (UniqueConstraint("staff_id", "role", "branch_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    role: Mapped[str] = mapped_column(String(16))
    branch_id: Mapped[int | None] = mapped_column(ForeignKey("branch.id"))


class Device(Base):
    """An enrolled phone, tablet or desk computer: known by a secret that only it holds."""

    __tablename__ = "device"
    __table_args__ = (Index("ix_device_branch_unsent", "branch_id", "unsent"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    credential_hash: Mapped[str] = mapped_column(String(64), unique=True)
    enrolled_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
    seen_at: Mapped[datetime | None] = mapped_column(Instant)
    #: Actions that were still on it when it last synced; empty where its app does not say.
    unsent: Mapped[int | None] = mapped_column(Integer)
    #: Since when the oldest of them waits, by the server's clock; empty where none does.
    unsent_since: Mapped[datetime | None] = mapped_column(Instant)


class Enrolment(Base):
    """A short code that turns a browser into an enrolled device."""

    __tablename__ = "enrolment"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    device_name: Mapped[str] = mapped_column(String(60), default="")
    expires_at: Mapped[datetime] = mapped_column(Instant)
    uses_left: Mapped[int] = mapped_column(Integer, default=1)


class AuthSession(Base):
    """One person signed in on one device. Its ``id`` is the shift written on every action."""

    __tablename__ = "auth_session"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    device_id: Mapped[str] = mapped_column(ForeignKey("device.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)


class PinFailure(Base):
    """A wrong PIN, counted here so that a restart does not forget it."""

    __tablename__ = "pin_failure"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    device_id: Mapped[str] = mapped_column(ForeignKey("device.id"))
    failed_at: Mapped[datetime] = mapped_column(Instant)
