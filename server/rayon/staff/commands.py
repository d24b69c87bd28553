"""People and phones from a terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask.cli import AppGroup
from sqlalchemy import select

from rayon.catalogue.models import Branch
from rayon.config import from_environment
from rayon.database import reading
from rayon.errors import Refusal
from rayon.staff import people
from rayon.staff.access import ROLES
from rayon.staff.enrolling import new_enrolment
from rayon.staff.models import Staff

devices_cli = AppGroup("devices", help="Phones, tablets and desk computers.")
staff_cli = AppGroup("staff", help="People who sign in.")


@devices_cli.command("enrol")
@click.option("--branch", "branch_code", required=True, help="Code of the branch.")
@click.option("--name", default="", help="How the device is called on screens.")
def enrol(branch_code: str, name: str) -> None:
    """Print a short code that enrols one device within 15 minutes."""
    print_code(_branch_id(branch_code), name)


def print_code(branch_id: int, name: str) -> None:
    """A code as text and as a QR code for the terminal."""
    import segno

    code, expires_at = new_enrolment(branch_id, name)
    url = f"{from_environment().public_url.rstrip('/')}/app/enrol/{code}"
    segno.make_qr(url).terminal(compact=True)
    click.echo(f"{code}   (or open {url}, until {expires_at:%H:%M} UTC)")


@staff_cli.command("add")
@click.argument("name")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(ROLES))
@click.option("--branch", "branch_code", default=None, help="Empty: at every branch.")
@click.option("--language", type=click.Choice(["fr", "en"]), default="fr")
@click.password_option("--pin", help="Six digits.")
def add(
    name: str, roles: tuple[str, ...], branch_code: str | None, language: str, pin: str
) -> None:
    """Add a person with a PIN and roles."""
    check_pin(pin)
    branch_id = _branch_id(branch_code) if branch_code else None
    people.take_on(name, language, pin, dict.fromkeys(roles, branch_id))
    click.echo(f"{name} can sign in.")


@staff_cli.command("list")
def show() -> None:
    """Print who can sign in, by number."""
    with reading() as session:
        for person in session.scalars(select(Staff).where(Staff.active).order_by(Staff.id)):
            click.echo(f"{person.id:>4}  {person.name}")


@staff_cli.command("remove")
@click.argument("number", type=int)
def remove(number: int) -> None:
    """Let nobody sign in under this number any more; open shifts end now."""
    with _named(number):
        people.let_go(number)
    click.echo("Removed. What was recorded before still counts.")


@staff_cli.command("pin")
@click.argument("number", type=int)
@click.password_option("--pin", help="Six digits.")
def new_pin(number: int, pin: str) -> None:
    """Give somebody a new PIN; open shifts end now."""
    check_pin(pin)
    with _named(number):
        people.give_pin(number, pin)
    click.echo("The new PIN is in force.")


@contextmanager
def _named(number: int) -> Iterator[None]:
    """What cannot be done is said as the terminal says it."""
    try:
        yield
    except Refusal as refusal:
        if refusal.code == "last_admin":
            raise click.ClickException(f"{number} is the last admin: add another first") from None
        text = f"nobody has the number {number}; see `rayon staff list`"
        raise click.BadParameter(text) from None


def check_pin(pin: str) -> None:
    """Raises BadParameter where these are not six digits."""
    if len(pin) != 6 or not pin.isdigit():
        raise click.BadParameter("a PIN has six digits")


def _branch_id(code: str) -> int:
    with reading() as session:
        branch_id = session.scalar(select(Branch.id).where(Branch.code == code))
    if branch_id is None:
        raise click.BadParameter(f"there is no branch {code!r}")
    return branch_id
