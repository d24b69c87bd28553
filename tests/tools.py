"""What tests borrow from the machine: programs (skipped where missing, not in CI) and ports."""

import os
import shutil
import socket
from pathlib import Path

import pytest


def need(found: str | Path | None, package: str) -> str:
    """The path that was found; without it the test fails in CI and is skipped elsewhere."""
    if found:
        return str(found)
    said = f"{package} is not installed: run `make system`"
    if os.environ.get("CI") == "true":
        pytest.fail(said)
    pytest.skip(f"skipped: {said}")


def need_program(name: str, package: str) -> str:
    """A program on the PATH."""
    return need(shutil.which(name), package)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
