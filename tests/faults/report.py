"""Writes what was counted into docs/reliability.md; what people wrote around it stays."""

import platform
import sqlite3
from collections import Counter
from typing import Any

from rayon import clock
from tests.faults.handsets import ROOT

Row = dict[str, Any]
PAGE = ROOT / "docs/reliability.md"
BEGIN, END = "<!-- counted: written by make soak -->", "<!-- end of what was counted -->"


def write(parts: list[Row]) -> None:
    """Put the figures of these parts between the two marks of the page."""
    before, _, rest = PAGE.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n{counted(parts)}{END}{after}")


def counted(parts: list[Row]) -> str:
    """The figures, as Markdown."""
    totals, faults = Counter[str](), Counter[str]()
    failed: dict[str, dict[str, list[str]]] = {}
    for part in parts:
        totals += Counter(part["totals"])
        faults += Counter(part["faults"])
        failed |= part["failed"]
    lines = [*_figures(parts, totals, faults), "", *_sets(failed), "", *_kinds(faults)]
    return "\n".join(lines) + "\n"


def _figures(parts: list[Row], totals: Counter[str], faults: Counter[str]) -> list[str]:
    seconds = totals["milliseconds"] / 1000
    each = seconds / max(1, totals["schedules"])
    return [
        f"On {clock.now():%Y-%m-%d}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version} (WAL, FULL, in memory):",
        "",
        "| | |",
        "|---|---:|",
        f"| seeds | {_ranges(parts)} |",
        f"| schedules | {totals['schedules']:,} |",
        f"| actions saved on phones | {totals['actions']:,} |",
        f"| faults injected | {faults.total():,} |",
        f"| mails accepted | {totals['mails']:,} |",
        f"| time, one schedule | {seconds:,.0f} s, {each:.1f} s |",
    ]


def _sets(failed: dict[str, dict[str, list[str]]]) -> list[str]:
    names = ("lost", "forgot", "double", "mute", "diverged", "false_ready", "dup", "unsent")
    rows = [
        f"| {name} | {sum(len(found.get(name, ())) for found in failed.values())} |"
        for name in (*names, "uncorrected", "broken")
    ]
    seeds = ", ".join(sorted(failed, key=int)) or "none"
    return ["| set | entries |", "|---|---:|", *rows, "", f"Seeds that failed: {seeds}."]


def _kinds(faults: Counter[str]) -> list[str]:
    rows = [f"| {kind} | {many:,} |" for kind, many in faults.most_common()]
    return ["| fault | times |", "|---|---:|", *rows]


def _ranges(parts: list[Row]) -> str:
    """Seeds played, as "0-499, 600-649"."""
    spans: list[list[int]] = []
    for part in parts:
        first, many = int(part["first"]), int(part["totals"]["schedules"])
        if spans and spans[-1][1] == first:
            spans[-1][1] = first + many
        else:
            spans.append([first, first + many])
    return ", ".join(f"{first}-{end - 1}" for first, end in spans) or "none"
