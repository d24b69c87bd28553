"""What parcels cost against how they ended: the checker's part about money."""

from collections import Counter
from collections.abc import Iterator

from tests.faults.history import Line

#: Patrons pay for these; not for what is still under way, nor for an incident.
DUE = ("delivered", "absent", "refused", "wrong_address")


def fees_doubled(end: Line) -> Iterator[str]:
    """A parcel that is due twice, or that nobody owes anything for."""
    status = {parcel["id"]: parcel["status"] for parcel in end["parcels"]}
    lines = Counter((line["parcel"], line["kind"]) for line in end["sums"])
    yield from (f"{one} has {many} lines" for one, many in lines.items() if many > 1)
    for line in end["sums"]:
        if line["kind"] == "due" and status.get(line["parcel"]) not in DUE:
            yield f"{line['parcel']} is due and was {status.get(line['parcel'])}"
    for parcel, cents in _owed(end).items():
        if cents < 0:
            yield f"{parcel} gives {-cents} cents back"


def fees_lost(end: Line) -> Iterator[str]:
    """A parcel whose end was taken in and that nobody pays."""
    due = {line["parcel"] for line in end["sums"] if line["kind"] == "due"}
    for parcel in end["parcels"]:
        if parcel["status"] in DUE and parcel["id"] not in due:
            yield f"{parcel['id']} was {parcel['status']}, and nobody owes anything"


def _owed(end: Line) -> Counter[str]:
    owed = Counter[str]()
    for line in end["sums"]:
        owed[line["parcel"]] += line["cents"]
    return owed
