"""Films and music of the demo, in one or several discs, with or without a booklet."""

import itertools
from collections.abc import Iterator
from random import Random

from rayon.demo import words
from rayon.demo.documents import Document, an_author, letters, without_article


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
            artist = an_author(chance)
            title = chance.choice(titles)
            call_number = f"{pcdm} {letters(artist)} {number}"
            yield _disc(chance, title, call_number, "cd", artist)


def _disc(chance: Random, title: str, call_number: str, kind: str, author: str = "") -> Document:
    discs = chance.choices((1, 2, 3), (70, 22, 8))[0]
    name = kind.upper()
    note = f"{discs} {name} + livret" if chance.random() < 0.4 else f"{discs} {name}"
    parts = discs + ("livret" in note)
    copies = ((call_number, ""),)
    return Document(title, author, copies, kind, parts, note if parts > 1 else "", note)
