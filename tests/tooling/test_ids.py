"""Ids sort in the order in which they were made."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from rayon.ids import new_id


def test_ids_of_one_millisecond_keep_their_order():
    made = [new_id() for _ in range(5_000)]
    assert made == sorted(made)


def test_ids_made_by_many_threads_at_once_are_all_different_and_well_formed():
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: new_id(), range(5_000)))
    assert len(set(made)) == len(made)
    assert {(UUID(one).version, UUID(one).variant) for one in made} == {
        (7, "specified in RFC 4122")
    }
