"""``rayon push``: the keys by which push services know this library. ``rayon bounce``: what mail
servers report of its mails.
"""

import os
import sys

import click
import structlog
from flask import current_app
from flask.cli import AppGroup, with_appcontext
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError

from rayon import clock
from rayon.notices import outcomes
from rayon.notices.channels.bounce import LARGEST, read_bounce
from rayon.notices.channels.push_keys import make_keys, public_key
from rayon.notices.channels.return_path import message_of

log = structlog.get_logger()
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


@click.command("bounce")
@click.argument("address")
@with_appcontext
def bounce(address: str) -> None:
    """Take in a mail that came to ADDRESS, from the standard input: was one of ours given up?

    What cannot be understood is no error: a mail server would send it back to where it came from.
    While the database cannot be reached, or the mail is only just being sent, the mail server is
    asked to try again later.
    """
    message_id = message_of(address)
    returned = read_bounce(sys.stdin.buffer.read(LARGEST)) if message_id else None
    if message_id is None or returned is None:
        click.echo(_("This is no report of a mail of ours that came back."))
        return
    try:
        result: str = outcomes.came_back(message_id, returned, clock.now())
    except OperationalError:
        result = "out_of_reach"
    log.info("bounce", message=message_id, status=returned.status, result=result)
    if result in ("being_sent", "out_of_reach"):
        click.echo(_("It cannot be noted yet. Try again later."), err=True)
        sys.exit(os.EX_TEMPFAIL)
    click.echo(_("Noted: the mail came back.") if result == "noted" else _("That mail is over."))
