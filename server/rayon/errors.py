"""A rule that says no, as a value with a reason a person can read."""

from typing import Any


class Refusal(Exception):
    """Why something was not done.

    ``code`` is for machines and picks the sentence; ``facts`` fill its blanks;
    ``status`` is the HTTP status when a route, rather than a sync, hears the refusal.
    """

    def __init__(self, code: str, facts: dict[str, Any] | None = None, status: int = 409) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts or {}
        self.status = status
