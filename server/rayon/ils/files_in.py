"""A file that somebody chose on a screen: checked or brought in, and thrown away."""

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from rayon.catalogue.files.patrons import import_patrons
from rayon.catalogue.files.problems import FileRefused, Problem
from rayon.errors import Refusal
from rayon.ils.hold_import import HoldOptions, import_holds
from rayon.ils.loan_import import import_loans
from rayon.ils.status_import import import_status
from rayon.ils.vanished import ManyVanished

Row = dict[str, Any]
#: Characters of base64; the file is a quarter smaller.
LARGEST = 24 * 1024 * 1024
MOST_SHOWN = 100


class FileIn(BaseModel):
    """A file in base64. ``check``: say what it would do and change nothing."""

    model_config = ConfigDict(extra="forbid")
    kind: Literal["holds", "status", "loans", "patrons"]
    content: str = Field(max_length=LARGEST)
    check: bool
    many_vanished: bool = False


def take_in(asked: FileIn, branch: str) -> Row:
    """What came of it: counts by name, rejected rows and warnings.

    Raises Refusal: ``file_refused`` with the sentence that says what to do, ``many_vanished``.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(_decoded(asked.content))
        try:
            done = IMPORTS[asked.kind](path, branch, asked)
        except ManyVanished as error:
            raise Refusal("many_vanished", {"why": str(error)}, status=409) from None
        except FileRefused as error:
            raise Refusal("file_refused", {"why": str(error)}, status=422) from None
    return _answer(done)


IMPORTS: dict[str, Callable[[Path, str, FileIn], Any]] = {
    "holds": lambda path, branch, asked: import_holds(
        path, HoldOptions(branch=branch, dry_run=asked.check, many_vanished=asked.many_vanished)
    ),
    "status": lambda path, _branch, asked: import_status(path, dry_run=asked.check),
    "loans": lambda path, branch, asked: import_loans(path, branch=branch, dry_run=asked.check),
    "patrons": lambda path, branch, asked: import_patrons(path, branch=branch, dry_run=asked.check),
}


def _decoded(content: str) -> bytes:
    try:
        return b64decode(content, validate=True)
    except (NotBase64, ValueError):
        facts = {"field": "content", "reason": "base64"}
        raise Refusal("bad_field", facts, status=422) from None


def _answer(done: Any) -> Row:
    """The numbers of an import under their own names, and what it had to say."""
    values = {field.name: getattr(done, field.name) for field in fields(done)}
    return {
        "counts": {name: value for name, value in values.items() if isinstance(value, int)},
        "problems": _shown(values["problems"]),
        "rejected": len(values["problems"]),
        "warnings": _shown(values.get("warnings", [])),
    }


def _shown(problems: list[Problem]) -> list[Row]:
    return [
        {"place": one.place, "field": one.field, "reason": one.reason}
        for one in problems[:MOST_SHOWN]
    ]
