"""What happened in one schedule, line by line: all that the checker ever sees."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Line = dict[str, Any]


class History:
    """Lines in the order in which things happened."""

    def __init__(self, lines: Iterable[Line] = ()) -> None:
        self.lines: list[Line] = list(lines)

    def add(self, what: str, **facts: Any) -> None:
        """Something happened."""
        self.lines.append({"what": what, **facts})

    def of(self, *whats: str) -> Iterator[Line]:
        """Every line of these kinds."""
        return (line for line in self.lines if line["what"] in whats)

    def last(self, what: str) -> Line:
        """The last line of a kind."""
        return next(line for line in reversed(self.lines) if line["what"] == what)

    def write(self, path: Path) -> None:
        """Keep it as JSON lines."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in self.lines))


def read(path: Path) -> History:
    """A history that was kept."""
    return History(json.loads(line) for line in path.read_text().splitlines())
