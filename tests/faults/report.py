"""Writes what was counted into docs/reliability.md; what people wrote around it stays."""

import json
import platform
import sqlite3
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rayon import clock
from tests.faults.checker import SETS
from tests.faults.handsets import ROOT
from tests.faults.running import BROKEN

Row = dict[str, Any]
#: Steps by the title of their part.
Played = dict[str, list[Row]]
PAGE = ROOT / "docs/reliability.md"
COUNTED, HUNTED = "counted", "hunted"


def write(parts: Played) -> None:
    """Put the figures of these parts into the page."""
    _put(COUNTED, counted({title: steps for title, steps in parts.items() if steps}))


def write_bugs(caught: dict[str, str], known: Sequence[str]) -> None:
    """Put in what was seen of each known bug; what was not hunted now stands as it did."""
    said = {name: line or "not caught" for name, line in caught.items()}
    lines = {name: line for name, line in (_hunted() | said).items() if name in known}
    rows = [f"| {name} | {line} |" for name, line in sorted(lines.items())]
    _put(HUNTED, "\n".join(["| known bug | what the checker said |", "|---|---|", *rows]) + "\n")


def _hunted() -> dict[str, str]:
    """What the page says of each known bug."""
    _, _, rest = PAGE.read_text().partition(f"<!-- {HUNTED}: ")
    cells = [line.split(" | ") for line in rest.splitlines() if line.startswith("| ")]
    return {name.removeprefix("| "): line.removesuffix(" |") for name, line in cells[1:]}


def keep(row: Row, path: Path) -> None:
    """Write this down whole, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_text(json.dumps(row))
    unfinished.replace(path)


def _put(name: str, text: str) -> None:
    begin, end = f"<!-- {name}: written by make soak -->", f"<!-- end of what was {name} -->"
    before, _, rest = PAGE.read_text().partition(begin)
    _, _, after = rest.partition(end)
    PAGE.write_text(f"{before}{begin}\n{text}{end}{after}")


def counted(parts: Played) -> str:
    """The figures, as Markdown."""
    lines = [
        f"On {clock.now():%Y-%m-%d}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version} (WAL, FULL):",
        "",
        *_figures(parts),
        "",
        *_sets(parts),
    ]
    for title, steps in parts.items():
        lines += ["", f"{title}:", "", *_kinds(_sum(steps, "faults"))]
    return "\n".join(lines) + "\n"


def _figures(parts: Played) -> list[str]:
    lines = [
        "| | seeds | schedules | actions | faults injected | mails accepted | seconds, each |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for title, steps in parts.items():
        totals = _sum(steps, "totals")
        seconds = totals["milliseconds"] / 1000
        each = seconds / max(1, totals["schedules"])
        lines.append(
            f"| {title} | {_ranges(steps)} | {totals['schedules']:,} | {totals['actions']:,} | "
            f"{_sum(steps, 'faults').total():,} | {totals['mails']:,} | "
            f"{seconds:,.0f}, {each:.1f} |"
        )
    return lines


def _sets(parts: Played) -> list[str]:
    failed = {title: _failed(steps) for title, steps in parts.items()}
    lines = [f"| set | {' | '.join(parts)} |", f"|---|{'---:|' * len(parts)}"]
    for name in (*SETS, BROKEN):
        entries = [
            str(sum(len(found.get(name, ())) for found in one.values())) for one in failed.values()
        ]
        lines.append(f"| {name} | {' | '.join(entries)} |")
    seeds = [f"{title}: {', '.join(sorted(one, key=int))}" for title, one in failed.items() if one]
    return [*lines, "", f"Seeds that failed: {'; '.join(seeds) or 'none'}."]


def _failed(steps: list[Row]) -> dict[str, dict[str, list[str]]]:
    return {seed: found for step in steps for seed, found in step["failed"].items()}


def _sum(steps: list[Row], what: str) -> Counter[str]:
    total = Counter[str]()
    for step in steps:
        total += Counter(step[what])
    return total


def _kinds(faults: Counter[str]) -> list[str]:
    rows = [f"| {kind} | {many:,} |" for kind, many in faults.most_common()]
    return ["| fault | times |", "|---|---:|", *rows]


def _ranges(steps: list[Row]) -> str:
    """Seeds played, as "0-499, 600-649"."""
    spans: list[list[int]] = []
    for step in steps:
        first, many = int(step["first"]), int(step["totals"]["schedules"])
        if spans and spans[-1][1] == first:
            spans[-1][1] = first + many
        else:
            spans.append([first, first + many])
    return ", ".join(f"{first}-{end - 1}" for first, end in spans) or "none"
