"""The commands of ``rayon``: set up, serve, work, bring files in."""

import sys
import threading

import click
from apiflask import APIFlask
from flask import current_app
from flask.cli import FlaskGroup, with_appcontext

from rayon import database
from rayon.call_numbers.commands import call_numbers_cli
from rayon.catalogue.commands import import_cli
from rayon.demo.commands import demo_cli
from rayon.staff.commands import devices_cli, staff_cli
from rayon.sync.installation import introduce


def init_app(app: APIFlask) -> None:
    """Mount every command."""
    app.cli.add_command(serve)
    app.cli.add_command(worker)
    app.cli.add_command(upgrade)
    for group in (call_numbers_cli, import_cli, demo_cli, devices_cli, staff_cli):
        app.cli.add_command(group)


def _create_app() -> APIFlask:
    from rayon import create_app

    return create_app()


main = FlaskGroup(
    name="rayon",
    create_app=_create_app,
    add_default_commands=False,
    add_version_option=False,
    help="Guide staff through the stacks, offline, and tell patrons the truth.",
)


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
    from gunicorn.app.wsgiapp import run

    port = port or current_app.config["RAYON"].port
    sys.argv = [
        "gunicorn",
        f"--bind={host}:{port}",
        "--workers=1",
        f"--threads={threads}",
        "--worker-class=gthread",
        "--graceful-timeout=10",
        "--log-level=warning",
        "rayon.cli:_create_app()",
    ]
    run()


@click.command("worker")
def worker() -> None:
    """Do the jobs (notices, searches) in a process of its own, on as many hosts as needed."""
    from rayon import create_app, jobs
    from rayon.config import Settings

    settings = Settings(worker="off")
    stop = threading.Event()
    try:
        jobs.run_forever(create_app(settings), settings.worker_seconds, stop)
    except KeyboardInterrupt:
        stop.set()
