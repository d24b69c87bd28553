"""How many copies stand in each section of the demo, and what they are."""

from rayon.demo import classics
from rayon.demo.discs import films, records
from rayon.demo.documents import Shelf, albums, comics, documentaries, manga, novels, reviews
from rayon.demo.english import english_children, english_fiction, english_subjects

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
