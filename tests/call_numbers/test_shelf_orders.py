"""Orders of many shelves, as a table: tests/samples/shelf-orders.txt, one shelf a line."""

from pathlib import Path

import pytest

from rayon.call_numbers import key

TABLE = Path(__file__).parents[1] / "samples" / "shelf-orders.txt"
SHELVES = [line.split(" | ") for line in TABLE.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("scheme", "order"), SHELVES, ids=[order[:40] for _, order in SHELVES])
def test_a_shelf_stands_in_order(scheme: str, order: str) -> None:
    spots = [{key(scheme, form) for form in spot.split(" = ")} for spot in order.split(" < ")]
    assert all(len(forms) == 1 for forms in spots)
    keys = [form for forms in spots for form in forms]
    assert keys == sorted(set(keys))
