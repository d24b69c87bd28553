"""The index of a location, byte for byte as the phone reads it."""

import base64
import gzip
import json
import random
from pathlib import Path

import pytest

from rayon.call_numbers import key
from rayon.shelves.index_file import Standing, starts_among, write_index
from tests.bench.call_numbers import varied
from tests.bench.real_labels import DATA, virginia

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
    chance = random.Random(5)
    barcodes = chance.sample(range(35_000_000_000_000, 35_000_001_000_000), 50_000)
    labels = [label for some in (varied(virginia(), n) for n in range(3)) for label in some]
    labels = sorted(labels[:50_000], key=lambda label: key("lc", label))
    copies = [
        Standing(str(barcode), label, chance.random() < 0.7)
        for barcode, label in zip(barcodes, labels, strict=True)
    ]
    body = write_index(1, copies, [], list(range(0, 50_001, 30)))
    assert len(gzip.compress(body, 9)) <= LARGEST
