"""The one door, for routes of a step: ``create_app`` hangs it here, no step imports ``sync``."""

from typing import Any, Protocol

from flask import current_app

from rayon.errors import Refusal
from rayon.holds.action import Judged, Perform
from rayon.staff.access import Person


class PerformAsPerson(Protocol):
    """Do one thing in somebody's name."""

    def __call__(self, name: str, subject: str, *, by: Person, **payload: Any) -> Judged:
        """The outcome of the action."""


def open_doors(server: Perform, person: PerformAsPerson) -> dict[str, Any]:
    """What ``create_app`` keeps under ``RAYON_DOORS``."""
    return {"server": server, "person": person}


def perform_as_server() -> Perform:
    """For what the server does by itself."""
    door: Perform = current_app.config["RAYON_DOORS"]["server"]
    return door


def perform(name: str, subject: str, *, by: Person, **payload: Any) -> Judged:
    """For what a person asks by a web page: judged by the same handlers as a phone's actions."""
    door: PerformAsPerson = current_app.config["RAYON_DOORS"]["person"]
    return door(name, subject, by=by, **payload)


def done(judged: Judged) -> Judged:
    """What was done. Raises the refusal, with its sentence, where nothing was."""
    if judged.outcome in ("refused", "quarantined", "conflict"):
        status = 404 if judged.why.startswith("unknown_") else 409
        raise Refusal(judged.why, judged.facts, status=status)
    return judged
