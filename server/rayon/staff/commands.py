"""People and phones from a terminal."""

import click
from flask.cli import AppGroup
from sqlalchemy import select

from rayon.catalogue.models import Branch
from rayon.config import Settings
from rayon.database import reading, writing
from rayon.staff.access import ROLES
from rayon.staff.enrolling import new_enrolment
from rayon.staff.models import Staff, StaffRole
from rayon.staff.pins import hash_pin

devices_cli = AppGroup("devices", help="Phones, tablets and desk computers.")
staff_cli = AppGroup("staff", help="People who sign in.")


@devices_cli.command("enrol")
@click.option("--branch", "branch_code", required=True, help="Code of the branch.")
@click.option("--name", default="", help="How the device is called on screens.")
def enrol(branch_code: str, name: str) -> None:
    """Print a short code that enrols one device within 15 minutes."""
    import segno

    code, expires_at = new_enrolment(_branch_id(branch_code), name)
    url = f"{Settings().public_url.rstrip('/')}/app/enrol/{code}"
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
    if len(pin) != 6 or not pin.isdigit():
        raise click.BadParameter("a PIN has six digits")
    branch_id = _branch_id(branch_code) if branch_code else None
    with writing() as session:
        person = Staff(name=name, language=language, pin_hash=hash_pin(pin))
        session.add(person)
        session.flush()
        session.add_all(
            StaffRole(staff_id=person.id, role=role, branch_id=branch_id) for role in roles
        )
    click.echo(f"{name} can sign in.")


def _branch_id(code: str) -> int:
    with reading() as session:
        branch_id = session.scalar(select(Branch.id).where(Branch.code == code))
    if branch_id is None:
        raise click.BadParameter(f"there is no branch {code!r}")
    return branch_id
