"""The hold shelf: the slots in which documents wait for their patron.

What waits in a slot is a row of ``hold`` (see ``holds/models.py``): ``status`` is
``on_hold_shelf``, ``slot_id`` says where, ``shelved_at`` since when, ``pickup_code`` is the code of
the QR in the notice, ``told_on`` is day 0 and ``ready_until`` the day after whose closing it
expires. The copy's ``place_kind`` is then ``slot`` and its ``place_ref`` the slot's id.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rayon.database import Base, Instant


class Slot(Base):
    """One place on the hold shelf of a branch; it is its name, which is printed on its label.

    ``place``: entrance (near it, patrons see it) or desk (behind it). ``takes``: patron (one
    patron's bundle) or letters (all whose surname begins with one of ``letters``, such as "A-C").
    ``barcode``: what is read from its label. ``position``: the order in which one walks along.
    ``removed_at``: it is no longer used; what stood in it may still have to be found.
    """

    __tablename__ = "slot"
    __table_args__ = (
        UniqueConstraint("branch_id", "name"),
        UniqueConstraint("branch_id", "barcode"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    name: Mapped[str] = mapped_column(String(24))
    place: Mapped[str] = mapped_column(String(10), default="entrance")
    takes: Mapped[str] = mapped_column(String(10), default="patron")
    letters: Mapped[str] = mapped_column(String(8), default="")
    barcode: Mapped[str] = mapped_column(String(32))
    position: Mapped[int] = mapped_column(Integer, default=0)
    removed_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(Integer, default=1)
