"""A hold of a file and what the catalogue knows -> what the one door is asked to place. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from rayon import diary
from rayon.catalogue.files.csv_rows import same
from rayon.catalogue.files.problems import Problem
from rayon.catalogue.files.text import read_date
from rayon.ils.hold_mapping import HoldMapping
from rayon.ils.identifiers import Unmatched, patron_named, title_named
from rayon.ils.lookups import Known, KnownCopy
from rayon.ils.wanted import Wanted


@dataclass(frozen=True)
class Matched:
    """The payload of ``place_hold`` but for its reference, and the row it comes from.

    ``key``: what the hold is known by. ``given``: it is a number of the library's own system;
    else it is made of what stays the same, and several holds may share it. ``dated``: the day on
    which it was asked for is part of it. ``nameless``: nobody knows for whom.
    """

    place: str
    payload: dict[str, Any]
    key: str
    given: bool = False
    dated: bool = False
    nameless: bool = False

    @property
    def home(self) -> int:
        """The branch in whose list this hold stands."""
        return int(self.payload["picking_branch"] or self.payload["pickup_branch"])


def match_all(
    wanted: Iterable[Wanted], known: Known, mapping: HoldMapping, branch: str, now: datetime
) -> Iterator[Matched | Problem]:
    """Each hold with ids for names, or why it cannot be placed; ``branch``: for rows without."""
    met: set[str] = set()
    reader = _Reader(known, mapping, branch, now)
    for row in wanted:
        try:
            payload = reader.payload(row)
        except Unmatched as error:
            yield Problem(row.place, error.field, error.reason)
            continue
        if row.reference in met:
            yield Problem(row.place, "reference", _("The reference was met before in this file."))
            continue
        met |= {row.reference} - {""}
        key = row.reference or _derived(row, payload, known.secret)
        is_dated = bool(row.asked_at.strip())
        one = Matched(row.place, payload, key, bool(row.reference), is_dated, row.nameless)
        yield from [one] * (row.number if row.nameless else 1)


class _Reader:
    """Ids for the names that stand in one file."""

    def __init__(self, known: Known, mapping: HoldMapping, branch: str, now: datetime) -> None:
        self.known, self.mapping, self.branch, self.now = known, mapping, branch, now
        self.spelt = {same(text): code for text, code in mapping.branches.items()}

    def payload(self, row: Wanted) -> dict[str, Any]:
        """Raises Unmatched."""
        # A page of Koha lists where copies stand, not where they will be collected.
        pickup = self._pickup((self.branch or row.pickup) if row.nameless else row.pickup)
        common = {
            "source": self.mapping.source,
            "patron": None if row.nameless else patron_named(row, self.known),
            "wants": row.wants,
            "kind": row.kind,
            "fulfilment": row.fulfilment,
            "pickup_branch": pickup,
            "picking_branch": self._find_branch(row.picking),
            "asked_at": self._asked_at(row, self.known.zones[pickup]).isoformat(),
        }
        if row.wants == "selection":
            wish = {"kind": row.kind, "age": row.age, "number": row.number, "wishes": row.wishes}
            return {**common, "selection": wish}
        return {**common, **self._document(row)}

    def _document(self, row: Wanted) -> dict[str, Any]:
        copy = next((self.known.copies[b] for b in row.barcodes if b in self.known.copies), None)
        title = title_named(row, self.known)
        if row.wants == "item":
            if copy is None:
                raise Unmatched("barcode", _("No copy has this barcode. Import the items first."))
            return {"title": copy.title, "item": copy.id, "volume": copy.volume}
        return {"title": title, "volume": self._volume(row, copy, title)}

    def _volume(self, row: Wanted, copy: KnownCopy | None, title: int) -> str:
        """What is not said can only be meant when there is one: else somebody must ask."""
        said = row.volume if row.volume is not None else copy.volume if copy else ""
        volumes = self.known.volumes[title]
        return said or (next(iter(volumes)) if len(volumes) == 1 else "")

    def _pickup(self, text: str) -> int:
        if not (text or self.branch):
            raise Unmatched("pickup", _("The branch is missing. Name one with --branch."))
        found = self._find_branch(text or self.branch)
        if found is None:
            raise Unmatched(
                "pickup",
                _(
                    "There is no branch %(code)s. Name it in [branches] of a mapping.",
                    code=text[:40],
                ),
            )
        return found

    def _find_branch(self, text: str) -> int | None:
        return self.known.branches.get(same(self.spelt.get(same(text), text)))

    def _asked_at(self, row: Wanted, zone: str) -> datetime:
        """The instant it was asked; a day alone begins at midnight of the branch; none is now."""
        try:
            moment = datetime.fromisoformat(row.asked_at)
        except ValueError:
            moment = self._midnight(row)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=ZoneInfo(zone))
        try:
            return moment.astimezone(UTC)
        except OverflowError:
            raise Unmatched("asked_at", _("The date is not a plausible one.")) from None

    def _midnight(self, row: Wanted) -> datetime:
        try:
            day = read_date(row.asked_at, month_first=self.mapping.month_first)
        except ValueError as error:
            raise Unmatched("asked_at", str(error)) from None
        return datetime.combine(day, time()) if day else self.now


def _derived(row: Wanted, payload: dict[str, Any], secret: str) -> str:
    """A key for exports without numbers, of what stays the same from export to export.

    Neither the copy that the queue proposes nor the pick-up branch: both may change. Of holds
    without a name, the date is that of whoever asked first, and changes as well. Keyed, because
    a patron's number is small enough to be guessed from a bare hash.
    """
    wish = payload.get("item") or payload.get("title") or payload.get("selection")
    asked = row.asked_at.strip() and payload["asked_at"]
    volume = payload.get("volume", "") if row.volume is None else row.volume
    if row.nameless:
        parts: tuple[Any, ...] = (payload["pickup_branch"], "nameless", wish, volume)
    else:
        parts = (payload["patron"], row.wants, wish, volume, asked)
    return "row:" + diary.key_of(secret, "row", *parts)[:40]
