"""Files that are sent to us: kept in the data folder until they are imported, or for a day."""

import errno
from pathlib import Path
from typing import IO

from flask import current_app

from rayon.config import Settings
from rayon.errors import Refusal

_CHUNK = 1 << 20
MIB = 1 << 20


def folder() -> Path:
    """Where they are kept."""
    settings: Settings = current_app.config["RAYON"]
    return settings.data_dir / "imports"


def receive(stream: IO[bytes], run: str) -> Path:
    """Write what comes into a file of its own.

    Raises Refusal (413, 507) when it is too large or the disk is full; then nothing is kept.
    """
    settings: Settings = current_app.config["RAYON"]
    path = folder() / run
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        _write(stream, path, settings.largest_import_mib * MIB)
    except BaseException as error:
        path.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Refusal("disk_full", status=507) from error
        raise
    return path


def _write(stream: IO[bytes], path: Path, most: int) -> None:
    size = 0
    with path.open("xb") as file:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > most:
                raise Refusal("too_large", {"limit": f"{most // MIB} MiB"}, status=413)
            file.write(chunk)
