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

    @property
    def is_phone(self) -> bool:
        """Whether actions come with a phone's own numbers."""
        return self.author is None and not self.is_server
