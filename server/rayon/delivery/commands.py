"""``rayon import addresses``: the addresses of the town from a file."""

from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from rayon.catalogue.commands import DRY_RUN, FILE, REPORT, refusals
from rayon.catalogue.saying import show_problems
from rayon.delivery.addresses import import_addresses


@click.command("addresses")
@FILE
@DRY_RUN
@REPORT
@with_appcontext
def addresses(path: Path, dry_run: bool, report: Path | None) -> None:
    """Import the town's addresses from its file of the Base Adresse Nationale (CSV)."""
    with refusals(report):
        done = import_addresses(path, dry_run=dry_run)
    show_problems(done.problems, report)
    click.echo(_("Addresses: %(count)s.", count=done.count))
    if dry_run:
        click.echo(_("Nothing was changed (--dry-run)."))
