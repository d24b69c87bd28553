"""Reads the files of a list, one after the other, within limits; run by test_hostile_files.py."""

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

from rayon import create_app
from rayon.catalogue.files.accents import Damage, texts_of
from rayon.catalogue.files.mapping import load_mapping
from rayon.catalogue.files.problems import MOST_PROBLEMS, FileRefused
from rayon.catalogue.files.reading import guess_mapping, records_of
from rayon.config import Settings

MORE_MEMORY = 200 * 1024 * 1024
#: Seconds of the processor; a slow machine may need some for what is no fault of the file.
MOST_CPU = 20
PRESETS = {".csv": "csv", ".mrc": "uva-999"}


def main(files: Path, folder: Path) -> None:
    """Print what became of each file."""
    app = create_app(Settings(data_dir=folder, worker="off"))
    with app.app_context():
        _limit_memory()
        verdicts = {name: _verdict(Path(name)) for name in json.loads(files.read_text())}
    sys.stdout.write(json.dumps(verdicts))


def _limit_memory() -> None:
    now = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + MORE_MEMORY, now + MORE_MEMORY))


def _verdict(path: Path) -> dict[str, Any]:
    began = time.process_time()
    spent = int(began)
    resource.setrlimit(resource.RLIMIT_CPU, (spent + MOST_CPU, resource.RLIM_INFINITY))
    verdict = {"copies": 0, "rejected": [], "why": ""}
    try:
        guess_mapping(path)
        _read(path, verdict)
    except FileRefused as error:
        verdict["why"] = str(error)
    return verdict | {"seconds": time.process_time() - began}


def _read(path: Path, verdict: dict[str, Any]) -> None:
    mapping, damage, rejected = load_mapping(PRESETS[path.suffix]), Damage(), 0
    for record, problems, _end in records_of(path, mapping, repair_accents=True):
        rejected += len(problems)
        verdict["rejected"] = (verdict["rejected"] + list(map(str, problems)))[:20]
        if record:
            verdict["copies"] += len(record.copies)
            damage.look_at(texts_of(record))
        if rejected > MOST_PROBLEMS:
            raise FileRefused("Too much of the file is rejected.")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
