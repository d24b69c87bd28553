"""Odile surveyed the novels; Rayon says where each of them stands."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rayon.shelves.locating import Bay, Shelving, Spot

NOVELS = [f"{number:03}" for number in range(600)]


def spot(bays: list[Bay], rank: float, keys: list[str] = NOVELS) -> Spot:
    found = Shelving(keys, bays).spot(rank)
    assert found is not None
    return found


def test_documents_are_shared_evenly_among_the_shelves_of_surveyed_bays() -> None:
    bays = [Bay("a", 6, "000"), Bay("b", 6, "300")]
    assert spot(bays, 0) == Spot("a", 1, "left", 1)
    assert (spot(bays, 125).bay, spot(bays, 125).shelf, spot(bays, 125).third) == ("a", 3, "middle")
    assert (spot(bays, 299).bay, spot(bays, 299).shelf, spot(bays, 299).third) == ("a", 6, "right")
    assert (spot(bays, 300).bay, spot(bays, 300).shelf) == ("b", 1)


def test_where_each_shelf_was_surveyed_there_is_hardly_any_doubt() -> None:
    shelves = ("000", "010", "020", None, "250", "290")
    bays = [Bay("a", 6, "000", shelves), Bay("b", 6, "300")]
    assert (spot(bays, 15).shelf, spot(bays, 100).shelf, spot(bays, 200).shelf) == (2, 3, 4)
    assert spot(bays, 15).doubt < spot(bays, 130).doubt


def test_a_bay_nobody_surveyed_lies_between_its_neighbours() -> None:
    bays = [Bay("a", 6, "000"), Bay("b", 6), Bay("c", 6, "400")]
    assert (spot(bays, 199).bay, spot(bays, 200).bay) == ("a", "b")
    assert spot(bays, 200).doubt > spot(bays, 10).doubt


def test_a_bay_that_begins_with_a_misplaced_document_is_not_believed() -> None:
    bays = [Bay("a", 6, "000"), Bay("b", 6, "590"), Bay("c", 6, "400"), Bay("d", 6, "500")]
    assert spot(bays, 250).bay == "b"
    assert spot(bays, 450).bay == "c"


def test_the_last_bay_is_filled_from_its_top() -> None:
    bays = [Bay("a", 6, "000"), Bay("b", 6, "300"), Bay("c", 6, "550")]
    assert (spot(bays, 599).bay, spot(bays, 599).shelf) == ("c", 2)


def test_copies_of_one_call_number_may_stand_in_two_bays() -> None:
    albums = ["C PON"] * 300 + ["D PON"] * 300
    bays = [Bay("a", 1, "C PON"), Bay("b", 1, "C PON"), Bay("c", 1, "C PON"), Bay("d", 1, "D PON")]
    assert [spot(bays, rank, albums).bay for rank in (50, 250, 350, 500)] == ["a", "b", "c", "d"]


def test_without_bays_there_is_no_spot() -> None:
    assert Shelving(NOVELS, []).spot(3) is None


KEYS = st.lists(st.text("abc", max_size=2), max_size=40).map(sorted)
A_KEY = st.none() | st.text("abc", max_size=2)
BAYS = st.lists(
    st.builds(
        Bay,
        id=st.just("x"),
        shelves=st.integers(1, 4),
        first_key=A_KEY,
        shelf_first_keys=st.lists(A_KEY, max_size=5).map(tuple),
    ),
    min_size=1,
    max_size=8,
)


@given(KEYS, BAYS, st.integers(-5, 50))
def test_every_document_has_a_spot_in_some_bay_whatever_was_surveyed(
    keys: list[str], bays: list[Bay], rank: int
) -> None:
    shelving = Shelving(keys, bays)
    found = shelving.spot(rank)
    assert found is not None
    assert 1 <= found.shelf <= max(bay.shelves for bay in bays)
    assert found.third in ("left", "middle", "right")
    assert found.doubt >= 0
    assert len(shelving.boundaries) == sum(bay.shelves for bay in bays) + 1
    assert all(left <= right for left, right in pairwise(shelving.boundaries))
