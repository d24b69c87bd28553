"""A rule that says no, as a value with a reason a person can read."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Refusal(Exception):
    """Why something was not done.

    ``code`` is for machines and picks the sentence; ``facts`` fill its blanks;
    ``status`` is the HTTP status when a route, rather than a sync, hears the refusal.
    """

    code: str
    facts: dict[str, Any] = field(default_factory=dict)
    status: int = 409
