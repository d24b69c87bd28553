"""What is owed to patrons, what was sent, and the calls to make."""

from datetime import date, datetime

from sqlalchemy import JSON, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rayon.database import Base, BigNumber, Instant

#: Subjects of notices to those who subscribed to the bike cart, or reserve on its pages; see
#: ``rounds/announcing.py`` and ``rounds/requests.py``.
OF_THE_CART = ("visit", "subscriber", "request")


class Notice(Base):
    """One thing one patron must be told about one subject, over one channel.

    ``subject_kind``: hold or delivery; ``kind``: see the table in ``reconcile.py``.
    ``generation`` counts how often the truth of this subject was told, so that "ready" after a
    correction is a new notice and a retry is not.
    ``state``: owed, sending, told, withdrawn (stopped being true before it was told),
    failed, ambiguous. ``why`` says why it has not left, for the desk (see ``reasons.py``).
    ``told_at`` of an owed one: it, or that whose place it takes, may have been told before.
    ``says``: the truth as it was told (see ``truth.py``); ``until``: the last pick-up day told;
    ``details``: what else was said of a delivery that would be wrong if it changed.
    """

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("subject_kind", "subject_id", "kind", "generation", "channel"),
        Index("ix_notice_state_due", "state", "due_at"),
        Index("ix_notice_subject", "subject_kind", "subject_id"),
        Index("ix_notice_branch_state", "branch_id", "state", "id"),
    )

    id: Mapped[int] = mapped_column(BigNumber, primary_key=True)
    subject_kind: Mapped[str] = mapped_column(String(10))
    subject_id: Mapped[str] = mapped_column(String(36))
    kind: Mapped[str] = mapped_column(String(20))
    generation: Mapped[int] = mapped_column(Integer)
    channel: Mapped[str] = mapped_column(String(10))
    patron_id: Mapped[int | None] = mapped_column(ForeignKey("patron.id"), index=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    state: Mapped[str] = mapped_column(String(12), default="owed")
    why: Mapped[str] = mapped_column(String(40), default="")
    created_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant)
    told_at: Mapped[datetime | None] = mapped_column(Instant)
    says: Mapped[str] = mapped_column(String(12), default="")
    until: Mapped[date | None] = mapped_column(Date)
    details: Mapped[str] = mapped_column(String(40), default="")
    message_id: Mapped[str | None] = mapped_column(ForeignKey("message.id"), index=True)
    call_id: Mapped[str | None] = mapped_column(ForeignKey("phone_call.id"), index=True)


class Message(Base):
    """One transaction with one mail or push server.

    ``state``: sending, accepted, retry, failed, ambiguous, withdrawn. ``lease`` is the fence:
    whoever holds an older one changes nothing. ``phase`` is "data" from just before the text
    is handed over, so that a sender that died earlier is known to have sent nothing.
    The address is not kept here.
    """

    __tablename__ = "message"
    __table_args__ = (Index("ix_message_state_next", "state", "next_try_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    channel: Mapped[str] = mapped_column(String(10))
    patron_id: Mapped[int | None] = mapped_column(ForeignKey("patron.id"))
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    language: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(12))
    lease: Mapped[str] = mapped_column(String(36), default="")
    lease_until: Mapped[datetime | None] = mapped_column(Instant)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    first_try_at: Mapped[datetime] = mapped_column(Instant)
    next_try_at: Mapped[datetime | None] = mapped_column(Instant)
    accepted_at: Mapped[datetime | None] = mapped_column(Instant)
    phase: Mapped[str] = mapped_column(String(12), default="")
    answer: Mapped[str] = mapped_column(String(200), default="")


class Wording(Base):
    """One version of how a branch words one mail in one language; the newest is in force.

    ``kind`` and the names of its ``passages``: see ``passages.py``. No passages: our own text,
    which it went back to. ``id``: of the action that set it, which knows by whom.
    ``made_at``: after that of the one before, whatever the clock says.
    """

    __tablename__ = "wording"
    __table_args__ = (Index("ix_wording_branch_kind", "branch_id", "kind", "language", "id"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    kind: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(8))
    passages: Mapped[dict[str, str]] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(Instant)


class PhoneCall(Base):
    """Somebody without mail who must be called. ``state``: to_call, told, withdrawn; after three
    vain calls to_write (a letter is owed), then by_letter; given_up when nobody did either in time.
    """

    __tablename__ = "phone_call"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    patron_id: Mapped[int | None] = mapped_column(ForeignKey("patron.id"))
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), index=True)
    state: Mapped[str] = mapped_column(String(12), default="to_call")
    why: Mapped[str] = mapped_column(String(24), default="no_mail")
    tries: Mapped[int] = mapped_column(Integer, default=0)
    last_result: Mapped[str] = mapped_column(String(16), default="")
    created_at: Mapped[datetime] = mapped_column(Instant)
    next_try_at: Mapped[datetime] = mapped_column(Instant)


class PatronPush(Base):
    """The browser that tells a patron what waits, in the place of mails; gone once they leave.

    ``endpoint`` with the ``key`` and the ``secret`` that the browser made for it. ``seen_at``: when
    it was asked for, or last opened the page: a push service may say yes for one that is gone.
    """

    __tablename__ = "patron_push"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    patron_id: Mapped[int] = mapped_column(ForeignKey("patron.id"), unique=True)
    endpoint: Mapped[str] = mapped_column(String(1000))
    key: Mapped[str] = mapped_column(String(100))
    secret: Mapped[str] = mapped_column(String(40))
    seen_at: Mapped[datetime] = mapped_column(Instant)


class MailboxMail(Base):
    """A mail of a demo library, kept for the supervisor to read instead of being sent."""

    __tablename__ = "mailbox_mail"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    received_at: Mapped[datetime] = mapped_column(Instant)
    to: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    raw: Mapped[str] = mapped_column(Text)
