"""Mappings for files of holds: which columns mean what, and which branch a name stands for."""

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Literal

from flask_babel import gettext as _
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rayon.catalogue.files.problems import FileRefused
from rayon.ils.tables import Table, check_columns, open_table

PRESETS = files("rayon.ils") / "mappings"
NAMES = ("koha", "koha-report", "koha-pull", "csv")
#: Without these columns, a row cannot be understood.
NEEDED = {
    "koha": ("barcode", "card", "pickup", "asked_at"),
    "koha-report": ("card", "pickup", "asked_at"),
    "koha-pull": ("number", "title"),
    "csv": ("card",),
}


class HoldMapping(BaseModel):
    """What the columns of a file of holds mean.

    ``columns``: our name -> headers it may have; ``branches``: a name in the file -> our code.
    ``month_first``: dates are written 11/22/2026.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["koha", "koha-report", "koha-pull", "csv"]
    source: str = Field(pattern=r"^[a-z0-9_-]{1,20}$")
    columns: dict[str, list[str]]
    branches: dict[str, str] = Field(default_factory=dict)
    ignore: list[str] = Field(default_factory=list)
    month_first: bool = False


def understand(
    path: Path, name: str = "", saved: HoldMapping | None = None
) -> tuple[Table, HoldMapping]:
    """The file with its columns found; without a ``name``, by the mapping that fits its header.

    Raises FileRefused, with what was found and what was expected, when columns are missing or
    unknown.
    """
    if name:
        return _checked(path, load_hold_mapping(name))
    known = [*([saved] if saved else []), *map(load_hold_mapping, NAMES)]
    return _checked(path, min(known, key=lambda mapping: _misfit(path, mapping)))


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


def _columns(mapping: HoldMapping) -> dict[str, list[str]]:
    ignored = {f"ignored {number}": [text] for number, text in enumerate(mapping.ignore)}
    return {**mapping.columns, **ignored}


def _misfit(path: Path, mapping: HoldMapping) -> int:
    """How many columns a mapping does not find, or does not know."""
    table = open_table(path, _columns(mapping))
    return len(set(NEEDED[mapping.format]) - set(table.names.values())) + len(table.unknown)


def _checked(path: Path, mapping: HoldMapping) -> tuple[Table, HoldMapping]:
    table = open_table(path, _columns(mapping))
    check_columns(table, mapping.columns, NEEDED[mapping.format])
    return table, mapping
