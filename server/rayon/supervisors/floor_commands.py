"""``rayon import floor``: the bays of a branch from a file."""

from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from rayon.catalogue.commands import DRY_RUN, FILE, REPORT, refusals
from rayon.catalogue.saying import show_problems
from rayon.doors import perform_as_server
from rayon.ils.commands import import_cli
from rayon.picking.floor_file import FloorRefused, import_floor

__all__ = ["import_cli"]


@import_cli.command("floor")
@FILE
@click.option("--branch", required=True, help="Code of the branch whose floor this is.")
@DRY_RUN
@REPORT
@with_appcontext
def floor(path: Path, branch: str, dry_run: bool, report: Path | None) -> None:
    """Import bays, stairs, lifts and the cart's start from CSV: all rows, or none."""
    with refusals(report):
        try:
            done = import_floor(path, branch, perform_as_server(), dry_run=dry_run)
        except FloorRefused as error:
            show_problems(error.problems, report)
            raise
    click.echo(
        _(
            "Rows: %(rows)s. Bays: %(bays)s. Stairs and lifts: %(passages)s.",
            rows=done.rows,
            bays=len(done.payload["bays"]),
            passages=len(done.payload["passages"]),
        )
    )
    if dry_run:
        click.echo(_("Nothing was changed (--dry-run)."))
