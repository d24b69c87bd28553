"""``rayon import items|patrons`` and ``rayon call-numbers rekey``."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from rayon.call_numbers.commands import call_numbers_cli
from rayon.catalogue.files import items, patrons
from rayon.catalogue.files.mapping import MarcMapping, load_mapping, preset_names
from rayon.catalogue.files.places import Creating
from rayon.catalogue.files.problems import FileRefused, Problem, write_report
from rayon.catalogue.files.storing import Counted
from rayon.catalogue.rekeying import rekey, to_rekey

#: Rejections shown on the screen; the report has them all.
MOST_SHOWN = 50

FILE = click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
DRY_RUN = click.option("--dry-run", is_flag=True, help="Check everything, change nothing.")
REPORT = click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write every rejected record into this CSV file.",
)


@click.group("import")
def import_cli() -> None:
    """Bring files of the library's own system in."""


@import_cli.command("items")
@FILE
@click.option("--mapping", default="", help="A preset, or a .toml file. Default: by the file.")
@click.option("--branch", default="", help="Code of the branch that all the copies belong to.")
@click.option("--create-branches", is_flag=True, help="Make branches that the file names.")
@click.option("--create-locations", is_flag=True, help="Make shelving locations it names.")
@click.option("--max-rejected", default=20, show_default=True, help="Refuse beyond, in percent.")
@DRY_RUN
@REPORT
@with_appcontext
def import_items(
    path: Path,
    mapping: str,
    branch: str,
    create_branches: bool,
    create_locations: bool,
    max_rejected: int,
    dry_run: bool,
    report: Path | None,
) -> None:
    """Import titles and copies: MARC 21, UNIMARC or CSV. Twice is the same as once."""
    options = items.Options(
        branch=branch,
        creating=Creating(create_branches, create_locations),
        dry_run=dry_run,
        most_rejected=max_rejected / 100,
    )
    with refusals(report):
        chosen = load_mapping(mapping or _mapping_for(path))
        size = path.stat().st_size if isinstance(chosen, MarcMapping) else _lines(path)
        with click.progressbar(length=size, label=path.name, file=sys.stderr) as bar:
            done = items.import_items(
                path, chosen, options, tick=lambda end: bar.update(end - bar.pos)
            )
    show_problems(done.problems, report)
    _say_items(done)


@import_cli.command("patrons")
@FILE
@click.option("--branch", default="", help="Code of the branch of rows that name none.")
@DRY_RUN
@REPORT
@with_appcontext
def import_patrons(path: Path, branch: str, dry_run: bool, report: Path | None) -> None:
    """Import patrons from CSV: card, names, mail, phone, language, branch and limits."""
    with refusals(report):
        done = patrons.import_patrons(path, branch=branch, dry_run=dry_run)
    show_problems(done.problems, report)
    click.echo(counts(_("Patrons"), Counted(done.new, done.changed, done.same)))


@call_numbers_cli.command("rekey")
@click.option("--all", "every", is_flag=True, help="All copies, not only those with old keys.")
@with_appcontext
def rekey_items(every: bool) -> None:
    """Make the sort keys of copies again, in batches."""
    with click.progressbar(length=to_rekey(every=every), label=_("Keys"), file=sys.stderr) as bar:
        changed = rekey(every=every, tick=bar.update)
    click.echo(_("Keys changed: %(count)s.", count=changed))


@contextmanager
def refusals(report: Path | None) -> Iterator[None]:
    """A refused file ends the command with its sentence; nothing has changed."""
    try:
        yield
    except items.Rejected as error:
        show_problems(error.done.problems, report)
        raise click.ClickException(str(error)) from error
    except FileRefused as error:
        raise click.ClickException(str(error)) from error


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


def _mapping_for(path: Path) -> str:
    if path.suffix.casefold() in (".csv", ".tsv", ".txt"):
        return "csv"
    raise FileRefused(
        _("Name a mapping with --mapping: %(presets)s.", presets=", ".join(preset_names()))
    )


def _say_items(done: items.Import) -> None:
    click.echo(
        _(
            "Records read: %(records)s. Copies accepted: %(copies)s. Rejected: %(rejected)s. "
            "Records without copies: %(without)s.",
            records=done.records,
            copies=done.copies,
            rejected=len(done.problems),
            without=done.without_copies,
        )
    )
    for spot in (spot for spot in done.spots if spot.is_new):
        place = " / ".join(filter(None, (spot.branch, spot.location)))
        click.echo(
            _(
                "New location %(place)s (copies: %(count)s), ordered as %(scheme)s.",
                place=place,
                count=spot.items,
                scheme=spot.scheme,
            )
        )
    if done.titles and done.items:
        click.echo(counts(_("Titles"), done.titles))
        click.echo(counts(_("Copies"), done.items))
    else:
        click.echo(_("Nothing was changed (--dry-run)."))


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))
