"""A small library whose patrons ask for things, and files of what they asked."""

from pathlib import Path

from sqlalchemy import select

from rayon.catalogue.models import Branch, Item, Location, Patron, Title, TitleIsbn
from rayon.database import reading, writing
from rayon.holds.models import Hold

AMINA, GEORGE = "24242000000011", "24242000000029"


def open_library() -> None:
    """Two branches; Candide in two copies, a manga in two volumes, a film; Amina and George."""
    with writing() as session:
        canal = Branch(code="CANAL", name="Médiathèque du Canal", settings={})
        annexe = Branch(code="ANX", name="Annexe", settings={})
        session.add_all([canal, annexe])
        session.flush()
        shelf = Location(branch_id=canal.id, code="ROM", name="Romans", scheme="fr")
        titles = [
            Title(source="koha", record=record, title=title)
            for record, title in (("11", "Candide"), ("12", "Neko café"), ("13", "La cantine"))
        ]
        session.add_all([shelf, *titles])
        session.flush()
        candide, manga, film = (title.id for title in titles)
        session.add(TitleIsbn(title_id=candide, isbn="9782070368228"))
        for barcode, title, volume in (
            ("30001", candide, ""),
            ("30002", candide, ""),
            ("30011", manga, "1"),
            ("30012", manga, "2"),
            ("30021", film, ""),
        ):
            session.add(
                Item(
                    barcode=barcode,
                    title_id=title,
                    branch_id=canal.id,
                    location_id=shelf.id,
                    place_branch_id=canal.id,
                    call_number="R",
                    sort_key="R",
                    key_version=1,
                    volume=volume,
                )
            )
        session.add_all([Patron(card=AMINA, first_name="Amina"), Patron(card=GEORGE)])


def holds() -> list[Hold]:
    """Every hold, in the order of its reference."""
    with reading() as session:
        found = list(session.scalars(select(Hold).order_by(Hold.asked_at, Hold.reference)))
        session.expunge_all()
    return found


def barcode_of(item_id: int | None) -> str:
    """The label of a copy."""
    with reading() as session:
        return session.get_one(Item, item_id).barcode


def record_of(title_id: int | None) -> str:
    """The record number of a title."""
    with reading() as session:
        return session.get_one(Title, title_id).record


def holds_file(folder: Path, header: str, *lines: str) -> Path:
    """A CSV file of holds."""
    path = folder / "holds.csv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path
