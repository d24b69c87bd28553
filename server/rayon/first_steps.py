"""From an empty database to the first phone, in a terminal; and further branches."""

from zoneinfo import available_timezones

import click
from flask.cli import AppGroup, with_appcontext
from holidays import country_holidays
from sqlalchemy import select

from rayon import database
from rayon.catalogue.models import Branch
from rayon.config import from_environment
from rayon.database import reading, writing
from rayon.staff import people
from rayon.staff.commands import check_pin, print_code
from rayon.sync.installation import introduce

branches_cli = AppGroup("branches", help="Library buildings.")

LANGUAGES = click.Choice(["fr", "en"])
#: Whoever sets the library up sees what supervisors see, at every branch.
FIRST_ROLES = ("admin", "supervisor")


@click.command("init")
@click.option("--branch", "name", prompt="Name of the branch, as patrons know it")
@click.option("--code", prompt="Short code of the branch, as in the ILS")
@click.option("--language", type=LANGUAGES, prompt="Language", default="fr")
@click.option("--time-zone", prompt="Time zone", default="Europe/Paris")
@click.option("--holidays", default="FR", show_default=True, help="Country, as FR or FR-MQ.")
@click.option("--name", "admin", prompt="Your first name")
@click.password_option("--pin", help="Six digits.", prompt="Six digits that you will sign in with")
@with_appcontext
def init(
    name: str, code: str, language: str, time_zone: str, holidays: str, admin: str, pin: str
) -> None:
    """Set up an empty database: its tables, a branch, you, and a code for your first phone."""
    check_pin(pin)
    database.upgrade()
    introduce()
    if _has_branches():
        raise click.ClickException("this library is set up; see `rayon branches add`")
    branch_id = _add(code, name, language, time_zone, holidays)
    people.take_on(admin, language, pin, dict.fromkeys(FIRST_ROLES))
    click.echo(f"{name} is set up, and {admin} can sign in.")
    if not from_environment().smtp_url:
        click.echo("No mail leaves yet: set RAYON_SMTP_URL before `rayon serve`.")
    click.echo("\nYour first phone or computer, after `rayon serve`:")
    print_code(branch_id, "")


@branches_cli.command("add")
@click.argument("code")
@click.argument("name")
@click.option("--language", type=LANGUAGES, default="fr", show_default=True)
@click.option("--time-zone", default="Europe/Paris", show_default=True)
@click.option("--holidays", default="FR", show_default=True, help="Country, as FR or FR-MQ.")
def add(code: str, name: str, language: str, time_zone: str, holidays: str) -> None:
    """Add a branch; the rest is set in the app, under Branch settings."""
    _add(code, name, language, time_zone, holidays)
    click.echo(f"{name} was added. Enrol its phones: rayon devices enrol --branch {code}")


@branches_cli.command("list")
def show() -> None:
    """Print the branches by code."""
    with reading() as session:
        for branch in session.scalars(select(Branch).order_by(Branch.code)):
            click.echo(f"{branch.code:>8}  {branch.name}")


def _add(code: str, name: str, language: str, time_zone: str, holidays: str) -> int:
    code, name = code.strip(), name.strip()
    if not code or not name or len(code) > 20 or len(name) > 120:
        raise click.BadParameter("a code has 1 to 20 characters, a name 1 to 120")
    if time_zone not in available_timezones():
        raise click.BadParameter(f"there is no time zone {time_zone!r}, such as Europe/Paris")
    _check_holidays(holidays)
    with writing() as session:
        if session.scalar(select(Branch.id).where(Branch.code == code)) is not None:
            raise click.BadParameter(f"there is a branch {code!r} already")
        branch = Branch(code=code, name=name, language=language, time_zone=time_zone)
        branch.holidays_of = holidays
        session.add(branch)
        session.flush()
        return branch.id


def _check_holidays(of: str) -> None:
    country, _, part = of.partition("-")
    try:
        country_holidays(country, subdiv=part or None)
    except NotImplementedError:
        raise click.BadParameter(f"no public holidays are known of {of!r}; see FR") from None


def _has_branches() -> bool:
    with reading() as session:
        return session.scalar(select(Branch.id).limit(1)) is not None
