"""Sharing out too heavy a parcel, beside every way of sharing out there is."""

import random
from collections.abc import Iterator

from rayon.delivery.splitting import split


def every_way(grams: list[int], limit: int) -> Iterator[list[int]]:
    """The weights of the parcels, for each way of putting documents together."""

    def place(one: int, loads: list[int]) -> Iterator[list[int]]:
        if one == len(grams):
            yield loads
            return
        for number, load in enumerate(loads):
            if load + grams[one] <= limit:
                yield from place(
                    one + 1, [*loads[:number], load + grams[one], *loads[number + 1 :]]
                )
        yield from place(one + 1, [*loads, grams[one]])

    return place(0, [])


def test_a_thousand_parcels_are_shared_out_as_well_as_can_be():
    chance = random.Random(7)
    for case in range(1000):
        grams = [chance.randint(80, 1600) for _ in range(chance.randint(1, 8))]
        parcels = split(grams, 2000)
        best = min((len(loads), max(loads)) for loads in every_way(grams, 2000))
        loads = [sum(grams[one] for one in parcel) for parcel in parcels]
        assert (len(parcels), max(loads)) == best, f"case {case}: {grams}"
        assert sorted(one for parcel in parcels for one in parcel) == list(range(len(grams)))


def test_one_parcel_stays_one():
    assert split([400, 300, 200], 2000) == [[0, 1, 2]]
    assert split([], 2000) == []


def test_two_kilograms_and_a_gram_are_two_parcels_of_equal_weight():
    assert split([1000, 1001], 2000) == [[0], [1]]
    assert split([500, 500, 501, 500], 2000) == [[0, 2], [1, 3]]


def test_an_atlas_of_three_kilograms_rides_alone():
    assert split([3000, 400, 500], 2000) == [[0], [1, 2]]


def test_forty_documents_end_too():
    chance = random.Random(1)
    grams = [chance.randint(80, 1600) for _ in range(40)]
    parcels = split(grams, 2000)
    assert all(sum(grams[one] for one in parcel) <= 2000 for parcel in parcels)
    assert sorted(one for parcel in parcels for one in parcel) == list(range(40))
