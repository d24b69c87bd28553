"""Writes requirements.lock: every package of `make run` and `make test`, pinned exactly.

Run by `make lock` after a dependency in pyproject.toml changes. Names and versions only: the
lock says nothing about where packages come from.
"""

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = "# Written by `make lock` from pyproject.toml.\n"


def main() -> None:
    """Resolve in an empty environment and freeze what came out."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["postgresql"],
        *project["dependency-groups"]["dev"],
    ]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        pip = str(Path(folder, "bin", "pip"))
        subprocess.run([pip, "install", "--quiet", *wanted], check=True)
        frozen = subprocess.run([pip, "freeze"], check=True, capture_output=True, text=True)
    (ROOT / "requirements.lock").write_text(HEADER + frozen.stdout)


if __name__ == "__main__":
    main()
