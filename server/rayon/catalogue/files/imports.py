"""Imports as rows: what each one is doing, how far it is, what it found. One works at a time."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import JSON, Integer, String, Text, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from rayon import clock
from rayon.catalogue.files.problems import FileRefused
from rayon.database import Base, BigNumber, Instant, reading, table_of, writing

#: While an import is in one of these states, somebody has to work on it.
AT_WORK = ("checking", "applying", "dropping")
#: While it is in one of these, a person has to decide.
WAITING = ("uploaded", "checked", "refused", "stopped")


class CatalogueImport(Base):
    """One file on its way into the catalogue.

    ``state``: uploaded, checking, checked or refused, applying, done; stopped when an apply needs
    a person; dropping when it is thrown away. ``phase`` is the part of the work, ``cursor`` the
    last key it is through with, ``done`` of ``total`` what the bar shows. ``told``: mapping and
    choices; ``found``: what the check saw; ``counted``: rows new, changed and the same.
    ``tries``: processes that began the work and were not heard of again.
    """

    __tablename__ = "catalogue_import"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    state: Mapped[str] = mapped_column(String(10), index=True)
    file_name: Mapped[str] = mapped_column(String(200))
    path: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(BigNumber)
    language: Mapped[str] = mapped_column(String(8))
    told: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    phase: Mapped[str] = mapped_column(String(10), default="")
    cursor: Mapped[str] = mapped_column(String(60), default="")
    done: Mapped[int] = mapped_column(BigNumber, default=0)
    total: Mapped[int] = mapped_column(BigNumber, default=0)
    found: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    counted: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    why: Mapped[str] = mapped_column(Text, default="")
    tries: Mapped[int] = mapped_column(Integer, default=0)
    created_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)


IMPORT = table_of(CatalogueImport)


def note(session: Session, run: str, **values: Any) -> None:
    """Write down how far an import is, in the caller's transaction."""
    session.execute(
        update(IMPORT).where(IMPORT.c.id == run).values(changed_at=clock.now(), **values)
    )


def note_now(run: str, **values: Any) -> None:
    """The same, in a transaction of its own."""
    with writing() as session:
        note(session, run, **values)


def the_import(run: str) -> CatalogueImport:
    """One import, as a value. Raises FileRefused when it is not there any more."""
    with reading() as session:
        found = session.get(CatalogueImport, run)
        if found is None:
            raise FileRefused(_("This import is not there any more. Choose the file again."))
        session.expunge(found)
    return found


def imports_in(*states: str) -> list[CatalogueImport]:
    """All imports in these states, oldest first."""
    with reading() as session:
        query = select(CatalogueImport).where(CatalogueImport.state.in_(states))
        found = list(session.scalars(query.order_by(CatalogueImport.created_at)))
        session.expunge_all()
    return found
