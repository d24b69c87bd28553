"""``rayon import holds|status|loans``, beside the imports of the catalogue."""

from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from rayon.catalogue.commands import DRY_RUN, FILE, REPORT, import_cli, refusals
from rayon.catalogue.saying import show_problems
from rayon.ils.hold_import import HoldImport, HoldOptions, NothingMatched, import_holds
from rayon.ils.loan_import import import_loans
from rayon.ils.status_import import import_status

__all__ = ["import_cli"]


@import_cli.command("holds")
@FILE
@click.option("--branch", default="", help="Whose whole list this is; pick-up branch of its rows.")
@click.option("--mapping", default="", help="A preset, or a .toml file. Default: by the header.")
@click.option("--save-mapping", is_flag=True, help="Use this mapping for the branch from now on.")
@click.option("--many-vanished", is_flag=True, help="Believe a file that misses many holds.")
@DRY_RUN
@REPORT
@with_appcontext
def holds(
    path: Path,
    branch: str,
    mapping: str,
    save_mapping: bool,
    many_vanished: bool,
    dry_run: bool,
    report: Path | None,
) -> None:
    """Import holds: a list of Koha, or CSV. Holds that Rayon knows are left as they are."""
    options = HoldOptions(mapping, branch, dry_run, save_mapping, many_vanished)
    with refusals(report):
        try:
            done = import_holds(path, options)
        except NothingMatched as error:
            show_problems(error.done.problems, report)
            raise
    show_problems([*done.problems, *done.warnings], report)
    _say_holds(done)
    _say_dry_run(dry_run)


@import_cli.command("status")
@FILE
@DRY_RUN
@REPORT
@with_appcontext
def status(path: Path, dry_run: bool, report: Path | None) -> None:
    """Import where copies are: barcode, status, due, returned_at. Rayon's own are left alone."""
    with refusals(report):
        done = import_status(path, dry_run=dry_run)
    show_problems(done.problems, report)
    click.echo(
        _(
            "Rows: %(rows)s. Copies changed: %(changed)s, unchanged: %(same)s, in Rayon’s hands: "
            "%(held)s. Rejected: %(rejected)s.",
            rows=done.rows,
            changed=done.changed,
            same=done.same,
            held=done.held,
            rejected=len(done.problems),
        )
    )
    _say_dry_run(dry_run)


@import_cli.command("loans")
@FILE
@click.option("--branch", default="", help="Code of the branch whose loans these are, all of them.")
@DRY_RUN
@REPORT
@with_appcontext
def loans(path: Path, branch: str, dry_run: bool, report: Path | None) -> None:
    """Import loans: barcode, card, time. What a patron has taken is handed over."""
    with refusals(report):
        done = import_loans(path, branch=branch, dry_run=dry_run)
    show_problems(done.problems, report)
    click.echo(
        _(
            "Rows: %(rows)s. Handed over: %(closed)s. Other loans: %(other)s. "
            "Rejected: %(rejected)s.",
            rows=done.rows,
            closed=done.closed,
            other=done.other,
            rejected=len(done.problems),
        )
    )
    _say_dry_run(dry_run)


def _say_holds(done: HoldImport) -> None:
    click.echo(
        _(
            "Rows: %(rows)s. New holds: %(placed)s. Known already: %(known)s. "
            "Rejected: %(rejected)s.",
            rows=done.rows,
            placed=done.placed,
            known=done.known,
            rejected=len(done.problems),
        )
    )
    if done.wanted_again:
        click.echo(_("Wanted again: %(count)s.", count=done.wanted_again))
    if done.vanished:
        click.echo(
            _(
                "No longer in the file: %(count)s. Supervisors are asked on the board.",
                count=done.vanished,
            )
        )


def _say_dry_run(dry_run: bool) -> None:
    if dry_run:
        click.echo(_("Nothing was changed (--dry-run)."))
