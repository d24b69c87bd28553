"""``rayon import holds``, beside the imports of the catalogue."""

from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from rayon.catalogue.commands import DRY_RUN, FILE, REPORT, import_cli, refusals, show_problems
from rayon.ils.hold_import import NothingMatched, import_holds

__all__ = ["import_cli"]


@import_cli.command("holds")
@FILE
@click.option("--branch", default="", help="Code of the pick-up branch of rows that name none.")
@click.option("--mapping", default="", help="koha, csv, or a .toml file. Default: by the header.")
@DRY_RUN
@REPORT
@with_appcontext
def holds(path: Path, branch: str, mapping: str, dry_run: bool, report: Path | None) -> None:
    """Import holds: Koha's holds queue, or CSV. Holds that Rayon knows are left as they are."""
    with refusals(report):
        try:
            done = import_holds(path, mapping=mapping, branch=branch, dry_run=dry_run)
        except NothingMatched as error:
            show_problems(error.done.problems, report)
            raise
    show_problems(done.problems, report)
    click.echo(
        _(
            "Rows: %(rows)s. New holds: %(placed)s. Known already: %(known)s. "
            "Rejected: %(rejected)s.",
            rows=done.rows,
            placed=done.placed,
            known=done.known,
            rejected=len(done.problems),
        )
    )
    if dry_run:
        click.echo(_("Nothing was changed (--dry-run)."))
