"""The locks pin everything, name no host, and install on the oldest Node we promise."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
NODE = (20, 19, 0)


def packages() -> Iterator[tuple[str, dict[str, Any]]]:
    lock = json.loads((ROOT / "pwa/package-lock.json").read_text())
    return ((name, package) for name, package in lock["packages"].items() if name)


def test_every_python_package_is_pinned_and_nothing_else_is_said():
    lines = (ROOT / "requirements.lock").read_text().splitlines()[1:]
    assert len(lines) > 40
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.!+]+", line)] == []


def test_the_python_lock_holds_every_package_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    locked = (ROOT / "requirements.lock").read_text().splitlines()
    assert {name_of(line) for line in asked} - {name_of(line) for line in locked} == set()


def name_of(requirement: str) -> str:
    """The name of a package as registries compare it."""
    name = re.match(r"[\w.-]*", requirement)
    return re.sub(r"[-_.]+", "-", name.group()).lower()


def test_the_npm_lock_names_no_host():
    assert [name for name, package in packages() if "resolved" in package] == []


def test_every_npm_package_runs_on_the_oldest_node_we_promise():
    too_new = {
        name: package["engines"]["node"]
        for name, package in packages()
        # npm leaves an optional package out where it does not fit.
        if isinstance(package.get("engines"), dict)
        and "optional" not in package
        and not admits(package["engines"].get("node", "*"), NODE)
    }
    assert too_new == {}


def test_the_reading_of_node_ranges():
    assert admits("^18.18.0 || ^20.9.0 || >=21", NODE)
    assert admits(">= 14", NODE)
    assert admits("18.x || 20.x", NODE)
    assert not admits("^22.12 || >=24", NODE)
    assert not admits("^20.20.0", NODE)
    assert not admits(">=12 <18", NODE)


def admits(wanted: str, version: tuple[int, int, int]) -> bool:
    """Whether an npm range lets this version in (the forms found in lock files)."""
    joined = re.sub(r"([<>=^~]+)\s+", r"\1", wanted)
    return any(
        all(_holds(part, version) for part in choice.split()) for choice in joined.split("||")
    )


def _holds(part: str, version: tuple[int, int, int]) -> bool:
    sign, text = re.fullmatch(r"([<>=^~]*)v?([\dx.*]+)", part).groups()
    given = [int(number) for number in re.findall(r"\d+", text)]
    low = tuple(given + [0] * (3 - len(given)))
    same = {"^": 1, "~": 2}.get(sign, len(given))
    if sign in (">=", ">", "<", "<="):
        return {">=": version >= low, ">": version > low, "<": version < low}.get(
            sign, version <= low
        )
    return version >= low and version[:same] == low[:same]
