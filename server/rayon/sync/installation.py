"""Who this server is: the store its own actions come from, and the epoch phones compare."""

import uuid

import structlog
from sqlalchemy import select, update

from rayon.database import table_of, writing
from rayon.prepared import Prepared
from rayon.sync.models import Installation

log = structlog.get_logger()

HOME = Prepared(lambda _among: select(table_of(Installation)))


def introduce() -> None:
    """Give a new database its identity; one that has it keeps it."""
    with writing() as session:
        if session.get(Installation, 1) is None:
            store, epoch = str(uuid.uuid4()), str(uuid.uuid4())
            # From 1, because a phone with cursor 0 has seen nothing at all.
            session.add(Installation(id=1, store=store, epoch=epoch, last_change=1))


def begin_anew(epoch: str) -> None:
    """The database went back: from now on phones send again what they kept.

    Once for each ``epoch``, whoever notices first.
    """
    with writing() as session:
        anew = update(Installation).values(epoch=str(uuid.uuid4()))
        session.execute(anew.where(Installation.epoch == epoch))
    log.error("the database is older than what phones have seen: run rayon after-restore")
