"""The rest of `make bench-import`: what the hostile files of the tests cost to read.

Prints the dearest ones; ends with an error when one takes more than two seconds, or all of them
need more than 200 MB above an idle process.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.imports import say
from tests.catalogue.hostile_files import hostile_records, hostile_tables

MOST_SECONDS = 2.0
MOST_MEMORY_MB = 200
DEAREST = 8
READER = Path(__file__).resolve().parents[1] / "catalogue" / "reader_process.py"


def main() -> int:
    """Exit status: 0 when every file is cheap."""
    with tempfile.TemporaryDirectory() as folder:
        names = _write(Path(folder))
        _nothing, idle = _read(Path(folder), [])
        verdicts, memory = _read(Path(folder), list(names))
    seconds = {names[path]: verdict["seconds"] for path, verdict in verdicts.items()}
    for name, spent in sorted(seconds.items(), key=lambda one: -one[1])[:DEAREST]:
        say(f"{spent:6.2f} s  {name}")
    say(f"{len(seconds)} hostile files; memory above an idle process: {memory - idle:.0f} MB")
    is_cheap = max(seconds.values()) <= MOST_SECONDS and memory - idle <= MOST_MEMORY_MB
    say("ok" if is_cheap else f"BAD: more than {MOST_SECONDS} s or {MOST_MEMORY_MB} MB")
    return 0 if is_cheap else 1


def _write(folder: Path) -> dict[str, str]:
    """Path -> what is wrong with the file there."""
    names = {}
    for ending, files in (("csv", hostile_tables()), ("mrc", hostile_records())):
        for number, (name, content) in enumerate(files.items()):
            path = folder / f"{number}.{ending}"
            path.write_bytes(content)
            names[str(path)] = f"{ending}: {name}"
    return names


def _read(folder: Path, paths: list[str]) -> tuple[dict[str, dict[str, float]], float]:
    """What became of each file, and the peak memory of the process in MB."""
    (folder / "list.json").write_text(json.dumps(paths))
    with (folder / "out.json").open("w") as out:
        words = [sys.executable, str(READER), str(folder / "list.json"), str(folder)]
        process = subprocess.Popen(words, stdout=out)
        _pid, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit("a file ended the process that read it")
    return json.loads((folder / "out.json").read_text()), usage.ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
