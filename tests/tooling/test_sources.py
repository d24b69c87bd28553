"""What the repository may not hold: paths of one machine, hosts of registries."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OF_ONE_MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home|Users)/\w")
#: dates.py and texts.ts know the French “1er”; "sv-SE" is a date for machines.
WRITES_DAYS = re.compile(r'\bformat_date\(|toLocaleDateString\((?!"sv-SE")|Intl\.DateTimeFormat\(')
OF_A_REGISTRY = re.compile(r"registry\.npmjs|pypi\.org|files\.pythonhosted|deb\.debian", re.I)


def texts() -> Iterator[tuple[str, str]]:
    """Every text file that belongs to the project, with its path in it."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.is_file() and path != Path(__file__) and b"\0" not in path.read_bytes()[:4096]:
            yield name, path.read_text(errors="replace")


def test_no_path_of_somebodys_machine_is_written_down():
    assert [name for name, text in texts() if OF_ONE_MACHINE.search(text)] == []


def test_no_registry_host_is_written_down():
    assert [name for name, text in texts() if OF_A_REGISTRY.search(text)] == []


def test_days_are_written_in_one_place_on_each_side():
    code = {name for name, text in texts() if WRITES_DAYS.search(text)}
    server_and_app = {name for name in code if name.startswith(("server/rayon/", "pwa/src/"))}
    assert server_and_app == {"server/rayon/dates.py", "pwa/src/texts.ts"}
