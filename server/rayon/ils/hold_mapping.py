"""Mappings for files of holds: which columns mean what, and which branch a name stands for."""

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Literal

from flask_babel import gettext as _
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rayon.catalogue.files.csv_rows import Sheet, open_sheet, require
from rayon.catalogue.files.problems import FileRefused

PRESETS = files("rayon.ils") / "mappings"
NAMES = ("koha", "csv")
#: Without these columns, a row cannot be understood.
NEEDED = {"koha": ("barcode", "card", "pickup", "asked_at"), "csv": ("card",)}


class HoldMapping(BaseModel):
    """What the columns of a file of holds mean.

    ``columns``: our name -> headers it may have; ``branches``: a name in the file -> our code.
    ``month_first``: dates are written 11/22/2026.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["koha", "csv"]
    source: str = Field(pattern=r"^[a-z0-9_-]{1,20}$")
    columns: dict[str, list[str]]
    branches: dict[str, str] = Field(default_factory=dict)
    ignore: list[str] = Field(default_factory=list)
    month_first: bool = False


def understand(path: Path, name: str = "") -> tuple[Sheet, HoldMapping]:
    """The file with its columns found; without a ``name``, by the preset that fits its header.

    Raises FileRefused, with what was found and what was expected, when columns are missing or
    unknown.
    """
    if name:
        return _checked(path, load_hold_mapping(name))
    return _checked(path, min(map(load_hold_mapping, NAMES), key=lambda m: _misfit(path, m)))


def load_hold_mapping(name: str) -> HoldMapping:
    """A preset, or a TOML file. A file need not repeat the columns of the preset of its format."""
    try:
        given = tomllib.loads(_text_of(name))
        if name not in NAMES and given.get("format") in NAMES:
            preset = tomllib.loads(_text_of(given["format"]))
            given = {**preset, **given, "columns": preset["columns"] | given.get("columns", {})}
        return HoldMapping.model_validate(given)
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise FileRefused(
            _("The mapping %(name)s is wrong: %(why)s", name=name, why=str(error)[:300])
        ) from error


def _text_of(name: str) -> str:
    if name in NAMES:
        return (PRESETS / f"{name}.toml").read_text(encoding="utf-8")
    path = Path(name)
    if path.suffix == ".toml" and path.is_file():
        return path.read_text(encoding="utf-8")
    raise FileRefused(
        _(
            "There is no mapping %(name)s. Presets: %(presets)s; or give the path of a .toml file.",
            name=name,
            presets=", ".join(NAMES),
        )
    )


def _misfit(path: Path, mapping: HoldMapping) -> int:
    """How many columns a mapping does not find, or does not know."""
    sheet = open_sheet(path, mapping.columns)
    return len(set(NEEDED[mapping.format]) - set(sheet.names.values())) + len(sheet.unknown)


def _checked(path: Path, mapping: HoldMapping) -> tuple[Sheet, HoldMapping]:
    ignored = {f"ignored {number}": [text] for number, text in enumerate(mapping.ignore)}
    sheet = open_sheet(path, {**mapping.columns, **ignored})
    require(sheet, mapping.columns, NEEDED[mapping.format])
    if sheet.unknown:
        raise FileRefused(
            _(
                "These columns are unknown: %(unknown)s. Expected: %(known)s. "
                "Remove them, or name them under “ignore” in a mapping.",
                unknown=", ".join(sheet.unknown),
                known=", ".join(" / ".join(texts) for texts in mapping.columns.values()),
            )
        )
    return sheet, mapping
