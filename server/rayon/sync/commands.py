"""Commands about the log of actions."""

import click
from flask.cli import with_appcontext

from rayon.database import one_view
from rayon.sync.rebuild import differences


@click.command("rebuild")
@with_appcontext
def rebuild() -> None:
    """Make every hold's state again from the log and compare; changes nothing."""
    with one_view() as connection:
        found = differences(connection)
    for one in found:
        click.echo(str(one))
    if found:
        raise click.ClickException("The log and the holds disagree.")
    click.echo("The log and the holds agree.")
