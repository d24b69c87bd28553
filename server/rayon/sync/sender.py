"""Whose connection actions come through."""

from dataclasses import dataclass

from rayon.staff.rights import Author


@dataclass(frozen=True)
class Sender:
    """A device; with ``author`` also the person signed in on it. Empty for the server itself."""

    device_id: str | None = None
    branch_id: int | None = None
    author: Author | None = None
    is_server: bool = False
