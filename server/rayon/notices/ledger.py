"""What several senders write down at the same moment goes into one transaction on SQLite.

Each waits until its own line is on the disk, as if it had written alone: the mark before the text
leaves, the result before the next message. Only the waiting is shared.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from sqlalchemy.orm import Session

from rayon.database import writing, writing_engine

Write = Callable[[Session], bool]


@dataclass(eq=False)
class _Line:
    write: Write
    is_written: bool = False
    answer: bool = False
    error: BaseException | None = None


class Ledger:
    """One for all threads of a sender."""

    def __init__(self) -> None:
        self._waiting: deque[_Line] = deque()
        self._turn = Lock()

    def write(self, write: Write) -> bool:
        """What ``write`` answered, once it was committed. Raises what it raised."""
        if writing_engine().dialect.name != "sqlite":
            # There writers do not queue, and the database shares its waiting by itself. And of two
            # that change many rows at once, each could wait for the other.
            with writing() as session:
                return write(session)
        line = _Line(write)
        self._waiting.append(line)
        with self._turn:
            if not line.is_written:
                # Whoever joined while another wrote; later ones join the next.
                _commit([self._waiting.popleft() for _ in range(len(self._waiting))])
        if line.error is not None:
            raise line.error
        return line.answer


def _commit(lines: list[_Line]) -> None:
    try:
        with writing() as session:
            answers = [line.write(session) for line in lines]
    except BaseException as error:
        if len(lines) > 1:
            # One of them cannot be written: the others are not to suffer for it.
            for line in lines:
                _commit([line])
            return
        lines[0].error, lines[0].is_written = error, True
    else:
        for line, answer in zip(lines, answers, strict=True):
            line.answer, line.is_written = answer, True
