"""The papers that slips and labels are printed on."""

from dataclasses import dataclass
from typing import Literal

#: An 80 mm roll, or a sheet of A6.
SlipPaper = Literal["roll", "a6"]
#: Labels to a sheet of A4.
Sheet = Literal["14", "21", "24"]


@dataclass(frozen=True)
class Labels:
    """How a sheet is cut: rows of columns; ``width`` of what may be printed on one, in mm."""

    columns: int
    rows: int
    width: float

    @property
    def per_sheet(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows


#: The same measures stand in ``paper.css``, which lays the sheets out.
SHEETS: dict[Sheet, Labels] = {
    "14": Labels(2, 7, 93.0),
    "21": Labels(3, 7, 57.0),
    "24": Labels(3, 8, 62.0),
}
#: What may be printed across a slip, in mm.
SLIP_WIDTH: dict[SlipPaper, float] = {"roll": 72.0, "a6": 93.0}
