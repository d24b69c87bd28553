"""What holds for every text whatever."""

import re
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rayon import call_numbers
from rayon.call_numbers import (
    SCHEMES,
    Policy,
    dewey,
    fr,
    key,
    label_lines,
    lc,
    local,
    nlm,
    numbers,
    proposal,
    propose_scheme,
    spine,
    sudoc,
    tokens,
    udc,
)

ANY_CHARACTER = st.characters(exclude_categories=())
SHELF_CHARACTERS = st.sampled_from("ABCVT abcvt0123456789 ./:-'\"+=()*,")
ANY_TEXT = st.text(ANY_CHARACTER) | st.text(SHELF_CHARACTERS)
LATIN_TEXT = st.text(st.characters(max_codepoint=0x17F))
A_SCHEME = st.sampled_from(SCHEMES)
A_POLICY = st.builds(
    Policy,
    runs=st.lists(st.sampled_from(["", "R", "Oversize", "YR DVD", "É"]), unique=True).map(tuple),
    interfile=st.sampled_from([(), ("GC",), ("R", "LG")]),
    cutter_before_date=st.booleans(),
    copy_before_date=st.booleans(),
    size_letters=st.sampled_from(["", "qf"]),
    decimal_class=st.booleans(),
    roman_numerals=st.booleans(),
    stem_numbers_first=st.booleans(),
    suffix_numbers_first=st.booleans(),
    years_first=st.booleans(),
)


@given(A_SCHEME, ANY_TEXT, st.none() | A_POLICY)
def test_every_text_has_one_key_of_printable_ascii(
    scheme: str, text: str, policy: Policy | None
) -> None:
    made = key(scheme, text, policy)
    assert made.isascii()
    assert made.isprintable()
    assert made == key(scheme, text, policy)


@given(A_SCHEME, ANY_TEXT)
def test_every_text_has_label_lines_and_a_proposed_scheme(scheme: str, text: str) -> None:
    lines = label_lines(scheme, text)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(line.strip() for line in lines)
    assert propose_scheme([text]) in SCHEMES


@given(A_SCHEME, LATIN_TEXT)
def test_case_does_not_matter(scheme: str, text: str) -> None:
    assert key(scheme, text.upper()) == key(scheme, text.lower())


@given(A_SCHEME, ANY_TEXT, st.sampled_from(["  ", "\t", "\u00a0", "\u202f \n"]))
def test_kind_and_width_of_spaces_do_not_matter(scheme: str, text: str, spaces: str) -> None:
    words = text.split()
    assert key(scheme, " ".join(words)) == key(scheme, f" {spaces.join(words)}{spaces}")


@given(A_SCHEME, st.text(SHELF_CHARACTERS, min_size=1))
def test_work_grows_no_faster_than_the_text(scheme: str, text: str) -> None:
    short, long = text * 16, text * 64
    assert calls_made(scheme, long) <= 4 * calls_made(scheme, short) + 50
    assert len(key(scheme, long)) <= 5 * len(long) + 50


def calls_made(scheme: str, text: str) -> int:
    count = 0

    def count_call(_frame: object, _event: str, _argument: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(count_call)
    try:
        key(scheme, text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "module", [dewey, fr, lc, local, nlm, numbers, proposal, spine, sudoc, tokens, udc]
)
def test_no_pattern_gives_back_what_it_took(module: ModuleType) -> None:
    """Only possessive repetitions are unbounded, so no text makes a pattern start over."""
    for pattern in vars(module).values():
        if isinstance(pattern, re.Pattern):
            parsed = re._parser.parse(pattern.pattern, pattern.flags)  # type: ignore[attr-defined]
            assert "MAXREPEAT" not in [str(most) for most in greedy_maxima(parsed)], pattern


def greedy_maxima(parsed: Any) -> Iterator[object]:
    for operation, argument in parsed:
        if str(operation) in ("MAX_REPEAT", "MIN_REPEAT"):
            yield argument[1]
        for part in argument if isinstance(argument, tuple) else ():
            for branch in part if isinstance(part, list) else (part,):
                if isinstance(branch, re._parser.SubPattern):  # type: ignore[attr-defined]
                    yield from greedy_maxima(branch)


@given(st.integers(min_value=0), st.integers(min_value=0))
def test_whole_numbers_of_any_length_keep_their_order(left: int, right: int) -> None:
    left_key, right_key = numbers.whole(str(left)), numbers.whole(f"00{right}")
    assert (left < right) == (left_key < right_key)
    assert (left == right) == (left_key == right_key)


@given(st.integers(min_value=1), st.integers(min_value=1))
def test_volumes_stand_by_their_numbers(left: int, right: int) -> None:
    for scheme, label in (("fr", "BD AST {}"), ("lc", "QC1 .P45 v.{}"), ("local", "CD {}")):
        keys = key(scheme, label.format(left)), key(scheme, label.format(right))
        assert (left < right) == (keys[0] < keys[1])


FRACTION = st.text("0123456789", min_size=1, max_size=40).map(lambda digits: digits.rstrip("0"))


@given(FRACTION.filter(bool), FRACTION.filter(bool))
def test_fractions_stand_digit_by_digit(left: str, right: str) -> None:
    labels = (("lc", "QA76.{} .B3"), ("dewey", "843.{} HUG"), ("fr", "843.{} HUG"))
    for scheme, label in labels:
        keys = key(scheme, label.format(left)), key(scheme, label.format(right))
        assert (left < right) == (keys[0] < keys[1])


def test_an_unknown_scheme_is_named_in_the_error() -> None:
    with pytest.raises(ValueError, match="'colon'"):
        call_numbers.key("colon", "R BAL")
