"""What one sender says at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from rayon.sync.recorded import Recorded
from rayon.sync.sender import Sender


@dataclass(frozen=True)
class Batch:
    """Actions in the order in which they were done, and whose connection they came through.

    ``epoch``: the life of the database that the phone knows of; None where it knows none yet.
    """

    actions: Sequence[Recorded]
    sender: Sender
    epoch: str | None = None
