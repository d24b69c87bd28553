"""What a glance at a body lets pass has nothing in it that a database refuses."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rayon.strict_json import LARGEST_NUMBER, is_storable, is_surely_storable

#: Lone surrogates and NUL as well.
TEXTS = st.text(alphabet=st.characters(exclude_categories=()), max_size=8)
NUMBERS = st.integers(-(10**20), 10**20) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.dictionaries(TEXTS, TEXTS | NUMBERS, max_size=4)


@given(VALUES, st.booleans(), st.sampled_from(["utf-8", "utf-16-le", "utf-32-be"]))
@example({"barcode": "\ud800"}, False, "utf-8")
@example({"barcode": "\0"}, True, "utf-16-le")
@example({"number": LARGEST_NUMBER + 1}, True, "utf-8")
def test_a_glance_is_never_more_lenient_than_a_close_look(value, is_escaped, encoding):
    body = json.dumps(value, ensure_ascii=is_escaped).encode(encoding, "surrogatepass")
    assert is_storable(json.loads(body)) or not is_surely_storable(body)


@pytest.mark.parametrize(
    "body",
    [
        '{"barcode": "33333000000123", "at": "2026-11-24T09:00:00.000Z"}',
        '{"id": "01a20c91-a000-7615-bca8-888100000000", "number": 12}',
        '{"note": "Derrière l’étagère — là"}',
    ],
)
def test_what_phones_usually_send_passes_at_a_glance(body):
    assert is_surely_storable(body.encode())
