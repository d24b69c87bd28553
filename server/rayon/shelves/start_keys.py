"""What bays begin with is kept as a key; it follows the rules by which its location is ordered."""

from sqlalchemy import bindparam, select, update

from rayon.catalogue.keys import policy_of, shelf_key
from rayon.catalogue.models import Location
from rayon.database import reading, table_of, writing
from rayon.shelves.models import BayStart

START = table_of(BayStart)


def renew_start_keys(location_id: int) -> int:
    """Make those keys again that another scheme, policy or version of Rayon made; how many."""
    location = table_of(Location).c
    starts = select(START.c.id, START.c.call_number, START.c.sort_key)
    with reading() as session:
        rows = session.execute(starts.where(START.c.location_id == location_id)).all()
        order = session.execute(
            select(location.scheme, location.policy).where(location.id == location_id)
        ).one()
    policy = policy_of(order.policy)
    made = [(row, shelf_key(order.scheme, policy, row.call_number)) for row in rows]
    old = [{"start": row.id, "key": key} for row, key in made if key != row.sort_key]
    if old:
        with writing() as session:
            renewed = update(START).where(START.c.id == bindparam("start"))
            session.connection().execute(renewed.values(sort_key=bindparam("key")), old)
    return len(old)
