"""What an import says on a terminal: a bar, counts, rejections."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from flask_babel import gettext as _

from rayon.catalogue.files import items
from rayon.catalogue.files.checking import Checked
from rayon.catalogue.files.problems import Problem, write_report
from rayon.catalogue.files.storing import Counted

#: Rejections shown on the screen; the report has them all.
MOST_SHOWN = 50


def show_problems(problems: Sequence[Problem], report: Path | None) -> None:
    """Rejections on stderr, or all of them in the report."""
    if report:
        write_report(report, problems)
        return
    for problem in problems[:MOST_SHOWN]:
        click.echo(str(problem), err=True)
    if len(problems) > MOST_SHOWN:
        more = len(problems) - MOST_SHOWN
        click.echo(_("… and more (%(more)s): see them with --report.", more=more), err=True)


def counts(what: str, counted: Counted) -> str:
    """One line: how many rows are new, changed and as they were."""
    return _(
        "%(what)s: new %(new)s, changed %(changed)s, unchanged %(same)s.",
        what=what,
        new=counted.new,
        changed=counted.changed,
        same=counted.same,
    )


@contextmanager
def progress() -> Iterator[items.Tick]:
    """One bar for the check, and one for the rest."""
    bars: dict[str, Callable[[int], None]] = {}
    labels = {"check": _("Checking"), "apply": _("Importing")}

    def tick(what: str, done: int, total: int) -> None:
        if what not in bars:
            bar = click.progressbar(length=total, label=labels[what], file=sys.stderr)
            bars[what] = lambda end: bar.update(end - bar.pos)
        bars[what](done)

    yield tick
    click.echo("", err=True)


def say_items(done: items.Import) -> None:
    _say_checked(done.checked)
    if done.titles and done.items:
        click.echo(counts(_("Titles"), done.titles))
        click.echo(counts(_("Copies"), done.items))
        seconds = f"{done.longest_step:.1f}"
        click.echo(_("Others waited at most %(seconds)s s to write.", seconds=seconds))
    else:
        click.echo(_("Nothing was changed (--dry-run)."))


def _say_checked(checked: Checked) -> None:
    click.echo(
        _(
            "Records read: %(records)s. Copies accepted: %(copies)s. Rejected: %(rejected)s. "
            "Records without copies: %(without)s.",
            records=checked.records,
            copies=checked.copies,
            rejected=checked.rejected,
            without=checked.without_copies,
        )
    )
    for spot in (spot for spot in checked.spots if spot.is_new):
        place = " / ".join(filter(None, (spot.branch, spot.location)))
        click.echo(
            _(
                "New location %(place)s (copies: %(count)s), ordered as %(scheme)s.",
                place=place,
                count=spot.items,
                scheme=spot.scheme,
            )
        )
    if checked.damage.is_likely:
        _offer_repair(checked)


def _offer_repair(checked: Checked) -> None:
    """Never silent: what it would do is shown, and a person decides."""
    click.echo(
        _(
            "%(count)s texts look as if their accents were read wrongly. Import again with "
            "--repair-accents to correct them:",
            count=checked.damage.damaged,
        )
    )
    for before, after in checked.damage.examples:
        click.echo(f"  {before} → {after}")
