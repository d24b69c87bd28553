"""Who this server is: the store its own actions come from, and the epoch phones compare."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import select, update

from rayon import clock
from rayon.database import reading, table_of, writing
from rayon.prepared import Prepared
from rayon.sync.models import Installation

#: That somebody saw to notices is written down this often.
NOTED_EVERY = timedelta(minutes=1)
HOME = Prepared(lambda _among: select(table_of(Installation)))


def introduce() -> None:
    """Give a new database its identity; one that has it keeps it. From now on notices are due."""
    with writing() as session:
        if (home := session.get(Installation, 1)) is None:
            store, epoch = str(uuid.uuid4()), str(uuid.uuid4())
            # From 1, because a phone with cursor 0 has seen nothing at all.
            home = Installation(id=1, store=store, epoch=epoch, last_change=1)
            session.add(home)
        home.notices_at = home.notices_at or clock.now()


def note_notices(now: datetime) -> None:
    """Notices were seen to: for whoever asks whether anybody does."""
    with reading() as session:
        last = session.get_one(Installation, 1).notices_at
    # A clock that went back is no reason to write nothing down.
    if last is None or not timedelta() <= now - last < NOTED_EVERY:
        with writing() as session:
            session.execute(update(Installation).values(notices_at=now))
