"""What a file says, once understood: bibliographic records and the copies they have."""

from dataclasses import dataclass, field
from datetime import date

#: What a document is. Mappings translate the item types of a library into these.
KINDS = (
    "book",
    "large_print",
    "comic",
    "manga",
    "album",
    "magazine",
    "score",
    "audiobook",
    "cd",
    "vinyl",
    "dvd",
    "game",
    "map",
    "thesis",
    "microform",
    "online",
    "other",
)


@dataclass(frozen=True)
class Copy:
    """One physical thing, as the file describes it; ``branch`` and ``location`` are codes."""

    place: str
    barcode: str
    call_number: str
    branch: str
    location: str
    scheme: str = ""
    kind: str = "book"
    volume: str = ""
    parts: int = 1
    parts_note: str = ""
    status: str = "available"
    due_on: date | None = None


@dataclass(frozen=True)
class Record:
    """One title with its copies. ``record`` is its number in the catalogue it is from."""

    record: str
    title: str
    author: str = ""
    publisher: str = ""
    year: str = ""
    format: str = ""
    pages: int | None = None
    isbns: tuple[str, ...] = ()
    copies: tuple[Copy, ...] = field(default=())
