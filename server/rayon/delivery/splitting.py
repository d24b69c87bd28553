"""How documents are shared out when one parcel would be too heavy. Pure.

Fewest parcels first, and among those the one whose heaviest parcel is the lightest. The search is
exact for what one patron may ask for; beyond ``MOST_TRIES`` the best found so far stands.
"""

from collections.abc import Sequence

#: Ways of putting one more document somewhere; eight documents need a few hundred.
MOST_TRIES = 200_000


def split(grams: Sequence[int], limit: int) -> list[list[int]]:
    """The positions of the documents in each parcel, the first document's parcel first.

    A document that is too heavy by itself rides alone.
    """
    alone = [[one] for one, weight in enumerate(grams) if weight > limit]
    shared = [one for one, weight in enumerate(grams) if weight <= limit]
    heaviest_first = sorted(shared, key=lambda one: (-grams[one], one))
    parcels = _Search([grams[one] for one in heaviest_first], limit).best() if shared else []
    named = [[heaviest_first[place] for place in parcel] for parcel in parcels]
    return sorted(sorted(parcel) for parcel in (*alone, *named))


class _Search:
    """All ways to share out, heaviest document first, given up as soon as they cannot be better."""

    def __init__(self, grams: list[int], limit: int) -> None:
        self.grams, self.limit = grams, limit
        self.tries = 0
        self.found: list[list[int]] = []
        self.heaviest = 0
        #: No sharing out can be better than this.
        self.ideal = 0

    def best(self) -> list[list[int]]:
        fewest = max(1, -(-sum(self.grams) // self.limit))
        for count in range(fewest, len(self.grams) + 1):
            self.heaviest = self.limit + 1
            self.ideal = max(self.grams[0], -(-sum(self.grams) // count))
            self._place(0, [[] for _ in range(count)], [0] * count)
            if self.found:
                return self.found
        return [[place] for place in range(len(self.grams))]

    def _place(self, place: int, parcels: list[list[int]], loads: list[int]) -> None:
        if place == len(self.grams):
            self.found = [list(parcel) for parcel in parcels if parcel]
            self.heaviest = max(loads)
            return
        tried: set[int] = set()
        for number, load in enumerate(loads):
            grown = load + self.grams[place]
            if load in tried or grown >= self.heaviest or self._is_over():
                continue
            # Two parcels of one weight are alike: the second would repeat what was tried.
            tried.add(load)
            self.tries += 1
            parcels[number].append(place)
            loads[number] = grown
            self._place(place + 1, parcels, loads)
            loads[number] = load
            parcels[number].pop()

    def _is_over(self) -> bool:
        is_ideal = bool(self.found) and self.heaviest <= self.ideal
        return is_ideal or (self.tries > MOST_TRIES and bool(self.found))
