"""A folder in memory, for what is thrown away: on a slow disk tests would mostly wait.

Durability is shown by what a killed process leaves (tests/faults), which no disk is needed for.
"""

import os
import shutil
from pathlib import Path

MEMORY = Path("/dev/shm")
#: Bytes that must be free: in a container it may be a few megabytes only.
ENOUGH = 4 << 30


def in_memory() -> Path | None:
    """Where temporary files may go; None where the disk has to do."""
    is_there = MEMORY.is_dir() and os.access(MEMORY, os.W_OK)
    return MEMORY if is_there and shutil.disk_usage(MEMORY).free > ENOUGH else None
