"""People and phones from a terminal."""

from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy import select, update

from rayon import clock
from rayon.catalogue.models import Branch
from rayon.config import Settings
from rayon.database import reading, table_of, writing
from rayon.staff.access import ROLES
from rayon.staff.enrolling import new_enrolment
from rayon.staff.models import AuthSession, Staff, StaffRole
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
    _check_pin(pin)
    branch_id = _branch_id(branch_code) if branch_code else None
    with writing() as session:
        person = Staff(name=name, language=language, pin_hash=hash_pin(pin))
        session.add(person)
        session.flush()
        session.add_all(
            StaffRole(staff_id=person.id, role=role, branch_id=branch_id) for role in roles
        )
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
    _end_access(number, active=False)
    click.echo("Removed. What was recorded before still counts.")


@staff_cli.command("pin")
@click.argument("number", type=int)
@click.password_option("--pin", help="Six digits.")
def new_pin(number: int, pin: str) -> None:
    """Give somebody a new PIN; open shifts end now."""
    _check_pin(pin)
    _end_access(number, pin_hash=hash_pin(pin))
    click.echo("The new PIN is in force.")


def _end_access(number: int, **values: Any) -> None:
    shifts = table_of(AuthSession)
    with writing() as session:
        person = session.get(Staff, number)
        if person is None:
            raise click.BadParameter(f"nobody has the number {number}; see `rayon staff list`")
        for name, value in values.items():
            setattr(person, name, value)
        session.execute(
            update(shifts)
            .where(shifts.c.staff_id == number, shifts.c.revoked_at.is_(None))
            .values(revoked_at=clock.now())
        )


def _check_pin(pin: str) -> None:
    if len(pin) != 6 or not pin.isdigit():
        raise click.BadParameter("a PIN has six digits")


def _branch_id(code: str) -> int:
    with reading() as session:
        branch_id = session.scalar(select(Branch.id).where(Branch.code == code))
    if branch_id is None:
        raise click.BadParameter(f"there is no branch {code!r}")
    return branch_id
