"""What the repository may not hold: paths of one machine, hosts of registries."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OF_ONE_MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home|Users)/\w")
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
