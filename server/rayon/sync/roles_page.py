"""The page that says who may do what, compared with what the code lets them do."""

import re
from collections.abc import Iterator

from flask import Flask

from rayon.sync.handlers import HANDLERS

#: An address ("GET /api/board") or an action, and who is let in.
Allowed = dict[str, frozenset[str]]


def allowed(app: Flask) -> Allowed:
    """Who may call each address, by "VERB /path"."""
    table = {}
    for rule in app.url_map.iter_rules():
        verbs = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        view = app.view_functions[rule.endpoint]
        who: tuple[str, ...] = getattr(view, "__rayon_allow__", ())
        table[f"{' '.join(verbs)} {rule.rule}"] = frozenset(who)
    return table


def allowed_actions() -> Allowed:
    """Who may do each action; what only the server does is left out."""
    return {name: handler.roles for name, handler in HANDLERS.items() if handler.roles}


def read_page(page: str) -> Allowed:
    """The tables of the page: first column in backticks, then a "yes" under each role."""
    table: Allowed = {}
    columns: list[str] = []
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|") or set(line) <= set("|-: "):
            continue
        name = re.fullmatch(r"`(.+)`", cells[0])
        if name is None:
            columns = cells[1:]
            continue
        marked = zip(columns, cells[1:], strict=False)
        table[name.group(1)] = frozenset(column for column, mark in marked if mark == "yes")
    return table


def differences(page: str, *tables: Allowed) -> list[str]:
    """What the page says otherwise than the code, one line each."""
    written = read_page(page)
    real = {name: who for table in tables for name, who in table.items()}
    return sorted(_differences(written, real))


def _differences(written: Allowed, real: Allowed) -> Iterator[str]:
    for name in written.keys() - real.keys():
        yield f"{name}: on the page, not in the code"
    for name in real.keys() - written.keys():
        yield f"{name}: in the code, not on the page"
    for name in real.keys() & written.keys():
        if real[name] != written[name]:
            page, code = ", ".join(sorted(written[name])), ", ".join(sorted(real[name]))
            yield f"{name}: the page says {page or 'nobody'}, the code says {code or 'nobody'}"
