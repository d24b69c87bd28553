"""What the import screen sees."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from flask_babel import lazy_gettext as _l

from rayon.catalogue.files.accents import repaired_record
from rayon.catalogue.files.imports import CatalogueImport
from rayon.catalogue.files.mapping import load_mapping
from rayon.catalogue.files.problems import FileRefused, Problem
from rayon.catalogue.files.reading import SHOWN, Look, look
from rayon.catalogue.files.records import Copy, Record
from rayon.catalogue.kind_names import kind_name
from rayon.sentences import sentence

#: What the library's own system says of a copy (see ``catalogue/availability.py``).
STATUS_NAMES: dict[str, Any] = {
    "available": _l("Available"),
    "on_loan": _l("On loan"),
    "in_transit": _l("In transit"),
    "reference": _l("Reference only"),
    "not_for_loan": _l("Not for loan"),
    "missing": _l("Missing"),
    "withdrawn": _l("Withdrawn"),
}
#: What a rejection may be about; fields of MARC stand beside it as they are.
FIELD_NAMES: dict[str, Any] = {
    "barcode": _l("barcode"),
    "title": _l("title"),
    "call_number": _l("call number"),
    "branch": _l("branch"),
    "status": _l("status"),
    "due_on": _l("due date"),
}
#: Choices that the screen shows again.
CHOICES = ("mapping", "branch", "create_branches", "create_locations", "repair_accents")


def import_view(row: CatalogueImport) -> dict[str, Any]:
    """An import: how far it is, what was found, what was counted."""
    return {
        "id": row.id,
        "state": row.state,
        "file_name": row.file_name,
        "size": row.size,
        "choices": {name: row.told[name] for name in CHOICES},
        "phase": row.phase,
        "done": row.done,
        "total": row.total,
        "found": row.found or None,
        "counted": row.counted,
        "why": row.why,
        "changed_at": row.changed_at.isoformat(),
    }


def look_view(
    row: CatalogueImport, mapping: str, branch: str, *, repair_accents: bool
) -> dict[str, Any]:
    """The first copies of its file by one mapping, or why there are none."""
    try:
        seen = look(Path(row.path), load_mapping(mapping), branch)
        return _seen_view(seen, repair_accents=repair_accents)
    except FileRefused as error:
        why = str(error)
    except FileNotFoundError:
        why = sentence("unknown_import", {})
    return {**_seen_view(Look(), repair_accents=False), "why": why}


def rejection_view(problem: Problem) -> dict[str, str]:
    """A record that was left out: where, which field, why."""
    field = " ".join(str(FIELD_NAMES.get(word, word)) for word in problem.field.split())
    return {"place": problem.place, "field": field, "reason": problem.reason}


def _seen_view(seen: Look, *, repair_accents: bool) -> dict[str, Any]:
    copies = [replace(record, copies=(copy,)) for record, copy in seen.copies[:SHOWN]]
    shown = map(repaired_record, copies) if repair_accents else copies
    return {
        "copies": [_copy_view(record, record.copies[0]) for record in shown],
        "rejected": [rejection_view(problem) for problem in seen.problems[:SHOWN]],
        "accents": seen.damage.as_json(),
        "why": "",
    }


def _copy_view(record: Record, copy: Copy) -> dict[str, Any]:
    return {
        "barcode": copy.barcode,
        "title": record.title,
        "author": record.author,
        "call_number": copy.call_number,
        "branch": copy.branch,
        "location": copy.location,
        "kind": kind_name(copy.kind),
        "volume": copy.volume,
        "parts": copy.parts,
        "status": str(STATUS_NAMES[copy.status]),
    }
