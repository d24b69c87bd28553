"""A hold of a file and what the catalogue knows -> the action that places it. Pure."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from rayon.catalogue.files.csv_rows import same
from rayon.catalogue.files.problems import Problem
from rayon.catalogue.files.text import read_date
from rayon.ils.hold_mapping import HoldMapping
from rayon.ils.lookups import Known
from rayon.ils.wanted import Wanted


@dataclass(frozen=True)
class Matched:
    """The payload of ``place_hold``, and the row it comes from."""

    place: str
    payload: dict[str, Any]

    @property
    def reference(self) -> str:
        """Its number in the system it is from."""
        return str(self.payload["reference"])


class _Unmatched(Exception):
    def __init__(self, field: str, reason: str) -> None:
        self.field, self.reason = field, reason
        super().__init__(reason)


def match_all(
    wanted: Iterable[Wanted], known: Known, mapping: HoldMapping, branch: str, now: datetime
) -> Iterator[Matched | Problem]:
    """Each hold with ids for names, or why it cannot be placed; ``branch``: for rows without."""
    met: Counter[str] = Counter()
    pickups = {same(text): code for text, code in mapping.branches.items()}
    for row in wanted:
        try:
            payload = _payload(row, known, mapping, pickups, branch, now)
        except _Unmatched as error:
            yield Problem(row.place, error.field, error.reason)
            continue
        reference = row.reference or _derived(row, payload)
        met[reference] += 1
        if met[reference] > 1 and row.reference:
            yield Problem(row.place, "reference", _("The reference was met before in this file."))
            continue
        if met[reference] > 1:
            reference = f"{reference}/{met[reference]}"
        yield Matched(row.place, {"source": mapping.source, "reference": reference, **payload})


def _payload(
    row: Wanted,
    known: Known,
    mapping: HoldMapping,
    pickups: dict[str, str],
    branch: str,
    now: datetime,
) -> dict[str, Any]:
    pickup = _pickup(row.pickup or branch, known, pickups)
    common = {
        "patron": _patron(row, known),
        "wants": row.wants,
        "kind": row.kind,
        "fulfilment": row.fulfilment,
        "pickup_branch": pickup,
        "asked_at": _asked_at(row, known.zones[pickup], mapping, now).isoformat(),
    }
    if row.wants == "selection":
        wish = {"kind": row.kind, "age": row.age, "number": row.number, "wishes": row.wishes}
        return {**common, "selection": wish}
    copy = next((known.copies[b] for b in row.barcodes if b in known.copies), None)
    title = _title(row, known)
    volume = row.volume if row.volume is not None else copy.volume if copy else ""
    if row.wants == "item":
        if copy is None:
            raise _Unmatched("barcode", _("No copy has this barcode. Import the items first."))
        return {**common, "title": copy.title, "item": copy.id, "volume": copy.volume}
    return {**common, "title": title, "volume": volume or _only_volume(known.volumes[title])}


def _only_volume(volumes: set[str]) -> str:
    """What is not said can only be meant when there is one: else somebody must ask."""
    return next(iter(volumes)) if len(volumes) == 1 else ""


def _patron(row: Wanted, known: Known) -> int:
    found = {known.patrons[card] for card in row.cards if card in known.patrons}
    if len(found) == 1:
        return found.pop()
    if found:
        raise _Unmatched("card", _("Several cards are named: which patron is it?"))
    raise _Unmatched("card", _("No patron has this card. Import the patrons first."))


def _pickup(text: str, known: Known, pickups: dict[str, str]) -> int:
    if not text:
        raise _Unmatched("pickup", _("The branch is missing. Name one with --branch."))
    found = known.branches.get(same(pickups.get(same(text), text)))
    if found is None:
        raise _Unmatched(
            "pickup",
            _("There is no branch %(code)s. Name it in [branches] of a mapping.", code=text[:40]),
        )
    return found


def _title(row: Wanted, known: Known) -> int:
    if row.record:
        return _only(known.records[row.record], "record")
    copy = next((known.copies[b] for b in row.barcodes if b in known.copies), None)
    if copy:
        return copy.title
    if row.barcodes:
        raise _Unmatched("barcode", _("No copy has this barcode. Import the items first."))
    if row.isbn:
        return _only(known.isbns[row.isbn], "isbn")
    raise _Unmatched("record", _("A record number, a barcode or an ISBN is needed."))


def _only(titles: set[int], field: str) -> int:
    if len(titles) == 1:
        return next(iter(titles))
    if titles:
        raise _Unmatched(field, _("Several titles have this number: give a barcode instead."))
    raise _Unmatched(field, _("No title has this number. Import the items first."))


def _asked_at(row: Wanted, zone: str, mapping: HoldMapping, now: datetime) -> datetime:
    """The instant it was asked; a day alone begins at midnight of the branch; none is now."""
    try:
        moment = datetime.fromisoformat(row.asked_at)
    except ValueError:
        moment = _midnight(row, mapping, now)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(zone))
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise _Unmatched("asked_at", _("The date is not a plausible one.")) from None


def _midnight(row: Wanted, mapping: HoldMapping, now: datetime) -> datetime:
    try:
        day = read_date(row.asked_at, month_first=mapping.month_first)
    except ValueError as error:
        raise _Unmatched("asked_at", str(error)) from None
    return datetime.combine(day, time()) if day else now


def _derived(row: Wanted, payload: dict[str, Any]) -> str:
    """A number for exports that have none, of what stays the same from export to export.

    Neither the copy that the queue proposes nor the pick-up branch: both may change.
    """
    wish = payload.get("item") or payload.get("title") or payload.get("selection")
    asked = row.asked_at.strip() and payload["asked_at"]
    volume = payload.get("volume", "") if row.volume is None else row.volume
    text = "\n".join(map(str, (payload["patron"], row.wants, wish, volume, asked)))
    return "row:" + hashlib.sha256(text.encode()).hexdigest()[:40]
