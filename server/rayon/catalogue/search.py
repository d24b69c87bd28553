"""Find titles by words, author, barcode or ISBN, as somebody says them on the telephone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from rayon.catalogue.files.text import isbn13
from rayon.catalogue.models import Item, Title, TitleIsbn, TitleWord
from rayon.catalogue.search_keys import Query, read_query, whole_title, words_of_title
from rayon.database import table_of

WORD, TITLE, ITEM = table_of(TitleWord), table_of(Title), table_of(Item)
#: Titles looked at closely before the best are shown.
MOST_CANDIDATES = 300
#: A word is counted no further: beyond, it is just frequent.
FREQUENT = 2_000
#: Sorts after every sign that words are made of.
LAST_SIGN = "\x7f"
#: The first and the last word that fit.
Term = tuple[str, str]


@dataclass(frozen=True)
class Hit:
    """A title. ``volume`` and ``kind`` are those of the copy whose barcode was typed."""

    title_id: int
    volume: str | None = None
    kind: str | None = None


def find_titles(session: Session, text: str, limit: int) -> list[Hit]:
    """The titles that fit best, best first; at most ``limit``."""
    if numbered := _by_number(session, text):
        return numbered[:limit]
    query = read_query(text)
    if query is None:
        return []
    candidates = {*_by_whole_title(session, query), *_by_words(session, query)}
    return [Hit(title) for title in _ranked(session, query, candidates)[:limit]]


def _by_number(session: Session, text: str) -> list[Hit]:
    """The copy with this barcode, or the titles with this ISBN."""
    compact = "".join(text.split())
    copy = session.execute(
        select(ITEM.c.title_id, ITEM.c.volume, ITEM.c.kind)
        .where(ITEM.c.barcode.in_({compact, compact.upper()}))
        .limit(1)
    ).first()
    if copy:
        return [Hit(copy.title_id, copy.volume, copy.kind)]
    isbn = isbn13(compact)
    if not isbn:
        return []
    titles = select(TitleIsbn.title_id).where(TitleIsbn.isbn == isbn).order_by(TitleIsbn.title_id)
    return [Hit(title) for title in session.scalars(titles)]


def _by_whole_title(session: Session, query: Query) -> Sequence[int]:
    """Titles that begin as the query does, the shortest first, as the index has them."""
    found = _titles(_beginning(query.whole)).order_by(WORD.c.word, WORD.c.title_id)
    return session.scalars(found.limit(MOST_CANDIDATES // 2)).all()


def _by_words(session: Session, query: Query) -> Sequence[int]:
    """Titles with every word; the rarest word leads, so that few rows are read."""
    terms = [*((word, word) for word in query.words), _beginning(query.beginning)]
    rarest, *others = sorted(terms, key=lambda term: _count(session, term))
    found = _titles(rarest)
    for term in others:
        other = WORD.alias()
        same_title = other.c.title_id == WORD.c.title_id
        found = found.where(select(other).where(same_title, _fits(other, term)).exists())
    return session.scalars(found.distinct().limit(MOST_CANDIDATES)).all()


def _titles(term: Term) -> Select[int]:
    return select(WORD.c.title_id).where(_fits(WORD, term))


def _fits(words: Any, term: Term) -> ColumnElement[bool]:
    first, last = term
    if first == last:
        return words.c.word == first  # type: ignore[no-any-return]
    return words.c.word.between(first, last)  # type: ignore[no-any-return]


def _beginning(text: str) -> Term:
    return (text, text + LAST_SIGN)


def _count(session: Session, term: Term) -> int:
    some = _titles(term).limit(FREQUENT).subquery()
    return session.execute(select(func.count()).select_from(some)).scalar_one()


def _ranked(session: Session, query: Query, candidates: Iterable[int]) -> list[int]:
    """Nearest first: the very title, then titles that begin so, then words of the title."""
    ids = list(candidates)
    has_copies = set(session.scalars(select(ITEM.c.title_id).where(ITEM.c.title_id.in_(ids))))
    rows = session.execute(
        select(TITLE.c.id, TITLE.c.title, TITLE.c.author).where(TITLE.c.id.in_(ids))
    )
    ranks = {
        row.id: (row.id not in has_copies, *_distance(query, row.title, row.author), row.id)
        for row in rows
    }
    return sorted(ranks, key=lambda title: ranks[title])


def _distance(query: Query, title: str, author: str) -> tuple[int, int, bool, int]:
    """How far a title is from what was typed; smaller is nearer."""
    whole, wanted = whole_title(title), query.whole[1:]
    words = words_of_title(title, "")
    typed = {*query.words, query.beginning}
    likeness = 0 if whole == wanted else 1 if whole.startswith(wanted) else 2
    is_whole_word = query.beginning in words | words_of_title("", author)
    return (likeness, len(typed - words), not is_whole_word, len(words))
