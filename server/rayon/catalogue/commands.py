"""``rayon import items|patrons``, ``rayon items parts`` and ``rayon call-numbers rekey``."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from rayon.call_numbers.commands import call_numbers_cli
from rayon.catalogue.files import items, patrons
from rayon.catalogue.files.checking import Options
from rayon.catalogue.files.mapping import load_mapping, mapping_names
from rayon.catalogue.files.places import Creating
from rayon.catalogue.files.problems import FileRefused
from rayon.catalogue.files.reading import guess_mapping
from rayon.catalogue.files.storing import Counted
from rayon.catalogue.files.working import work_off
from rayon.catalogue.parts import count_by_hand
from rayon.catalogue.rekeying import rekey, to_rekey
from rayon.catalogue.saying import counts, progress, say_items, show_problems

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
@click.argument(
    "path", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False
)
@click.option("--mapping", default="", help="A preset, or a .toml file. Default: by the file.")
@click.option("--branch", default="", help="Code of the branch that all the copies belong to.")
@click.option("--create-branches", is_flag=True, help="Make branches that the file names.")
@click.option("--create-locations", is_flag=True, help="Make shelving locations it names.")
@click.option("--repair-accents", is_flag=True, help="Lâeg becomes Lég (accents read wrongly).")
@click.option("--max-rejected", default=20, show_default=True, help="Refuse beyond, in percent.")
@click.option("--resume", is_flag=True, help="Go on with an import that was broken off.")
@DRY_RUN
@REPORT
@with_appcontext
def import_items(
    path: Path | None,
    mapping: str,
    branch: str,
    create_branches: bool,
    create_locations: bool,
    repair_accents: bool,
    max_rejected: int,
    resume: bool,
    dry_run: bool,
    report: Path | None,
) -> None:
    """Import titles and copies: MARC 21, UNIMARC, MARCXML or CSV. Twice is the same as once."""
    options = Options(
        branch=branch,
        creating=Creating(create_branches, create_locations),
        dry_run=dry_run,
        most_rejected=max_rejected / 100,
        repair_accents=repair_accents,
    )
    with refusals(report), progress() as tick:
        done = items.resume(tick) if resume else _import(path, mapping, options, tick)
    if done is None:
        click.echo(_("No import was broken off: there is nothing to go on with."))
        return
    show_problems(done.problems, report)
    say_items(done)


@import_cli.command("work", hidden=True)
@click.argument("run")
@with_appcontext
def work(run: str) -> None:
    """Work off one import that was started in the app."""
    # A refusal is on its row by now, for the person who watches the screen.
    with suppress(FileRefused):
        work_off(run)


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


@click.group("items")
def items_cli() -> None:
    """What people know of single copies."""


@items_cli.command("parts")
@click.argument("barcode")
@click.argument("parts", type=click.IntRange(1, 60))
@click.option("--note", default="", help="What they are: “2 DVD + booklet”.")
@with_appcontext
def parts(barcode: str, parts: int, note: str) -> None:
    """Say once how many parts a copy has; imports leave it so."""
    if not count_by_hand(barcode, parts, note):
        raise click.ClickException(_("No copy has the barcode %(barcode)s.", barcode=barcode))
    click.echo(_("Parts of %(barcode)s: %(count)s.", barcode=barcode, count=parts))


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
    except items.Refused as error:
        show_problems(error.problems, report)
        raise click.ClickException(str(error)) from error
    except FileRefused as error:
        raise click.ClickException(str(error)) from error


def _import(path: Path | None, mapping: str, options: Options, tick: items.Tick) -> items.Import:
    if path is None:
        raise click.UsageError(_("Name the file to import, or use --resume."))
    return items.import_items(path, load_mapping(mapping or _mapping_for(path)), options, tick)


def _mapping_for(path: Path) -> str:
    if guessed := guess_mapping(path):
        return guessed
    if path.suffix.casefold() in (".csv", ".tsv", ".txt"):
        return "csv"
    raise FileRefused(
        _("Name a mapping with --mapping: %(presets)s.", presets=", ".join(mapping_names()))
    )
