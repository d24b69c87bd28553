"""The call numbers of two real libraries, a copy each: Toulouse, and the University of Virginia."""

import csv
import os
from pathlib import Path

import pymarc

DATA = Path(os.environ.get("RAYON_DATA", Path(__file__).parents[3] / "shared" / "data"))
_LC = ("LC", "LCPER", "MONO-SER", "HS-LC")


def toulouse() -> list[str]:
    """The cote of every document that was ever borrowed, once for each title."""
    copies = set()
    for file in sorted((DATA / "toulouse").glob("*.csv")):
        with file.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.reader(lines, delimiter=";"):
                if "CABANIS" in row:
                    copies.add((row[row.index("CABANIS") + 1], row[2]))
    return sorted(cote for cote, _title in copies)


def virginia() -> list[str]:
    """The call number of every copy classed by the Library of Congress."""
    labels = []
    with (DATA / "uva_marc" / "uva_001_2000.mrc").open("rb") as records:
        for record in pymarc.MARCReader(records, permissive=True):
            for item in record.get_fields("999") if record else ():
                if item.get("w") in _LC:
                    labels += item.get_subfields("a")
    return labels
