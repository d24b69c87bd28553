"""What stands in The English Library."""

import itertools
from collections.abc import Iterator
from random import Random

from rayon.demo import classics, words
from rayon.demo.documents import Document, Shelf, letters, some_copies, some_pages


def english_fiction(chance: Random) -> Iterator[Document]:
    """Novels under ``FIC AUS``."""
    known = [(author, title) for author, *titles in classics.ENGLISH for title in titles]
    for author, title in itertools.chain(known, _english(chance)):
        copies = some_copies(chance, f"FIC {letters(author)}")
        yield Document(title, author, copies, format=some_pages(chance))


def english_subjects(scheme: str) -> Shelf:
    """Non-fiction under Dewey (``641.5 CAR``) or LC (``TX714 .C37 2014``)."""

    def shelf(chance: Random) -> Iterator[Document]:
        while True:
            dewey, lc, subject = chance.choice(words.ENGLISH_SUBJECTS)
            author = _english_author(chance)
            cutter = f".{author[0]}{chance.randint(11, 98)}"
            call_number = f"{dewey} {letters(author)}"
            if scheme == "lc":
                call_number = f"{lc} {cutter} {chance.randint(1975, 2024)}"
            title = chance.choice(("{}: A Very Brief Guide", "Understanding {}", "The Story of {}"))
            copies = some_copies(chance, call_number)
            yield Document(title.format(subject), author, copies, format=some_pages(chance))

    return shelf


def english_children(chance: Random) -> Iterator[Document]:
    """Children's books under ``J FIC JES``."""
    for author, title in _english(chance):
        yield Document(
            title, author, some_copies(chance, f"J FIC {letters(author)}"), format="128 p."
        )


def _english(chance: Random) -> Iterator[tuple[str, str]]:
    while True:
        title = f"{chance.choice(words.ENGLISH_THINGS)} {chance.choice(words.ENGLISH_OF_WHAT)}"
        yield _english_author(chance), title


def _english_author(chance: Random) -> str:
    return f"{chance.choice(words.ENGLISH_LAST)}, {chance.choice(words.ENGLISH_FIRST)}"
