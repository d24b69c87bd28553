"""What stands on the demo's shelves: one generator per section, each a stream of documents."""

import itertools
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from rayon.demo import words


@dataclass(frozen=True)
class Document:
    """A title and the copies it has in one section: (call number, volume) each."""

    title: str
    author: str
    copies: tuple[tuple[str, str], ...]
    kind: str = "book"
    parts: int = 1
    parts_note: str = ""
    format: str = ""

    @property
    def has_isbn(self) -> bool:
        """Discs and reviews have none."""
        return self.kind not in ("dvd", "cd", "magazine")


Shelf = Callable[[Random], Iterator[Document]]


def letters(text: str, count: int = 3) -> str:
    """The letters of an author or a title on a label, without accents: ``Le Goff`` -> ``LEG``."""
    spelt = text.casefold().replace("œ", "oe")
    plain = unicodedata.normalize("NFKD", spelt)
    return "".join(c for c in plain if c.isascii() and c.isalpha())[:count].upper()


def without_article(title: str) -> str:
    """``L’île mystérieuse`` -> ``île mystérieuse``."""
    for article in ("Le ", "La ", "Les ", "L’", "Un ", "Une ", "The ", "A "):
        if title.startswith(article):
            return title[len(article) :]
    return title


def novels(prefix: str, kind: str = "book", known: Sequence[tuple[str, ...]] = ()) -> Shelf:
    """Novels under ``R CAM`` or, with the letters of the title, ``R CAM ETR``."""

    def shelf(chance: Random) -> Iterator[Document]:
        known_pairs = [(author, title) for author, *titles in known for title in titles]
        for author, title in itertools.chain(known_pairs, _invented(chance, prefix)):
            call_number = f"{prefix} {letters(author)}"
            if chance.random() < 0.3:
                call_number += f" {letters(without_article(title))}"
            yield Document(
                title, author, some_copies(chance, call_number), kind, format=some_pages(chance)
            )

    return shelf


def documentaries(prefix: str) -> Shelf:
    """Documentaries under ``635 FAB``, ``843.914 CAM ETR``, or ``J 590 LEP`` for children."""

    def shelf(chance: Random) -> Iterator[Document]:
        while True:
            indice, subject = chance.choice(words.SUBJECTS)
            author = an_author(chance)
            title = chance.choice(words.APPROACHES).format(subject)
            title = title[0].upper() + title[1:]
            if prefix:
                indice = indice.split(".")[0]
            parts = [prefix, indice, letters(author)]
            if chance.random() < 0.2:
                parts.append(letters(without_article(title)))
            call_number = " ".join(filter(None, parts))
            yield Document(
                title, author, some_copies(chance, call_number), format=some_pages(chance)
            )

    return shelf


def albums(chance: Random) -> Iterator[Document]:
    """Picture books under ``A BRU``."""
    while True:
        title = f"{chance.choice(words.ANIMALS)} {chance.choice(words.MOODS)}"
        author = an_author(chance)
        copies = some_copies(chance, f"A {letters(author)}")
        yield Document(title, author, copies, "album", format="32 p.")


def comics(chance: Random) -> Iterator[Document]:
    """Comics, each tome a title of its own, under ``BD PEY 12``."""
    for tome in itertools.count(1):
        for series, author in words.COMICS:
            title = f"{series}. {tome}, {_subtitle(series, tome)}"
            copies = some_copies(chance, f"BD {letters(author)} {tome}")
            yield Document(title, author, copies, "comic", format="48 p.")


def manga(chance: Random) -> Iterator[Document]:
    """Manga, one title with many volumes, under ``M KUR T.3``."""
    for part in itertools.count(1):
        for series, author in words.MANGA:
            name = series if part == 1 else f"{series}, saison {part}"
            tomes = range(1, chance.randint(4, 12))
            copies = tuple((f"M {letters(author)} T.{tome}", str(tome)) for tome in tomes)
            yield Document(name, author, copies, "manga", format="192 p.")


def reviews(chance: Random) -> Iterator[Document]:
    """Reviews, one title with many issues, under ``P JARD no 212``."""
    for name in words.MAGAZINES:
        first = chance.randint(90, 400)
        numbers = range(first, first + 10)
        copies = tuple(
            (f"P {letters(without_article(name), 4)} no {n}", f"no {n}") for n in numbers
        )
        yield Document(name, "", copies, "magazine")


def some_copies(chance: Random, call_number: str) -> tuple[tuple[str, str], ...]:
    """Mostly one copy; what everybody reads has two or three."""
    return ((call_number, ""),) * chance.choices((1, 2, 3), (85, 12, 3))[0]


def _invented(chance: Random, prefix: str) -> Iterator[tuple[str, str]]:
    pairs = {
        "RP": (words.CRIMES, words.TOWNS),
        "P": (words.CRIMES, words.TOWNS),
        "SF": (words.WORLDS, words.PLANETS),
    }
    starts, ends = pairs.get(prefix, (words.THINGS, words.OF_WHAT))
    while True:
        yield an_author(chance), f"{chance.choice(starts)} {chance.choice(ends)}"


def an_author(chance: Random) -> str:
    """An invented one, family name first."""
    return f"{chance.choice(words.LAST_NAMES)}, {chance.choice(words.FIRST_NAMES)}"


def _subtitle(series: str, tome: int) -> str:
    """The same in every branch that has this tome."""
    chance = Random(f"{series} {tome}")  # noqa: S311
    return f"{chance.choice(words.THINGS)} {chance.choice(words.OF_WHAT)}"


def some_pages(chance: Random) -> str:
    """How thick a book is."""
    return f"{chance.randint(96, 640)} p."
