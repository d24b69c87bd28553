"""Keep the words of titles in step with the titles."""

from collections.abc import Callable, Collection

from sqlalchemy import Connection, delete, func, insert, select, update

from rayon.catalogue.models import Title, TitleWord
from rayon.catalogue.search_keys import WORDS_VERSION, words_of_title
from rayon.database import reading, table_of, writing

BATCH = 1_000
TITLE, WORD = table_of(Title), table_of(TitleWord)


def index_titles(connection: Connection, title_ids: Collection[int]) -> None:
    """Make the words of these titles again; at most ``BATCH`` of them at once."""
    if not title_ids:
        return
    rows = connection.execute(
        select(TITLE.c.id, TITLE.c.title, TITLE.c.author).where(TITLE.c.id.in_(title_ids))
    )
    # In the order of the index: neighbours are written together.
    found = sorted((word, row.id) for row in rows for word in words_of_title(row.title, row.author))
    words = [{"word": word, "title_id": title} for word, title in found]
    connection.execute(delete(WORD).where(WORD.c.title_id.in_(title_ids)))
    if words:
        connection.execute(insert(WORD), words)
    connection.execute(
        update(TITLE).where(TITLE.c.id.in_(title_ids)).values(words_version=WORDS_VERSION)
    )


def reindex(*, every: bool = False, tick: Callable[[int], None] = lambda _count: None) -> int:
    """Make the words of new and changed titles, or (``every``) of all; how many titles.

    A batch is one short transaction: phones sync in between, and a second run goes on.
    """
    done, last = 0, 0
    while ids := _next(last, every=every):
        with writing() as session:
            index_titles(session.connection(), ids)
        done, last = done + len(ids), ids[-1]
        tick(len(ids))
    return done


def to_index(*, every: bool = False) -> int:
    """How many titles ``reindex`` will look at."""
    query = select(func.count(TITLE.c.id))
    if not every:
        query = query.where(TITLE.c.words_version != WORDS_VERSION)
    with reading() as session:
        return session.execute(query).scalar_one()


def _next(after: int, *, every: bool) -> list[int]:
    query = select(TITLE.c.id).where(TITLE.c.id > after).order_by(TITLE.c.id).limit(BATCH)
    if not every:
        query = query.where(TITLE.c.words_version != WORDS_VERSION)
    with reading() as session:
        return list(session.execute(query).scalars())
