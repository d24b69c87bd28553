"""What parcels cost against how they ended: the checker's part about money."""

from collections import Counter
from collections.abc import Iterator

from tests.faults.history import Line

#: Patrons pay for these; not for what is still under way, nor for an incident.
DUE = ("delivered", "absent", "refused", "wrong_address")
#: A sum that was annulled for one of these is let off, however the parcel ended.
LET_OFF = ("our_mistake", "courier_mistake")


def fees_doubled(end: Line) -> Iterator[str]:
    """A parcel that is due twice, or that nobody owes anything for."""
    status = {parcel["id"]: parcel["status"] for parcel in end["parcels"]}
    lines = Counter((line["parcel"], line["kind"], line["turn"]) for line in end["sums"])
    yield from (f"{one} has {many} lines" for one, many in lines.items() if many > 1)
    fee = max((line["cents"] for line in end["sums"]), default=0)
    for parcel, cents in owed(end).items():
        if cents > 0 and status.get(parcel) not in DUE:
            yield f"{parcel} is due and was {status.get(parcel)}"
        if cents < 0:
            yield f"{parcel} gives {-cents} cents back"
        if cents > fee:
            yield f"{parcel} costs {cents} cents"


def fees_lost(end: Line) -> Iterator[str]:
    """A parcel whose end was taken in and that nobody pays, though nobody let it off."""
    let_off = {line["parcel"] for line in end["sums"] if line["reason"] in LET_OFF}
    due = owed(end)
    for parcel in end["parcels"]:
        if parcel["status"] in DUE and not due[parcel["id"]] and parcel["id"] not in let_off:
            yield f"{parcel['id']} was {parcel['status']}, and nobody owes anything"


def owed(end: Line) -> Counter[str]:
    """Cents by parcel."""
    cents = Counter[str]()
    for line in end["sums"]:
        cents[line["parcel"]] += line["cents"]
    return cents
