"""A CSV of bays, stairs, lifts and the cart's start, read wholly before anything changes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Connection, select

from rayon.catalogue.files.csv_rows import Row, open_sheet, require
from rayon.catalogue.files.problems import FileRefused, Problem
from rayon.catalogue.keys import policy_of, shelf_key
from rayon.catalogue.models import Branch, Item, Location
from rayon.database import reading, table_of
from rayon.holds.action import Deed, Perform
from rayon.picking.actions.surveying import FOR_A_WHILE
from rayon.picking.floor_cells import COLUMNS, BadCell, read_cells
from rayon.shelves.models import Floor

BAYS = ("bay", "bin", *FOR_A_WHILE)
_SIGNS = ("hint", "colour", "pictogram")
_OF_A_BAY = (
    "kind", "bay", "floor", "range", "side", "position", "shelves", "width", "theme", "facing",
    "height", "ends_on", "x", "y",
)  # fmt: skip


@dataclass
class FloorImport:
    """What a file of bays says."""

    payload: dict[str, Any]
    rows: int = 0
    problems: list[Problem] = field(default_factory=list)


class FloorRefused(FileRefused):
    """Some rows are wrong, so nothing was changed; each is named."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            _(
                "Nothing was changed. Correct %(count)s rows, then import the file again.",
                count=len(problems),
            )
        )
        self.problems = problems


def import_floor(path: Path, branch: str, perform: Perform, *, dry_run: bool) -> FloorImport:
    """Draw the floor of a branch as the file says, in one transaction or not at all.

    Raises FileRefused, FloorRefused when any row is wrong.
    """
    sheet = open_sheet(path, COLUMNS)
    if sheet.unknown:
        raise FileRefused(
            _(
                "These columns are not known: %(unknown)s. Known are %(known)s.",
                unknown=", ".join(sheet.unknown),
                known=", ".join(COLUMNS),
            )
        )
    require(sheet, COLUMNS, ["floor"])
    with reading() as session:
        reader = _Reader(session.connection(), branch)
        reader.read(sheet.rows())
    done = reader.done
    if not done.rows and not done.problems:
        raise FileRefused(_("The file has no rows. Write one for each bay."))
    if done.problems:
        raise FloorRefused(done.problems)
    if not dry_run:
        perform([Deed("draw_floor", "", done.payload)])
    return done


class _Reader:
    """Row after row; what a later row may lean on is remembered."""

    def __init__(self, connection: Connection, branch: str) -> None:
        self.branch_id = _branch_id(connection, branch)
        self.locations = _locations(connection, self.branch_id)
        self.copies = _copies(connection, self.branch_id)
        self.floors = _floors(connection, self.branch_id)
        self.labels: set[str] = set()
        self.done = FloorImport(
            {
                "branch": self.branch_id,
                "floors": {},
                "bays": [],
                "passages": [],
                "cart": None,
                "locations": [],
            }
        )

    def read(self, rows: Iterator[Row | Problem]) -> None:
        kept = []
        for row in rows:
            self.done.rows += 1
            if isinstance(row, Problem):
                self.done.problems.append(row)
                continue
            try:
                kept.append((row, read_cells(row.cells)))
            except BadCell as error:
                self.done.problems.append(Problem(row.place, error.column, str(error)))
        # Floors first: stairs may lead to one whose bays come later in the file.
        for _row, values in kept:
            if name := values.get("floor"):
                level = values.get("level", self.floors.get(name, 0))
                self.floors[name] = self.done.payload["floors"][name] = level
        for row, values in kept:
            try:
                self._take(values)
            except BadCell as error:
                self.done.problems.append(Problem(row.place, error.column, str(error)))

    def _take(self, values: dict[str, Any]) -> None:
        kind = values.get("kind", "bay")
        if kind == "location":
            self._signs(values)
            return
        _needs(values, "floor")
        if kind in BAYS:
            self._bay(values | {"kind": kind})
        elif kind == "start":
            _needs(values, "x", "y")
            self.done.payload["cart"] = {name: values[name] for name in ("floor", "x", "y")}
        else:
            self._passage(values | {"kind": kind})

    def _bay(self, values: dict[str, Any]) -> None:
        _needs(values, "bay")
        label = values["bay"]
        if label in self.labels:
            raise BadCell("bay", _("The label %(label)s was met before in this file.", label=label))
        if values["kind"] in FOR_A_WHILE:
            _needs(values, "ends_on")
        elif "ends_on" in values:
            raise BadCell("ends_on", _("Only tables, trolleys and repair shelves have a last day."))
        else:
            _needs(values, "range")
        self.labels.add(label)
        bay = {name: values[name] for name in _OF_A_BAY if name in values}
        bay["level"] = self.floors[values["floor"]]
        if "heading" in values:
            bay["heading"] = int(values["heading"])
        bay["starts"] = list(self._starts(values))
        self.done.payload["bays"].append(bay)

    def _starts(self, values: dict[str, Any]) -> Iterator[dict[str, Any]]:
        shelves = [text.strip() for text in values.get("shelf_starts", "").split("|")]
        firsts = {shelf: text for shelf, text in enumerate(shelves, start=1) if text}
        if first := values.get("starts_with"):
            firsts = {**firsts, 1: first}
        for shelf, text in sorted(firsts.items()):
            column = "starts_with" if shelf == 1 and first else "shelf_starts"
            if shelf > values.get("shelves", 6):
                raise BadCell(column, _("More shelves than the bay has."))
            yield {"shelf": shelf, **self._document(column, text, values)}

    def _document(self, column: str, text: str, values: dict[str, Any]) -> dict[str, Any]:
        """A barcode of the branch, or a call number of the row's location."""
        if copy := self.copies(text):
            return copy
        location = self._location(values)
        key = shelf_key(location["scheme"], policy_of(location["policy"]), text)
        return {"location": location["id"], "call_number": text, "sort_key": key}

    def _location(self, values: dict[str, Any]) -> dict[str, Any]:
        _needs(values, "location")
        location = self.locations.get(values["location"].casefold())
        if location is None:
            known = ", ".join(sorted({row["code"] for row in self.locations.values()})[:40])
            raise BadCell(
                "location",
                _(
                    "“%(text)s” is no location of this branch. Known are %(known)s.",
                    text=values["location"][:40],
                    known=known,
                ),
            )
        return location

    def _passage(self, values: dict[str, Any]) -> None:
        _needs(values, "to_floor", "x", "y", "metres")
        if values["to_floor"] not in self.floors or values["to_floor"] == values["floor"]:
            raise BadCell("to_floor", _("Name another floor of this file."))
        names = ("kind", "floor", "to_floor", "x", "y", "metres")
        passage = {name: values[name] for name in names}
        self.done.payload["passages"].append({**passage, "label": values.get("bay", "")})

    def _signs(self, values: dict[str, Any]) -> None:
        said: dict[str, Any] = {name: values[name] for name in _SIGNS if name in values}
        if name := values.get("second_stop"):
            _needs(values, "second_stop_kinds")
            kinds = [one.strip() for one in values["second_stop_kinds"].split(",") if one.strip()]
            number = values.get("number_from", "")
            said["second_stop"] = {"kinds": kinds, "name": name, "number_from": number}
        signs = {"id": self._location(values)["id"], "values": said}
        self.done.payload["locations"].append(signs)


def _needs(values: dict[str, Any], *columns: str) -> None:
    for column in columns:
        if column not in values:
            raise BadCell(column, _("This cell is empty. Fill it in."))


def _branch_id(connection: Connection, code: str) -> int:
    branches = {row.code: row.id for row in connection.execute(select(table_of(Branch)))}
    if code in branches:
        return int(branches[code])
    raise FileRefused(
        _("Name a branch with --branch: %(known)s.", known=", ".join(sorted(branches)) or "–")
    )


def _locations(connection: Connection, branch_id: int) -> dict[str, dict[str, Any]]:
    """By code and by name."""
    table = table_of(Location)
    rows = connection.execute(select(table).where(table.c.branch_id == branch_id)).mappings().all()
    return {str(row[name]).casefold(): dict(row) for name in ("name", "code") for row in rows}


def _copies(connection: Connection, branch_id: int) -> Callable[[str], dict[str, Any] | None]:
    item = table_of(Item)
    columns = (item.c.location_id.label("location"), item.c.call_number, item.c.sort_key)

    def copy(text: str) -> dict[str, Any] | None:
        wanted = (item.c.barcode == text) & (item.c.branch_id == branch_id)
        row = connection.execute(select(*columns).where(wanted)).mappings().first()
        return dict(row) if row else None

    return copy


def _floors(connection: Connection, branch_id: int) -> dict[str, int]:
    table = table_of(Floor)
    rows = connection.execute(select(table).where(table.c.branch_id == branch_id))
    return {row.name: row.level for row in rows}
