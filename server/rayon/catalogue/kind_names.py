"""What each kind of document is called."""

from typing import Any

from flask_babel import lazy_gettext as _l

KIND_NAMES: dict[str, Any] = {
    "book": _l("Book"),
    "large_print": _l("Large-print book"),
    "comic": _l("Comic"),
    "manga": _l("Manga"),
    "album": _l("Picture book"),
    "magazine": _l("Magazine"),
    "score": _l("Score"),
    "audiobook": _l("Audiobook"),
    "cd": _l("CD"),
    "vinyl": _l("Vinyl record"),
    "dvd": _l("DVD"),
    "game": _l("Game"),
    "map": _l("Map"),
    "thesis": _l("Thesis"),
    "microform": _l("Microform"),
    "online": _l("Online document"),
    "other": _l("Other document"),
}


def kind_name(kind: str) -> str:
    """The name of a kind in the asker's language; a kind of the library's own as it stands."""
    return str(KIND_NAMES.get(kind, kind))
