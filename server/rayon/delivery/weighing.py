"""What each copy of a delivery weighs, as well as we know: reads what ``weight.py`` judges."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from rayon.catalogue.models import Item, Title, TitleIsbn
from rayon.delivery.models import Weighing
from rayon.delivery.weight import Described, Taught, Weight, taught_by, weigh

#: So many of the newest weighings teach; older scales may have been wrong.
MOST_LESSONS = 500


def weights_of(session: Session, item_ids: Collection[int]) -> dict[int, Weight]:
    """The best known weight of each copy."""
    query = (
        select(Item.id, Item.title_id, Item.kind, Title.pages, Title.format)
        .join(Title, Title.id == Item.title_id)
        .where(Item.id.in_(item_ids))
    )
    rows = session.execute(query).all()
    own = _own(session, item_ids)
    alike = _of_same_isbn(session, {row.title_id for row in rows})
    taught = _taught(session)
    return {
        row.id: weigh(
            Described(row.kind, row.pages, row.format),
            own.get(row.id),
            alike[row.title_id],
            taught,
        )
        for row in rows
    }


def _own(session: Session, item_ids: Collection[int]) -> dict[int, int]:
    """The newest weighing of each copy."""
    newest_last = select(Weighing.item_id, Weighing.grams).order_by(Weighing.at, Weighing.id)
    rows = session.execute(newest_last.where(Weighing.item_id.in_(item_ids)))
    return {row.item_id: row.grams for row in rows}


def _of_same_isbn(session: Session, titles: Collection[int]) -> defaultdict[int, list[int]]:
    """The newest weighing of each copy that bears an ISBN of these titles."""
    mine, theirs = TitleIsbn.__table__.alias("mine"), TitleIsbn.__table__.alias("theirs")
    rows = session.execute(
        select(mine.c.title_id, Weighing.item_id, Weighing.grams)
        .join_from(mine, theirs, mine.c.isbn == theirs.c.isbn)
        .join(Item, Item.title_id == theirs.c.title_id)
        .join(Weighing, Weighing.item_id == Item.id)
        .where(mine.c.title_id.in_(titles))
        .order_by(Weighing.at, Weighing.id)
    )
    newest = {(title, item): grams for title, item, grams in rows}
    found: defaultdict[int, list[int]] = defaultdict(list)
    for (title, _item), grams in newest.items():
        found[title].append(grams)
    return found


def _taught(session: Session) -> Taught:
    """By the newest weighing of each copy: one that was corrected teaches nothing any more."""
    newest_first = (Weighing.at.desc(), Weighing.id.desc())
    place = func.row_number().over(partition_by=Weighing.item_id, order_by=newest_first)
    known = select(Weighing.item_id, Weighing.grams, Weighing.at, place.label("place")).subquery()
    rows = session.execute(
        select(Item.kind, Title.pages, Title.format, known.c.grams)
        .join(Item, Item.id == known.c.item_id)
        .join(Title, Title.id == Item.title_id)
        .where(known.c.place == 1)
        .order_by(known.c.at.desc(), known.c.item_id)
        .limit(MOST_LESSONS)
    )
    return taught_by((Described(row.kind, row.pages, row.format), row.grams) for row in rows)
