"""The graded groups: ranks rise along the shelf, and equal ranks are one spot."""

import csv
from itertools import combinations, groupby
from operator import itemgetter
from pathlib import Path

from rayon.call_numbers import key

Labels = list[dict[str, str]]


def test_every_graded_group_stands_in_order(shared_data: Path) -> None:
    with (shared_data / "order" / "callnumber_order_public.tsv").open(encoding="utf-8") as lines:
        labels = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    groups = {name: list(rows) for name, rows in groupby(labels, key=itemgetter("group"))}

    assert len(groups) == 105
    assert [name for name, group in groups.items() if not stands_in_order(group)] == []


def stands_in_order(group: Labels) -> bool:
    spots = [(int(row["rank"]), key(row["scheme"], row["call_number"])) for row in group]
    return all(
        (left[0] < right[0]) == (left[1] < right[1])
        and (left[0] == right[0]) == (left[1] == right[1])
        for left, right in combinations(spots, 2)
    )
