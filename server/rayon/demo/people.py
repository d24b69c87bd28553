"""The staff of the demo, with PINs that anybody may know, and codes to enrol phones."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoPerson:
    """Somebody who signs in. ``roles``: role -> code of a branch, or "" for all of them."""

    name: str
    pin: str
    roles: dict[str, str]
    language: str = "fr"


_EVERYTHING = ("picker", "desk", "supervisor")

PEOPLE = (
    DemoPerson("Ada", "111111", {"picker": "CANAL"}),
    DemoPerson("Ben", "222222", {"picker": "CANAL"}, "en"),
    DemoPerson("Chloé", "333333", {"desk": "CANAL"}),
    DemoPerson("Sol", "444444", {"supervisor": "CANAL"}),
    DemoPerson("Max", "555555", {"admin": ""}),
    DemoPerson("Karim", "666666", {"courier": "CANAL"}),
    DemoPerson("Inès", "777777", {"cart": "CANAL", "picker": "CANAL"}),
    DemoPerson("Dominique", "888888", dict.fromkeys((*_EVERYTHING, "admin"), "TILLEULS")),
    DemoPerson("Olive", "999999", dict.fromkeys(_EVERYTHING, "ENGLISH"), "en"),
)

#: Code of a branch -> the reusable code that enrols a phone there.
CODES = {"CANAL": "CANAL-2468", "TILLEULS": "TILLEULS-2468", "ENGLISH": "ENGLISH-2468"}
USES = 1_000
