"""The shelves of Toulouse and of the University of Virginia."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pymarc
import pytest

from rayon.call_numbers import key, label_lines

SCHEMES_AT_VIRGINIA = {
    "LC": "lc",
    "LCPER": "lc",
    "MONO-SER": "lc",
    "HS-LC": "lc",
    "DEWEY": "dewey",
    "SUDOC": "sudoc",
}


@pytest.fixture(scope="module")
def toulouse(shared_data: Path) -> set[str]:
    cotes = set()
    for file in (shared_data / "toulouse").glob("*.csv"):
        with file.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.reader(lines, delimiter=";"):
                if "CABANIS" in row:
                    cotes.add(row[row.index("CABANIS") + 1])
    return cotes


@pytest.fixture(scope="module")
def virginia(shared_data: Path) -> set[tuple[str, str]]:
    labels = set()
    with (shared_data / "uva_marc" / "uva_001_2000.mrc").open("rb") as records:
        for record in pymarc.MARCReader(records, permissive=True):
            for item in record.get_fields("999") if record else ():
                scheme = SCHEMES_AT_VIRGINIA.get(item.get("w", ""), "local")
                labels.update((scheme, label) for label in item.get_subfields("a"))
    return labels


def test_every_cote_of_toulouse_has_a_key(toulouse: set[str]) -> None:
    assert len(toulouse) > 5000
    for cote in toulouse:
        assert key("fr", cote).isascii()
        assert key("fr", cote) or not re.search(r"\w", cote)


def test_every_call_number_of_virginia_has_a_key(virginia: set[tuple[str, str]]) -> None:
    assert len(virginia) > 2500
    for scheme, label in virginia:
        assert key(scheme, label).isascii()
        assert key(scheme, label)


def test_nothing_printed_is_lost_between_the_lines_of_a_label(
    toulouse: set[str], virginia: set[tuple[str, str]]
) -> None:
    for scheme, label in {("fr", cote) for cote in toulouse} | virginia:
        assert "".join("".join(label_lines(scheme, label)).split()) == "".join(label.split())


def test_comics_of_toulouse_follow_their_volume_numbers(toulouse: set[str]) -> None:
    runs = volumes_by_series(toulouse, re.compile(r"([A-Za-z]{3,4}) (\d+)"))
    assert len(runs) > 40
    for series, volumes in runs.items():
        assert volumes == sorted(volumes, key=lambda v: key("fr", f"{series} {v}"))


def test_volumes_of_virginia_follow_their_numbers(virginia: set[tuple[str, str]]) -> None:
    labels = (label for scheme, label in virginia if scheme == "lc")
    runs = volumes_by_series(labels, re.compile(r"([A-Z]+\d.*\D) ?v\. ?(\d+)"))
    assert len(runs) > 20
    for series, volumes in runs.items():
        assert volumes == sorted(volumes, key=lambda v: key("lc", f"{series} v.{v}"))


def volumes_by_series(labels: Iterable[str], shape: re.Pattern[str]) -> dict[str, list[int]]:
    runs = defaultdict(set)
    for label in labels:
        if found := shape.fullmatch(label):
            runs[found[1]].add(int(found[2]))
    return {series: sorted(volumes) for series, volumes in runs.items() if len(volumes) > 1}
