"""What the import screen sees."""

from pathlib import Path
from typing import Any

from rayon.catalogue.files.imports import CatalogueImport
from rayon.catalogue.files.mapping import load_mapping
from rayon.catalogue.files.problems import FileRefused, Problem
from rayon.catalogue.files.reading import SHOWN, Look, look
from rayon.catalogue.files.records import Copy, Record
from rayon.sentences import sentence

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


def look_view(row: CatalogueImport, mapping: str, branch: str) -> dict[str, Any]:
    """The first copies of its file by one mapping, or why there are none."""
    try:
        return _seen_view(look(Path(row.path), load_mapping(mapping), branch))
    except FileRefused as error:
        why = str(error)
    except FileNotFoundError:
        why = sentence("unknown_import", {})
    return {**_seen_view(Look()), "why": why}


def rejection_view(problem: Problem) -> dict[str, str]:
    """A record that was left out: where, which field, why."""
    return {"place": problem.place, "field": problem.field, "reason": problem.reason}


def _seen_view(seen: Look) -> dict[str, Any]:
    return {
        "copies": [_copy_view(record, copy) for record, copy in seen.copies[:SHOWN]],
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
        "kind": copy.kind,
        "volume": copy.volume,
        "parts": copy.parts,
        "status": copy.status,
    }
