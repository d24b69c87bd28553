"""``rayon demo load``, ``rayon demo deliveries``."""

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from rayon.demo.deliveries import order_deliveries
from rayon.demo.load import load_demo
from rayon.demo.people import CODES, PEOPLE


@click.group("demo")
def demo_cli() -> None:
    """An invented library, to try Rayon with."""


@demo_cli.command("load")
@with_appcontext
def load() -> None:
    """Fill an empty database with the demo library; does nothing to one that has branches."""
    if not load_demo():
        click.echo(_("There are branches already: nothing was changed."))
        return
    click.echo(_("The demo library is ready. PINs:"))
    for person in PEOPLE:
        click.echo(f"  {person.name:<10} {person.pin}  {', '.join(sorted(set(person.roles)))}")
    click.echo(_("Codes to enrol phones, again and again:"))
    for branch, code in CODES.items():
        click.echo(f"  {branch:<10} {code}")


@demo_cli.command("deliveries")
@with_appcontext
def deliveries() -> None:
    """Home deliveries of today at the demo library; nothing where there are deliveries already."""
    count = order_deliveries()
    click.echo(_("Deliveries of today: %(count)s.", count=count))
