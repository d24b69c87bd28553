"""How many parts a copy has, when a person says so."""

from sqlalchemy import update

from rayon.catalogue.models import Item
from rayon.database import table_of, writing

ITEM = table_of(Item)


def count_by_hand(barcode: str, parts: int, note: str = "") -> bool:
    """Write a number of parts that imports will not change; False when no copy has the barcode."""
    counted = (
        update(ITEM)
        .where(ITEM.c.barcode == barcode)
        .values(parts=parts, parts_note=note[:120], parts_typed=True, version=ITEM.c.version + 1)
        .returning(ITEM.c.id)
    )
    with writing() as session:
        return session.execute(counted).one_or_none() is not None
