"""Limits that a file goes past: the library's own system let it, so Rayon only says so."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from rayon.catalogue.branches import all_of
from rayon.catalogue.files.problems import Problem
from rayon.catalogue.kind_names import kind_name
from rayon.holds.asked import asked_by, kinds_of
from rayon.holds.limits import Asked, Limits, count, limits_of
from rayon.ils.matching import Matched


def warnings(session: Session, new: Sequence[Matched]) -> list[Problem]:
    """One line for each row that goes past a limit; it names the row and not the person."""
    connection = session.connection()
    asked = asked_by(connection, {one.payload["patron"] for one in new} - {None})
    titles = {one.payload["title"] for one in new if "title" in one.payload}
    kinds = kinds_of(connection, titles)
    limits = {branch.id: limits_of(branch.settings) for branch in all_of(session).values()}
    lines = []
    for one in (one for one in new if one.payload["patron"]):
        wish = one.payload
        have = asked[wish["patron"]]
        title, volume = wish.get("title"), wish.get("volume", "")
        kind = wish["kind"] or kinds.get((title, volume), "")
        number = (wish.get("selection") or {}).get("number", 1)
        have.append(Asked(title, volume, kind, number))
        if reason := _past(have, kind, limits[wish["pickup_branch"]]):
            lines.append(Problem(one.place, "card", reason))
    return lines


def _past(asked: list[Asked], kind: str, limits: Limits) -> str:
    if count(asked) > limits.in_all:
        return _(
            "The limit is %(limit)s documents and this patron has %(count)s, waiting ones "
            "included. Imported all the same.",
            limit=limits.in_all,
            count=count(asked),
        )
    limit = limits.per_kind.get(kind)
    if kind and limit is not None and count(asked, kind) > limit:
        return _(
            "The limit for this kind (%(kind)s) is %(limit)s and this patron has %(count)s. "
            "Imported all the same.",
            kind=kind_name(kind),
            limit=limit,
            count=count(asked, kind),
        )
    return ""
