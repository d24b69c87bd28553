"""``rayon catalogue reindex``."""

import sys

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from rayon.catalogue.search_index import reindex, to_index


@click.group("catalogue")
def catalogue_cli() -> None:
    """Keep the catalogue easy to search."""


@catalogue_cli.command("reindex")
@click.option("--all", "every", is_flag=True, help="All titles, not only new and changed ones.")
@with_appcontext
def reindex_titles(every: bool) -> None:
    """Make the words that titles are found by, in batches."""
    label = _("Titles")
    with click.progressbar(length=to_index(every=every), label=label, file=sys.stderr) as bar:
        done = reindex(every=every, tick=bar.update)
    click.echo(_("%(count)s titles can be searched anew.", count=done))
