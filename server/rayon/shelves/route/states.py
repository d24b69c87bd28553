"""What matters of half a walk at the junctions that are still open.

A state has one number per open junction: 0 for a junction that the half walk does not touch,
else twice the number of the connected piece that touches it, and one more where an odd number
of its ways end there. Pieces are numbered from 1 as they appear, so that equal means equal.

States are kept once and known by a number of their own, and so are their sums: the same few
come back at each aisle, and a number is quicker to look up than a tuple.
"""

State = tuple[int, ...]
Places = tuple[int, ...]

#: More states than fit into memory; a sum is kept under ``left * MANY + right``.
MANY = 1 << 32
#: Two halves that can never become one walk.
DEAD = -1


class States:
    """All states seen so far, and the sums made of them. ``pieces``: how many each has."""

    def __init__(self) -> None:
        self.known: list[State] = []
        self.pieces: list[int] = []
        self._numbers: dict[State, int] = {}
        self._rough: dict[State, int] = {}
        self._sums: dict[tuple[Places, Places, int, bool], dict[int, int]] = {}

    def number(self, state: State) -> int:
        """Its number, the same each time."""
        found = self._numbers.get(state)
        if found is None:
            found = self._numbers[state] = len(self.known)
            self.known.append(state)
            self.pieces.append(len({label >> 1 for label in state if label}))
        return found

    def sums(self, places: tuple[Places, Places], size: int, closes: bool) -> dict[int, int]:
        """The sums known so far of halves whose junctions lie at these places of ``size``."""
        return self._sums.setdefault((*places, size, closes), {})

    def add(
        self, left: int, right: int, places: tuple[Places, Places], size: int, closes: bool
    ) -> int:
        """The number of the sum of two halves; ``closes``: nothing else meets the first place.

        A junction where an odd number of ways end is no part of any walk, nor is a piece from
        which no open junction leads on to the start.
        """
        labels = [0] * size
        for place, label in zip(places[0], self.known[left], strict=True):
            labels[place] = label
        state = self.known[right]
        if len(state) == 2:
            _bring_in_two(labels, places[1][0], places[1][1], state[0], state[1])
        else:
            _bring_in(labels, places[1], state)
        if closes:
            done = labels.pop(0)
            if done and (done & 1 or (done not in labels and done + 1 not in labels)):
                return DEAD
        rough = tuple(labels)
        found = self._rough.get(rough)
        if found is None:
            found = self._rough[rough] = self.number(_numbered(labels))
        return found


def _bring_in_two(labels: list[int], first: int, second: int, one: int, other: int) -> None:
    """The same as ``_bring_in`` for a single way: most sums are of this kind."""
    here, there = labels[first], labels[second]
    if one:
        here = here or 2 * len(labels) + 2
        labels[first] = here ^ (one & 1)
    if not other:
        return
    if not one or one >> 1 != other >> 1:
        labels[second] = (there or 2 * len(labels) + 4) ^ (other & 1)
        return
    piece, old = here & ~1, there & ~1
    labels[second] = (there or piece) ^ (other & 1)
    if old and old != piece:
        labels[:] = [piece + (each & 1) if each & ~1 == old else each for each in labels]


def _bring_in(labels: list[int], places: Places, state: State) -> None:
    """Add a state; its pieces melt into those that they touch."""
    became: dict[int, int] = {}
    # Numbers of the two sides must not meet before they melt.
    fresh = 2 * len(labels) + 2
    for place, label in zip(places, state, strict=True):
        if not label:
            continue
        here, odd = labels[place], label & 1
        piece = became.get(label - odd)
        if piece is None:
            if not here:
                here = fresh
                fresh += 2
            became[label - odd] = here & ~1
            labels[place] = here ^ odd
        elif not here:
            labels[place] = piece + odd
        elif here & ~1 == piece:
            labels[place] = here ^ odd
        else:
            labels[place] = here ^ odd
            old = here & ~1
            labels[:] = [piece + (each & 1) if each & ~1 == old else each for each in labels]
            for key, value in became.items():
                if value == old:
                    became[key] = piece


def _numbered(labels: list[int]) -> State:
    """The same pieces, numbered as they appear."""
    numbers = {0: 0}
    size = 2
    for place, label in enumerate(labels):
        piece = label & ~1
        number = numbers.get(piece)
        if number is None:
            number = numbers[piece] = size
            size += 2
        labels[place] = number + (label & 1)
    return tuple(labels)
