"""The commands of ``rayon``: set up, serve, work, bring files in."""

import json
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TextIO

import click
from apiflask import APIFlask
from flask import current_app
from flask.cli import AppGroup, FlaskGroup, with_appcontext

from rayon import database, jobs
from rayon.call_numbers.commands import call_numbers_cli
from rayon.catalogue.commands import items_cli
from rayon.catalogue.search_commands import catalogue_cli
from rayon.delivery.commands import addresses
from rayon.demo.commands import demo_cli
from rayon.first_steps import branches_cli, init
from rayon.holds import lifecycle
from rayon.notices.commands import bounce, push_cli
from rayon.privacy.backup_commands import backup, restore
from rayon.privacy.commands import after_restore, patrons_cli, purge_now
from rayon.shelves.commands import shelves_cli
from rayon.staff.commands import devices_cli, staff_cli
from rayon.supervisors.floor_commands import import_cli
from rayon.sync.commands import rebuild
from rayon.sync.installation import introduce
from rayon.sync.roles_page import allowed, allowed_actions, differences

lifecycle_cli = AppGroup("lifecycle", help="What can happen to a hold.")
routes_cli = AppGroup("routes", help="Who may call what.")


def init_app(app: APIFlask) -> None:
    """Mount every command."""
    app.cli.add_command(init)
    app.cli.add_command(serve)
    app.cli.add_command(worker)
    app.cli.add_command(upgrade)
    app.cli.add_command(rebuild)
    app.cli.add_command(purge_now)
    app.cli.add_command(backup)
    app.cli.add_command(after_restore)
    app.cli.add_command(bounce)
    import_cli.add_command(addresses)
    for group in (
        branches_cli,
        call_numbers_cli,
        catalogue_cli,
        import_cli,
        items_cli,
        demo_cli,
        devices_cli,
        lifecycle_cli,
        patrons_cli,
        push_cli,
        routes_cli,
        shelves_cli,
        staff_cli,
    ):
        app.cli.add_command(group)


def _create_app() -> APIFlask:
    # Here, because create_app is made of this module too.
    from rayon import create_app

    return create_app()


main = FlaskGroup(
    name="rayon",
    create_app=_create_app,
    add_default_commands=False,
    add_version_option=False,
    help="Guide staff through the stacks, offline, and tell patrons the truth.",
)
# Here and not on the app: it has to work when the database is too damaged for an app to start.
main.add_command(restore)


@click.command("upgrade")
@with_appcontext
def upgrade() -> None:
    """Bring the database to the shape this version needs; keeps every row."""
    database.upgrade()
    introduce()
    click.echo("The database is up to date.")


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=int, default=None, help="Default: RAYON_PORT, else 8000.")
@click.option("--threads", type=int, default=8, show_default=True)
@with_appcontext
def serve(host: str, port: int | None, threads: int) -> None:
    """Serve with gunicorn: one process on SQLite, where a second one only makes others wait."""
    # Here, because gunicorn exists on Unix only and every other command does without.
    from gunicorn.app.wsgiapp import run

    port = port or current_app.config["RAYON"].port
    sys.argv = [
        "gunicorn",
        f"--bind={host}:{port}",
        "--workers=1",
        f"--threads={threads}",
        "--worker-class=gthread",
        # Boards ask every two seconds: the usual two would be over just before.
        "--keep-alive=15",
        "--graceful-timeout=10",
        "--log-level=warning",
        "rayon:create_app()",
    ]
    run()


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Do the jobs (notices, searches) in a process of its own, on as many hosts as needed."""
    with suppress(KeyboardInterrupt):
        jobs.run_forever(current_app.config["RAYON"].worker_seconds, threading.Event())


@lifecycle_cli.command("json")
@click.option("--output", type=click.File("w"), default="-", help="File to write; else printed.")
def lifecycle_json(output: TextIO) -> None:
    """The lifecycle table of holds, as the phone app keeps it."""
    output.write(json.dumps(lifecycle.as_json(), indent=2) + "\n")


@routes_cli.command("check")
@click.option("--page", type=click.Path(path_type=Path), default=Path("docs/roles.md"))
@with_appcontext
def check_routes(page: Path) -> None:
    """Fail when the page that says who may do what differs from the code."""
    told = differences(page.read_text(), allowed(current_app), allowed_actions())
    for line in told:
        click.echo(line)
    if told:
        raise click.ClickException(f"{page} is not what the code says.")
