"""Branches, where things stand in them, what the library has, and who borrows it."""

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
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from rayon import clock
from rayon.database import Base, BigNumber, Instant


class Branch(Base):
    """A library building.

    ``pickup_week``: when documents can be collected, as [weekday (Monday is 0), opens, closes]
    with hours such as "10:00"; a weekday may come twice. Empty: see ``catalogue/calendar.py``.
    """

    __tablename__ = "branch"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    language: Mapped[str] = mapped_column(String(8), default="fr")
    time_zone: Mapped[str] = mapped_column(String(40), default="Europe/Paris")
    holidays_of: Mapped[str] = mapped_column(String(10), default="FR")
    address: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(30), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    settings: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    pickup_week: Mapped[list[tuple[int, str, str]]] = mapped_column(JSON, default=list)


class Closure(Base):
    """Days on which a branch, against its habit, hands nothing over: a strike, a storm, August.

    ``because`` is told to patrons. ``taken_back_at``: it opens after all.
    """

    __tablename__ = "closure"
    __table_args__ = (Index("ix_closure_branch_last", "branch_id", "last_day"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    because: Mapped[str] = mapped_column(String(80), default="")
    made_at: Mapped[datetime] = mapped_column(Instant)
    taken_back_at: Mapped[datetime | None] = mapped_column(Instant)


class Location(Base):
    """A shelving location: the section a document stands in, and how it is ordered.

    ``colour``: the *gommette* on its labels; ``pictogram``: see ``catalogue/pictograms.py``.
    ``second_stop``: where the other half of a document is, such as the disc of a case; see
    ``catalogue/second_stop.py``.
    """

    __tablename__ = "location"
    __table_args__ = (UniqueConstraint("branch_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    code: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(120))
    scheme: Mapped[str] = mapped_column(String(12), default="local")
    policy: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    walk_order: Mapped[int] = mapped_column(Integer, default=0)
    hint: Mapped[str] = mapped_column(String(200), default="")
    colour: Mapped[str] = mapped_column(String(12), default="")
    pictogram: Mapped[str] = mapped_column(String(12), default="")
    second_stop: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    other_places: Mapped[list[str]] = mapped_column(JSON, default=list)


class Title(Base):
    """A bibliographic record; ``source`` and ``record`` name it in the catalogue it is from.

    ``words_version``: the rules its ``title_word`` rows were made by; 0 until they are made.
    """

    __tablename__ = "title"
    __table_args__ = (UniqueConstraint("source", "record"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(20))
    record: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(Text, default="")
    publisher: Mapped[str] = mapped_column(Text, default="")
    year: Mapped[str] = mapped_column(String(12), default="")
    format: Mapped[str] = mapped_column(String(80), default="")
    pages: Mapped[int | None] = mapped_column(Integer)
    words_version: Mapped[int] = mapped_column(Integer, default=0)


class TitleWord(Base):
    """A word that a title can be found by; see ``catalogue/search_keys.py``."""

    __tablename__ = "title_word"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    word: Mapped[str] = mapped_column(
        String(40).with_variant(String(40, collation="C"), "postgresql"), primary_key=True
    )
    title_id: Mapped[int] = mapped_column(ForeignKey("title.id"), primary_key=True, index=True)


class TitleIsbn(Base):
    """An ISBN printed on a title, as 13 digits."""

    __tablename__ = "title_isbn"

    title_id: Mapped[int] = mapped_column(ForeignKey("title.id"), primary_key=True)
    isbn: Mapped[str] = mapped_column(String(13), primary_key=True, index=True)


#: What rides on a bike cart; in these very words the index below is used.
ON_THE_BIKE = text("place_kind = 'bike'")


class Item(Base):
    """One physical thing with a barcode. ``place_kind, place_ref`` say where it is now.

    ``place_kind``: shelf, walk, slot, transit, parcel, bike (on the bike cart; ``place_ref`` is its
    round), patron, missing or cart (on its way back to the stacks). On a shelf that is not its own
    (a display table, the wrong bay) ``place_ref`` is the id of that bay.
    ``hold_id``: the one hold this copy serves, while it is in the library's hands for it.
    ``status``: what the library's own system says of it (see ``catalogue/availability.py``).
    ``parts_typed``: a person has counted its parts; imports leave the number alone.
    """

    __tablename__ = "item"
    __table_args__ = (
        Index("ix_item_shelf", "location_id", "sort_key"),
        Index("ix_item_title", "title_id", "branch_id"),
        Index(
            "ix_item_on_the_bike",
            "place_ref",
            sqlite_where=ON_THE_BIKE,
            postgresql_where=ON_THE_BIKE,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    barcode: Mapped[str] = mapped_column(String(32), unique=True)
    title_id: Mapped[int] = mapped_column(ForeignKey("title.id"))
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    location_id: Mapped[int] = mapped_column(ForeignKey("location.id"))
    call_number: Mapped[str] = mapped_column(Text)
    sort_key: Mapped[str] = mapped_column(Text().with_variant(Text(collation="C"), "postgresql"))
    key_version: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(20), default="book")
    volume: Mapped[str] = mapped_column(String(80), default="")
    parts: Mapped[int] = mapped_column(Integer, default=1)
    parts_note: Mapped[str] = mapped_column(String(120), default="")
    parts_typed: Mapped[bool] = mapped_column(Boolean, default=False)
    status: Mapped[str] = mapped_column(String(16), default="available")
    due_on: Mapped[date | None] = mapped_column(Date)
    returned_at: Mapped[datetime | None] = mapped_column(Instant)
    unusable: Mapped[str] = mapped_column(String(16), default="")
    place_kind: Mapped[str] = mapped_column(String(10), default="shelf")
    place_ref: Mapped[str] = mapped_column(String(36), default="")
    place_branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    hold_id: Mapped[str | None] = mapped_column(String(36), index=True)
    version: Mapped[int] = mapped_column(Integer, default=1)


class Patron(Base):
    """Somebody who borrows: what is needed to tell them, and nothing else.

    ``alias``: what stands on slips that others see, instead of the beginning of the name.
    ``returned_mail``: the hash of the address from which mail came back, see ``returned_mail.py``.
    ``seen_on``: the last day on which an import named them; a year later they are forgotten.
    ``registration``: they registered in the street under this id; somebody keyed them into the
    library's own system at ``completed_at``, and ``guardian`` answers for a minor until then.
    ``id`` is never given again: a phone that was away may still name somebody who was erased.
    """

    __tablename__ = "patron"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    card: Mapped[str] = mapped_column(String(40), unique=True)
    first_name: Mapped[str] = mapped_column(String(80), default="")
    last_name: Mapped[str] = mapped_column(String(80), default="")
    alias: Mapped[str] = mapped_column(String(24), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(20), default="")
    language: Mapped[str] = mapped_column(String(8), default="")
    branch_id: Mapped[int | None] = mapped_column(ForeignKey("branch.id"))
    payer_card: Mapped[str] = mapped_column(String(40), default="")
    blocked_until: Mapped[date | None] = mapped_column(Date)
    loans_left: Mapped[int | None] = mapped_column(Integer)
    no_mail: Mapped[bool] = mapped_column(Boolean, default=False)
    returned_mail: Mapped[str] = mapped_column(String(64), default="")
    seen_on: Mapped[date] = mapped_column(Date, default=lambda: clock.now().date())
    registration: Mapped[str | None] = mapped_column(String(36), index=True)
    guardian: Mapped[str] = mapped_column(String(120), default="")
    completed_at: Mapped[datetime | None] = mapped_column(Instant)


class ImportRun(Base):
    """One file of the library's own system that came in, so that its age can be shown.

    ``kind``: holds, status, loans, patrons, items. No branch: it was about all of them.
    """

    __tablename__ = "import_run"
    __table_args__ = (Index("ix_import_run_kind_at", "kind", "at"),)

    id: Mapped[int] = mapped_column(BigNumber, primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    branch_id: Mapped[int | None] = mapped_column(ForeignKey("branch.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    rows: Mapped[int] = mapped_column(Integer)
    rejected: Mapped[int] = mapped_column(Integer)


class ShelfCheck(Base):
    """Somebody looked at the hold shelf after a pick-up day: what waits there still waits.

    Before, or without a newer file of loans, nothing there is reminded of, expires or is sought.
    """

    __tablename__ = "shelf_check"
    __table_args__ = (UniqueConstraint("branch_id", "day"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    day: Mapped[date] = mapped_column(Date)
    at: Mapped[datetime] = mapped_column(Instant)
    by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
