"""The index of a location, byte for byte as the phone reads it."""

import base64
import gzip
import json
from pathlib import Path

import pytest

from rayon.shelves.index_file import Standing, starts_among, write_index
from tests.bench.index_speed import large_index
from tests.bench.real_labels import DATA

SAMPLE = Path(__file__).parents[1] / "samples" / "location-index.json"
LARGEST = 600_000


def test_the_sample_that_the_phone_reads_is_what_the_server_writes() -> None:
    sample = json.loads(SAMPLE.read_text(encoding="utf-8"))
    copies = [Standing(*copy) for copy in sample["copies"]]
    written = write_index(sample["location"], copies, sample["bays"], sample["starts"])
    assert base64.b64encode(written).decode() == sample["file"]


def test_ranks_among_the_expected_are_ranks_among_all() -> None:
    copies = [Standing(str(n), "R", is_expected=n % 2 == 0) for n in range(10)]
    assert starts_among(copies, [0, 1.4, 3, 5]) == [0, 2, 6, 10]


@pytest.mark.skipif(not DATA.is_dir(), reason="The shared test data is not here.")
def test_fifty_thousand_copies_are_fetched_in_600_kilobytes() -> None:
    body, _barcodes = large_index()
    assert len(gzip.compress(body, 9)) <= LARGEST
