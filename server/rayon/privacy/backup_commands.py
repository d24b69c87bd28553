"""``rayon backup`` and ``rayon restore``: for SQLite; PostgreSQL has tools of its own."""

import sqlite3
from pathlib import Path

import click
from apiflask import APIFlask
from flask.cli import with_appcontext
from flask_babel import gettext as _
from sqlalchemy import make_url

from rayon import clock, database, diary
from rayon.config import Settings, from_environment
from rayon.doors import perform_as_server
from rayon.errors import Refusal
from rayon.privacy import backups, sqlite_file
from rayon.privacy.commands import DIARIES, said, show, who_cannot_sign_in
from rayon.privacy.restoring import put_right
from rayon.sync.installation import introduce


@click.command("backup")
@click.argument("target", type=click.Path(path_type=Path))
@with_appcontext
def backup(target: Path) -> None:
    """Copy the database to TARGET while it is used: a file, or a folder that keeps 30 days."""
    source = sqlite_file.path()
    if source is None:
        raise click.ClickException(_("On PostgreSQL use pg_dump; see docs/recipes/retention.md."))
    click.echo(backups.back_up(source, target, clock.now()))


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--without-diary", is_flag=True, help="There is none: patrons may be told twice.")
@DIARIES
def restore(file: Path, without_diary: bool, diaries: tuple[Path, ...]) -> None:
    """Serve from the backup FILE from now on. Stop the server and every worker first.

    Before the database is put in its place it is brought up to the day: see put_right.
    """
    settings = from_environment()
    live = _database(settings)
    ready = live.with_name(f"{live.name}.restoring")
    live.parent.mkdir(parents=True, exist_ok=True)
    backups.delete(ready)
    try:
        with _app_on(ready, settings).app_context():
            _refuse(settings, without_diary or bool(diaries))
            _refuse_itself(file, live)
            with backups.nobody_else(live) as is_there:
                _fill(ready, file)
                show(put_right(clock.now(), perform_as_server(), diaries or (diary.folder(),)))
                to_do = who_cannot_sign_in()
                sqlite_file.empty_log()
                _disconnect()
                aside = backups.put_in_place(ready, live, is_there)
            _say(aside, to_do)
    except Refusal as refusal:
        raise said(refusal) from refusal
    finally:
        backups.delete(ready)


def _database(settings: Settings) -> Path:
    """The file that is served from; with PostgreSQL, which is refused, where one would be."""
    url = make_url(settings.sqlalchemy_url())
    is_file = url.get_backend_name() == "sqlite"
    return Path(url.database or "") if is_file else settings.data_dir / "rayon.db"


def _say(aside: Path | None, to_do: list[str]) -> None:
    click.echo(_("The backup is in place. Start the server; everybody signs in again."))
    if aside:
        click.echo(_("The old database is kept for 7 days as %(file)s.", file=aside.name))
    for line in to_do:
        click.echo(line)


def _app_on(file: Path, settings: Settings) -> APIFlask:
    # Here, because create_app is made of this module too. Not on the live database: it may be
    # too damaged to be opened.
    from rayon import create_app

    url = f"sqlite:///{file.resolve()}"
    return create_app(settings.model_copy(update={"database_url": url, "worker": "off"}))


def _refuse(settings: Settings, knows_diary: bool) -> None:
    if not settings.sqlalchemy_url().startswith("sqlite"):
        raise click.ClickException(
            _("On PostgreSQL use pg_restore; see docs/recipes/retention.md.")
        )
    if not knows_diary and not diary.folder().is_dir():
        raise click.ClickException(
            _(
                "There is no diary in %(folder)s: patrons could be told twice. "
                "Bring it back, or name it with --diary.",
                folder=diary.folder(),
            )
        )


def _refuse_itself(file: Path, live: Path) -> None:
    if live.exists() and file.samefile(live):
        raise click.ClickException(
            _("This is the database itself. To put it right where it is: rayon after-restore.")
        )


def _fill(ready: Path, file: Path) -> None:
    _disconnect()
    try:
        sqlite_file.copy(file, ready)
    except sqlite3.DatabaseError as error:
        raise click.ClickException(_("This file is no database, or a damaged one.")) from error
    database.upgrade()
    introduce()


def _disconnect() -> None:
    for engine in database.db.engines.values():
        engine.dispose()
