"""The n-th flush of a disk fails with EIO, in processes that were started with ``variables``."""

import mmap
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.tools import need_program

SOURCE = Path(__file__).with_name("failing_sync.c")
NUMBERS = struct.Struct("ii")


@dataclass
class FailingSync:
    """``folder`` is readable by every user that one of these processes runs as."""

    folder: Path

    def __post_init__(self) -> None:
        library = self.folder / "failing_sync.so"
        compiler = need_program("gcc", "gcc")
        subprocess.run([compiler, "-shared", "-fPIC", "-o", library, SOURCE], check=True)
        file = self.folder / "failing_sync"
        file.write_bytes(NUMBERS.pack(0, 0))
        file.chmod(0o666)
        with file.open("r+b") as opened:
            self._shared = mmap.mmap(opened.fileno(), NUMBERS.size)
        self.variables = {"LD_PRELOAD": str(library), "RAYON_FAILING_SYNC": str(file)}

    def fail_at(self, number: int) -> None:
        """The n-th flush from now fails; 0: none."""
        self._shared[: NUMBERS.size] = NUMBERS.pack(number, 0)

    @property
    def is_still_to_fail(self) -> bool:
        """Whether the one that was asked for has not come yet."""
        return bool(NUMBERS.unpack(self._shared)[0] > 0)

    def close(self) -> None:
        """No more failures."""
        self._shared.close()
