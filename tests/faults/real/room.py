"""A small disk of its own for the data, that can be filled to the last byte."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Room:
    """``is_small``: it can be filled. Only root may make a disk; elsewhere it is a plain folder."""

    folder: Path
    is_small: bool

    def fill(self) -> None:
        """Not a byte more fits."""
        size = MEBIBYTE
        with self._ballast.open("ab", buffering=0) as file:
            while size:
                try:
                    file.write(b"\0" * size)
                except OSError:
                    size //= 2

    def empty(self) -> None:
        """There is room again."""
        self._ballast.unlink(missing_ok=True)

    @property
    def _ballast(self) -> Path:
        return self.folder / "ballast"


@contextmanager
def room(folder: Path, mebibytes: int) -> Iterator[Room]:
    """A disk of this size at ``folder``, while the block lasts."""
    folder.mkdir()
    is_small = os.geteuid() == 0 and _mount(folder, mebibytes)
    try:
        yield Room(folder, is_small)
    finally:
        if is_small:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _mount(folder: Path, mebibytes: int) -> bool:
    with suppress(OSError):
        command = ["mount", "-t", "tmpfs", "-o", f"size={mebibytes}m", "rayon-room", str(folder)]
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    return False
