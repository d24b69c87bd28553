"""Writes docs/roles.md: who may call each address and do each action (`roles.py write`).

`roles.py check`, in `make lint`, fails when the page no longer says what the code does.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from rayon import create_app
from rayon.config import Settings
from rayon.staff.access import ROLES
from rayon.sync.handlers import HANDLERS

PAGE = Path(__file__).resolve().parent.parent / "docs/roles.md"
HEAD = """# Who may do what

Written by `make roles` from the code; `make lint` fails when it is out of date. Roles add up: one
person can have several, and has them per branch. *device*: an enrolled phone, whoever holds it.
*anyone*: no sign-in. Everybody who is not named is refused, and a route that names nobody keeps
the server from starting.
"""


def main(command: str) -> int:
    """Exit status: 0 when the page is right."""
    with tempfile.TemporaryDirectory() as folder:
        page = "\n".join(lines(create_app(Settings(data_dir=Path(folder), worker="off"))))
    if command == "write":
        PAGE.write_text(page)
    if PAGE.read_text() == page:
        return 0
    print(f"{PAGE.name} is out of date: run `make roles` and read what changed.")
    return 1


def lines(app: Flask) -> Iterator[str]:
    yield HEAD
    yield from table("Addresses", "address", addresses(app))
    yield ""
    yield from table("Actions", "action", actions())
    yield ""


def table(title: str, first: str, rows: list[tuple[str, frozenset[str]]]) -> Iterator[str]:
    columns = ("anyone", "device", *ROLES)
    yield f"## {title}"
    yield ""
    yield f"| {first} | {' | '.join(columns)} |"
    yield f"|---|{'---|' * len(columns)}"
    for name, allowed in rows:
        marks = ("yes" if column in allowed else "" for column in columns)
        yield f"| {name} | {' | '.join(marks)} |"


def addresses(app: Flask) -> list[tuple[str, frozenset[str]]]:
    """Every route with its verbs, and who its view lets in."""
    rows = []
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)):
        verbs = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        allowed = getattr(app.view_functions[rule.endpoint], "__rayon_allow__", ())
        rows.append((f"`{' '.join(verbs)} {rule.rule}`", frozenset(allowed)))
    return rows


def actions() -> list[tuple[str, frozenset[str]]]:
    """What people do, by name; what only the server does is left out."""
    return [(f"`{name}`", handler.roles) for name, handler in HANDLERS.items() if handler.roles]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
