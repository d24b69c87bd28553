"""A whole floor at once, as a file describes it: bays, stairs and lifts, the cart's start."""

from typing import Any, Literal

from pydantic import Field

from rayon.holds.action import Action, Change, Decision, Payload, Row, State, applied, update
from rayon.picking.actions.surveying import BayFacts, Name, bay_changes, write
from rayon.shelves import names

Metres = float


class Start(Payload):
    """What a shelf begins with; its key is made where the scheme of the location is known."""

    shelf: int = Field(ge=1, le=20)
    location: int
    call_number: str
    sort_key: str


class DrawnBay(BayFacts):
    """A bay with its measures. ``heading``, x and y are those of its range, if it has one."""

    width: Metres = 0.9
    x: Metres | None = None
    y: Metres | None = None
    heading: Literal[0, 90, 180, 270] | None = None
    starts: list[Start] = Field(default_factory=list)


class DrawnPassage(Payload):
    """Stairs or a lift, at the same place of both floors."""

    kind: Literal["stairs", "lift"]
    label: Name
    floor: Name
    to_floor: Name
    x: Metres
    y: Metres
    metres: Metres


class DrawnCart(Payload):
    """Where walks begin and end."""

    floor: Name
    x: Metres
    y: Metres


class LocationSigns(Payload):
    """What stands beside the label on screen, for one location; empty: as it was."""

    id: int
    values: dict[str, Any]


class DrawFloor(Payload):
    """Everything a file says of one branch; what it does not name stays as it is."""

    branch: int
    floors: dict[str, int]
    bays: list[DrawnBay] = Field(default_factory=list)
    passages: list[DrawnPassage] = Field(default_factory=list)
    cart: DrawnCart | None = None
    locations: list[LocationSigns] = Field(default_factory=list)


def draw_floor(action: Action, state: State) -> Decision:
    """Write it all down; the same file twice is the same as once."""
    drawn = action.payload
    changes = _Drawing(state, drawn.branch)
    for name, level in drawn.floors.items():
        floor = {"branch_id": drawn.branch, "name": name, "level": level}
        changes.add(write(state, "floor", names.floor_id(drawn.branch, name), {}, **floor))
    for bay in drawn.bays:
        changes.bay(action, bay)
    for passage in drawn.passages:
        changes.passage(passage)
    if drawn.cart:
        changes.cart(drawn.cart)
    for signs in drawn.locations:
        if row := state.get("location", signs.id):
            changes.add(update("location", row, **signs.values))
    return applied(*changes.made)


class _Drawing:
    """Each change is seen by those after it: a range is made by its first bay."""

    def __init__(self, state: State, branch_id: int) -> None:
        self.state = State({name: dict(rows) for name, rows in state.tables.items()})
        self.branch_id = branch_id
        self.made: list[Change] = []

    def add(self, *changes: Change) -> None:
        self.state.absorb(changes)
        self.made += changes

    def bay(self, action: Action, bay: DrawnBay) -> None:
        alone: Row = {} if bay.range else {"x": bay.x, "y": bay.y}
        self.add(*bay_changes(self.state, self.branch_id, bay, width=bay.width, **alone))
        if bay.range:
            self._range(bay)
        bay_id = names.bay_id(self.branch_id, bay.bay)
        for start in bay.starts:
            self.add(self._start(action, bay_id, start))

    def passage(self, passage: DrawnPassage) -> None:
        values: Row = passage.model_dump(include={"kind", "label", "x", "y", "metres"})
        values["branch_id"] = self.branch_id
        values["floor_id"] = names.floor_id(self.branch_id, passage.floor)
        values["to_floor_id"] = names.floor_id(self.branch_id, passage.to_floor)
        row_id = names.passage_id(self.branch_id, passage.floor, passage.label)
        self.add(write(self.state, "passage", row_id, {}, **values))

    def cart(self, cart: DrawnCart) -> None:
        floor = names.floor_id(self.branch_id, cart.floor)
        values = {"branch_id": self.branch_id, "floor_id": floor, "x": cart.x, "y": cart.y}
        self.add(write(self.state, "cart_start", names.cart_id(self.branch_id), {}, **values))

    def _range(self, bay: DrawnBay) -> None:
        """Its place, where this bay's row says it."""
        row = self.state.get("shelf_range", names.range_id(self.branch_id, bay.floor, bay.range))
        said = {"x": bay.x, "y": bay.y, "heading": bay.heading}
        told = {name: value for name, value in said.items() if value is not None}
        if row and told:
            self.add(update("shelf_range", row, **told))

    def _start(self, action: Action, bay_id: str, start: Start) -> Change:
        values: Row = start.model_dump(include={"shelf", "call_number", "sort_key"})
        values |= {"branch_id": self.branch_id, "bay_id": bay_id, "location_id": start.location}
        row_id = names.start_id(bay_id, start.shelf)
        return write(self.state, "bay_start", row_id, {}, surveyed_at=action.now, **values)
