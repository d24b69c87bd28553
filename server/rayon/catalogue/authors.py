"""Authors as one says them, from the headings that catalogues file them under. Pure."""

import re

#: What stands between several authors of one heading.
BETWEEN = re.compile(r"\s*(?:;|\s/\s|\|)\s*")


def spoken(heading: str) -> str:
    """ "Balzac, Honoré de, 1799-1850" as one says it: Honoré de Balzac."""
    return ", ".join(filter(None, map(_one, BETWEEN.split(heading))))


def _one(heading: str) -> str:
    parts = [part.strip() for part in heading.split(",")]
    names = [part for part in parts if part and not any(sign.isdigit() for sign in part)]
    if len(names) != 2:
        return ", ".join(names)
    family, given = names
    elided = given.endswith(("d’", "d'"))
    return given + ("" if elided else " ") + family
