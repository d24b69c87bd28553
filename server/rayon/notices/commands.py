"""``rayon push``: the keys by which push services know this library."""

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import gettext as _

from rayon.notices.channels.push_keys import make_keys, public_key

push_cli = AppGroup("push", help="Announcements that appear on a phone by themselves.")


@push_cli.command("keys")
def keys() -> None:
    """Make the keys of this library, once; then the pages of the bike cart offer it."""
    settings = current_app.config["RAYON"]
    if make_keys(settings):
        click.echo(_("The keys were made. Keep push-key.pem with the backups."))
    else:
        click.echo(_("There are keys already, and they stay."))
    click.echo(public_key(settings))
