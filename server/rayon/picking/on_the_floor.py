"""Walks over a floor that has been surveyed: by the shortest way, not by the list. Pure."""

from collections.abc import Sequence

from rayon.picking.plan import Aim, Piece, cut, in_walking_order
from rayon.shelves.on_foot import OnFoot
from rayon.shelves.route.cutting import cut_walks
from rayon.shelves.route.rehearsal import rehearse
from rayon.shelves.route.shortest import shortest_walk

#: Planning happens once a morning; a person waits for the answer, not a machine.
THINKING_MS = 150.0


def walks_of(
    aims: Sequence[Aim], pickers: int, foot: OnFoot | None, turning: float = 0.0
) -> list[Piece]:
    """The walks of a morning, each in its order; ``turning``: metres a turn in an aisle must save.

    What nobody knows where to find comes at the end of the walk with the fewest documents, by
    location and shelf; so does what the picker chooses.
    """
    listed = in_walking_order(aims)
    spots = foot.spots(_copies(listed)) if foot else []
    if foot is None or not spots:
        return [Piece(aims) for aims in cut(listed, pickers)]
    rehearse()
    by_hold = {aim.hold["id"]: aim for aim in listed}
    walks = cut_walks(foot.walkways, spots, pickers, ms=THINKING_MS, turning=turning)
    pieces = [Piece([by_hold.pop(name) for name in walk.order], walk.metres) for walk in walks]
    min(pieces, key=lambda piece: len(piece.aims)).aims.extend(by_hold.values())
    return pieces


def _copies(aims: Sequence[Aim]) -> list[tuple[str, int]]:
    return [(aim.hold["id"], aim.item["id"]) for aim in aims if aim.item]


def one_walk(
    lines: Sequence[tuple[str, int | None]], foot: OnFoot, turning: float = 0.0
) -> tuple[list[str], float]:
    """Names of lines in walking order, and metres; ``lines``: name and copy, in shelf order."""
    spots = foot.spots((name, copy) for name, copy in lines if copy is not None)
    rehearse()
    walk = shortest_walk(foot.walkways, spots, ms=THINKING_MS, turning=turning)
    known = set(walk.order)
    return [*walk.order, *(name for name, _ in lines if name not in known)], walk.metres
