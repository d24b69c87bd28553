"""How much one patron may ask for. Pure: counts what is asked for and what waits."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rayon.catalogue.settings import BranchSettings


@dataclass(frozen=True)
class Limits:
    """Documents one patron may ask for: in all, and of some kinds."""

    in_all: int
    per_kind: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """One hold that is not closed; ``number`` documents, more than one for a selection."""

    title_id: int | None
    volume: str
    kind: str
    number: int = 1


@dataclass(frozen=True)
class OverLimit:
    """Why no more may be asked for: the code of a sentence, and what fills its blanks."""

    code: str
    facts: dict[str, Any] = field(default_factory=dict)


def limits_of(settings: BranchSettings) -> Limits:
    """The limits of a pick-up branch."""
    return Limits(settings.holds_per_patron, settings.holds_per_kind)


def count(asked: Sequence[Asked], kind: str = "") -> int:
    """Documents asked for and not handed over yet: of one kind, or in all."""
    return sum(one.number for one in asked if not kind or one.kind == kind)


def over_limit(
    asked: Sequence[Asked],
    wanted: Asked,
    limits: Limits,
    blocked_until: date | None,
    today: date,
) -> OverLimit | None:
    """The first reason why this patron may not ask for this too; None when nothing is against it.

    ``blocked_until`` is the last day on which the patron is blocked.
    """
    if blocked_until and today <= blocked_until:
        return OverLimit("patron_blocked", {"until": blocked_until.isoformat()})
    if wanted.title_id and any(_same(one, wanted) for one in asked):
        return OverLimit("asked_before")
    have = count(asked)
    if have + wanted.number > limits.in_all:
        return OverLimit("limit_reached", {"waiting": have, "limit": limits.in_all})
    limit = limits.per_kind.get(wanted.kind)
    of_kind = count(asked, wanted.kind)
    if wanted.kind and limit is not None and of_kind + wanted.number > limit:
        facts = {"kind": wanted.kind, "waiting": of_kind, "limit": limit}
        return OverLimit("kind_limit_reached", facts)
    return None


def _same(one: Asked, other: Asked) -> bool:
    return (one.title_id, one.volume) == (other.title_id, other.volume)
