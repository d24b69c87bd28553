"""Mappings: small TOML files that say what a library's export means. One per kind of export."""

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

from flask import current_app
from flask_babel import gettext as _
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from rayon.call_numbers import SCHEMES
from rayon.catalogue.availability import STATUSES
from rayon.catalogue.files.problems import FileRefused
from rayon.catalogue.files.records import KINDS

PRESETS = files("rayon.catalogue") / "mappings"

#: A MARC field and the subfields wanted of it, in the order in which they are joined: ``245abnp``.
FieldPath = Annotated[str, Field(pattern=r"^[0-9A-Z]{3}[0-9a-z]*$")]
Codes = Annotated[str, Field(pattern=r"^[0-9a-z]*$")]
Scheme = Literal[*SCHEMES]  # type: ignore[valid-type]
Kind = Literal[*KINDS]  # type: ignore[valid-type]
Status = Literal["", *STATUSES]  # type: ignore[valid-type]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class StatusRule(_Strict):
    """What one subfield or column says of a copy's status; the first rule that says one wins.

    ``values`` translates its text; ``otherwise`` is for any other text ("" leaves it open,
    "refuse" rejects the copy). An empty subfield says nothing.
    """

    read: str
    values: dict[str, Status] = Field(default_factory=dict)
    otherwise: Status | Literal["refuse"] = ""


class _Common(_Strict):
    source: str = Field(pattern=r"^[a-z0-9_-]{1,20}$")
    branches: dict[str, str] = Field(default_factory=dict)
    locations: dict[str, str] = Field(default_factory=dict)
    location_names: dict[str, str] = Field(default_factory=dict)
    schemes: dict[str, Scheme] = Field(default_factory=dict)
    kinds: dict[str, Kind] = Field(default_factory=dict)
    status: list[StatusRule] = Field(default_factory=list)


class MarcTitle(_Strict):
    """Where a record keeps what is said of the title; the first field with a text wins."""

    record: list[FieldPath]
    title: list[FieldPath]
    author: list[FieldPath] = []
    publisher: list[FieldPath] = []
    year: list[FieldPath] = []
    isbn: list[FieldPath] = []
    format: list[FieldPath] = []
    accompanying: list[FieldPath] = []


class MarcItem(_Strict):
    """The field that describes copies, and its subfields; of several codes the first filled one."""

    field: str = Field(pattern=r"^[0-9A-Z]{3}$")
    barcode: Codes
    call_number: Codes
    branch: Codes = ""
    location: Codes = ""
    scheme: Codes = ""
    kind: Codes = ""
    volume: Codes = ""
    parts: Codes = ""
    due_on: Codes = ""


class MarcMapping(_Common):
    """How copies lie in MARC records (MARC 21 or UNIMARC)."""

    format: Literal["marc"]
    title: MarcTitle
    item: MarcItem


class CsvMapping(_Common):
    """How copies lie in the columns of a CSV file: our name -> headers it may have."""

    format: Literal["csv"]
    columns: dict[str, list[str]]


Mapping = Annotated[MarcMapping | CsvMapping, Field(discriminator="format")]
_ADAPTER: TypeAdapter[MarcMapping | CsvMapping] = TypeAdapter(Mapping)


def preset_names() -> list[str]:
    """Names of the mappings that come with Rayon."""
    return sorted(Path(entry.name).stem for entry in PRESETS.iterdir() if entry.is_file())


def mapping_names() -> list[str]:
    """The presets, and before them the library's own files in ``mappings/`` of the data folder."""
    own = sorted(path.stem for path in _own_folder().glob("*.toml"))
    return [*own, *(name for name in preset_names() if name not in own)]


def load_mapping(name: str) -> MarcMapping | CsvMapping:
    """A mapping by its name, or by the path of a TOML file.

    Raises FileRefused when there is none, or when it says something that is not understood.
    """
    try:
        return _ADAPTER.validate_python(tomllib.loads(_text_of(name)))
    except tomllib.TOMLDecodeError as error:
        raise FileRefused(
            _("The mapping %(name)s is not TOML: %(why)s", name=name, why=str(error))
        ) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise FileRefused(
            _(
                "The mapping %(name)s is wrong at %(where)s: %(why)s",
                name=name,
                where=where,
                why=first["msg"],
            )
        ) from error


def _text_of(name: str) -> str:
    own = _own_folder() / f"{name}.toml"
    if name in mapping_names() and own.is_file():
        return own.read_text(encoding="utf-8")
    if name in preset_names():
        return (PRESETS / f"{name}.toml").read_text(encoding="utf-8")
    path = Path(name)
    if path.suffix == ".toml" and path.is_file():
        return path.read_text(encoding="utf-8")
    raise FileRefused(
        _(
            "There is no mapping %(name)s. Presets: %(presets)s; or give the path of a .toml file.",
            name=name,
            presets=", ".join(mapping_names()),
        )
    )


def _own_folder() -> Path:
    folder: Path = current_app.config["RAYON"].data_dir / "mappings"
    return folder
