"""``rayon purge``, ``rayon patrons export|erase|by-mail`` and ``rayon after-restore``."""

import json
from pathlib import Path

import click
from flask.cli import AppGroup, with_appcontext
from flask_babel import gettext as _

from rayon import clock, diary
from rayon.database import reading
from rayon.doors import perform_as_server
from rayon.errors import Refusal
from rayon.notices import browsers
from rayon.privacy.erasing import erase
from rayon.privacy.exporting import export
from rayon.privacy.purge import past_their_date, purge
from rayon.privacy.restoring import put_right
from rayon.privacy.retention import BadRetention
from rayon.sentences import sentence
from rayon.staff import people

patrons_cli = AppGroup("patrons", help="The rights of one patron, by card.")

DIARIES = click.option(
    "--diary",
    "diaries",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Diary folder, once per host. Default: this host's own.",
)


@click.command("purge")
@click.option("--dry-run", is_flag=True, help="Say what is past its date, forget nothing.")
@with_appcontext
def purge_now(dry_run: bool) -> None:
    """Forget what is past its date; every night this happens by itself."""
    try:
        show(past_their_date(clock.now()) if dry_run else purge(clock.now()))
    except BadRetention as error:
        raise click.ClickException(str(error)) from error
    if dry_run:
        click.echo(_("Nothing was changed (--dry-run)."))


@patrons_cli.command("export")
@click.argument("card")
def export_patron(card: str) -> None:
    """Print everything that is known of the patron with this CARD, as JSON."""
    try:
        known = export(card, clock.now())
    except Refusal as refusal:
        raise said(refusal) from refusal
    click.echo(json.dumps(known, indent=2, ensure_ascii=False))


@patrons_cli.command("erase")
@click.argument("card")
@click.confirmation_option(prompt="Cancel every open hold of this patron and forget them?")
def erase_patron(card: str) -> None:
    """Cancel what the patron with this CARD waits for, and forget them. Prints a report."""
    try:
        report = erase(card, perform_as_server())
    except Refusal as refusal:
        raise said(refusal) from refusal
    click.echo(_("Cancelled holds: %(count)s", count=report.cancelled))
    click.echo(_("Erased:"))
    show(report.erased)
    click.echo(_("What stays:"))
    for line in report.kept:
        click.echo(f"  {line}")


@patrons_cli.command("by-mail")
@click.argument("card")
def tell_by_mail(card: str) -> None:
    """No phone tells the patron with this CARD any more: it was lost, or is somebody else's."""
    try:
        has_left = browsers.leave_by_card(card)
    except Refusal as refusal:
        raise said(refusal) from refusal
    if has_left:
        click.echo(_("Done. Nothing is told to that phone any more, mails leave again."))
    else:
        click.echo(_("No phone tells this patron. Nothing was changed."))


@click.command("after-restore")
@DIARIES
@with_appcontext
def after_restore(diaries: tuple[Path, ...]) -> None:
    """Put a database right that was restored with pg_restore, before anybody is served from it."""
    show(put_right(clock.now(), perform_as_server(), diaries or (diary.folder(),)))
    for line in who_cannot_sign_in():
        click.echo(line)


def who_cannot_sign_in() -> list[str]:
    """What is to be done about people after a restore, as lines for the terminal."""
    with reading() as session:
        waiting, can_be_set_up = people.without_pin(session), people.can_be_set_up(session)
    lines = []
    if waiting:
        lines.append(_("They need a new PIN, from an admin or by: rayon staff pin NUMBER"))
        lines += [f"{number:>4}  {name}" for number, name in waiting]
    if not can_be_set_up:
        lines.append(
            _(
                "No admin can sign in. Give one of them a PIN by: rayon staff pin NUMBER. "
                "Or add one: rayon staff add NAME --role admin"
            )
        )
    return lines


def show(counts: dict[str, int]) -> None:
    """One line for each count."""
    for what, count in counts.items():
        click.echo(f"  {what:<22} {count}")


def said(refusal: Refusal) -> click.ClickException:
    """A refusal as a command says it."""
    return click.ClickException(sentence(refusal.code, refusal.facts))
