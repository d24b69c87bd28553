"""What stands on the demo's shelves: one generator per section, each a stream of documents."""

import itertools
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from rayon.demo import classics, words


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
            yield Document(title, author, _copies(chance, call_number), kind, format=_pages(chance))

    return shelf


def documentaries(prefix: str) -> Shelf:
    """Documentaries under ``635 FAB``, ``843.914 CAM ETR``, or ``J 590 LEP`` for children."""

    def shelf(chance: Random) -> Iterator[Document]:
        while True:
            indice, subject = chance.choice(words.SUBJECTS)
            author = _author(chance)
            title = chance.choice(words.APPROACHES).format(subject)
            title = title[0].upper() + title[1:]
            if prefix:
                indice = indice.split(".")[0]
            parts = [prefix, indice, letters(author)]
            if chance.random() < 0.2:
                parts.append(letters(without_article(title)))
            call_number = " ".join(filter(None, parts))
            yield Document(title, author, _copies(chance, call_number), format=_pages(chance))

    return shelf


def albums(chance: Random) -> Iterator[Document]:
    """Picture books under ``A BRU``."""
    while True:
        title = f"Le {chance.choice(words.ANIMALS)} {chance.choice(words.MOODS)}"
        author = _author(chance)
        copies = _copies(chance, f"A {letters(author)}")
        yield Document(title, author, copies, "album", format="32 p.")


def comics(chance: Random) -> Iterator[Document]:
    """Comics, each tome a title of its own, under ``BD PEY 12``."""
    for tome in itertools.count(1):
        for series, author in words.COMICS:
            title = f"{series}. {tome}, {_subtitle(series, tome)}"
            copies = _copies(chance, f"BD {letters(author)} {tome}")
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


def films(chance: Random) -> Iterator[Document]:
    """Films under ``DVD F QUA``, animation under ``DVD A``, others under ``DVD D 590 PLA``."""
    for year in itertools.count(2):
        for title in words.FILMS:
            name = title if year == 2 else f"{title} {year - 1}"
            run = chance.choice("FFFA")
            call_number = f"DVD {run} {letters(without_article(title))}"
            yield _disc(chance, name, call_number, "dvd")
        for title in words.FILM_SUBJECTS:
            indice = chance.choice(words.SUBJECTS)[0].split(".")[0]
            name = title if year == 2 else f"{title}, saison {year - 1}"
            yield _disc(chance, name, f"DVD D {indice} {letters(title)}", "dvd")


def records(chance: Random) -> Iterator[Document]:
    """Music under its PCDM class and a running number: ``2.8 PIN 40``."""
    for number in itertools.count(1):
        for pcdm, titles in words.MUSIC:
            artist = _author(chance)
            title = chance.choice(titles)
            call_number = f"{pcdm} {letters(artist)} {number}"
            yield _disc(chance, title, call_number, "cd", artist)


def english_fiction(chance: Random) -> Iterator[Document]:
    """Novels under ``FIC AUS``."""
    known = [(author, title) for author, *titles in classics.ENGLISH for title in titles]
    for author, title in itertools.chain(known, _english(chance)):
        copies = _copies(chance, f"FIC {letters(author)}")
        yield Document(title, author, copies, format=_pages(chance))


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
            copies = _copies(chance, call_number)
            yield Document(title.format(subject), author, copies, format=_pages(chance))

    return shelf


def english_children(chance: Random) -> Iterator[Document]:
    """Children's books under ``J FIC JES``."""
    for author, title in _english(chance):
        yield Document(title, author, _copies(chance, f"J FIC {letters(author)}"), format="128 p.")


#: (branch, section) -> how many copies stand there, and what they are.
SHELVES: dict[tuple[str, str], tuple[int, Shelf]] = {
    ("CANAL", "ROM"): (190, novels("R", known=classics.FRENCH)),
    ("CANAL", "POL"): (90, novels("RP", known=classics.FRENCH_CRIME)),
    ("CANAL", "SF"): (60, novels("SF")),
    ("CANAL", "GC"): (40, novels("GC", "large_print", known=classics.FRENCH[:6])),
    ("CANAL", "BD"): (110, comics),
    ("CANAL", "MAN"): (90, manga),
    ("CANAL", "DOC"): (190, documentaries("")),
    ("CANAL", "JROM"): (70, novels("JR")),
    ("CANAL", "JALB"): (80, albums),
    ("CANAL", "JDOC"): (80, documentaries("J")),
    ("CANAL", "DVD"): (90, films),
    ("CANAL", "CD"): (90, records),
    ("CANAL", "PER"): (40, reviews),
    ("TILLEULS", "ROM"): (110, novels("R", known=classics.FRENCH)),
    ("TILLEULS", "POL"): (60, novels("P", known=classics.FRENCH_CRIME)),
    ("TILLEULS", "BD"): (70, comics),
    ("TILLEULS", "DOC"): (90, documentaries("")),
    ("TILLEULS", "JALB"): (60, albums),
    ("TILLEULS", "JDOC"): (50, documentaries("J")),
    ("ENGLISH", "FIC"): (140, english_fiction),
    ("ENGLISH", "NF"): (80, english_subjects("dewey")),
    ("ENGLISH", "LC"): (70, english_subjects("lc")),
    ("ENGLISH", "JUV"): (50, english_children),
}


def _copies(chance: Random, call_number: str) -> tuple[tuple[str, str], ...]:
    """Mostly one copy; what everybody reads has two or three."""
    return ((call_number, ""),) * chance.choices((1, 2, 3), (85, 12, 3))[0]


def _disc(chance: Random, title: str, call_number: str, kind: str, author: str = "") -> Document:
    discs = chance.choices((1, 2, 3), (70, 22, 8))[0]
    name = kind.upper()
    note = f"{discs} {name} + livret" if chance.random() < 0.4 else f"{discs} {name}"
    parts = discs + ("livret" in note)
    copies = ((call_number, ""),)
    return Document(title, author, copies, kind, parts, note if parts > 1 else "", note)


def _invented(chance: Random, prefix: str) -> Iterator[tuple[str, str]]:
    pairs = {
        "RP": (words.CRIMES, words.TOWNS),
        "P": (words.CRIMES, words.TOWNS),
        "SF": (words.WORLDS, words.PLANETS),
    }
    starts, ends = pairs.get(prefix, (words.THINGS, words.OF_WHAT))
    while True:
        yield _author(chance), f"{chance.choice(starts)} {chance.choice(ends)}"


def _english(chance: Random) -> Iterator[tuple[str, str]]:
    while True:
        title = f"{chance.choice(words.ENGLISH_THINGS)} {chance.choice(words.ENGLISH_OF_WHAT)}"
        yield _english_author(chance), title


def _author(chance: Random) -> str:
    return f"{chance.choice(words.LAST_NAMES)}, {chance.choice(words.FIRST_NAMES)}"


def _english_author(chance: Random) -> str:
    return f"{chance.choice(words.ENGLISH_LAST)}, {chance.choice(words.ENGLISH_FIRST)}"


def _subtitle(series: str, tome: int) -> str:
    """The same in every branch that has this tome."""
    chance = Random(f"{series} {tome}")  # noqa: S311
    return f"{chance.choice(words.THINGS)} {chance.choice(words.OF_WHAT)}"


def _pages(chance: Random) -> str:
    return f"{chance.randint(96, 640)} p."
