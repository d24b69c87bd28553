"""Commands about the log of actions."""

import click
from flask.cli import with_appcontext

from rayon.database import reading
from rayon.sync.rebuild import differences


@click.command("rebuild")
@with_appcontext
def rebuild() -> None:
    """Make every hold's state again from the log and compare; changes nothing."""
    with reading() as session:
        found = differences(session.connection())
    for line in found:
        click.echo(line)
    if found:
        raise click.ClickException("The log and the holds disagree.")
    click.echo("The log and the holds agree.")
