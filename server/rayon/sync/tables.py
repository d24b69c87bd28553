"""The tables that actions read and write, by the short names that handlers use."""

from sqlalchemy import Table

from rayon.catalogue.models import Item, ShelfCheck
from rayon.database import table_of
from rayon.holds.models import Hold
from rayon.ils.models import IlsTask
from rayon.picking.models import Pick, Walk
from rayon.sync.models import Trouble

#: In the order in which rows are locked and written, so that two batches never wait in a ring.
TABLES: dict[str, Table] = {
    "walk": table_of(Walk),
    "hold": table_of(Hold),
    "pick": table_of(Pick),
    "item": table_of(Item),
    "trouble": table_of(Trouble),
    "ils_task": table_of(IlsTask),
    "shelf_check": table_of(ShelfCheck),
}
