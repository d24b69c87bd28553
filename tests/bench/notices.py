"""`make bench-notices`: the bike cart is announced to ten thousand readers.

The real sender, from what is owed to what is told, with a mail server that answers each line after
5 ms. Beside it, in turns: the same letters by a loop that opens a connection for each, and pushes
to a push service that takes as long. Ends with 1 when the sender is not eight times as fast, a
mail or push is missing or came twice, or one transaction claimed more than fifty.
"""

import smtplib
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from datetime import time as hour
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

import click
import structlog
from apiflask import APIFlask
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import Connection, event, insert, select

from rayon import clock, create_app
from rayon.catalogue.branches import all_of
from rayon.catalogue.models import Branch
from rayon.config import Settings
from rayon.database import reading, table_of, upgrade, writing, writing_engine
from rayon.ids import new_id
from rayon.notices.channels.email import envelope
from rayon.notices.channels.push_keys import make_keys
from rayon.notices.models import Notice
from rayon.rounds import jobs, letters
from rayon.rounds.announcing import halt_of
from rayon.rounds.models import Neighbourhood, RoundStop, Subscription
from rayon.rounds.reading import calendar_of
from rayon.sync.installation import introduce
from tests.bench.slow_mail import SlowMail, slow_mail
from tests.rounds.push_service import Browser

ROUNDS, MAILS, ALONE, PUSHES = 5, 2_000, 100, 500
PAUSE = 0.005
LEAST, AIM, MOST_CLAIMED = 8.0, 10_000, 50
VISIT = date(2026, 12, 2)
#: The hour of announcement in Paris has come.
EVE = datetime(2026, 12, 1, 16, 1, tzinfo=UTC)


@dataclass
class Claims:
    """How many messages each transaction began to send."""

    sizes: list[int] = field(default_factory=list)
    in_this: int = 0

    def watch(self) -> None:
        """Count from now on."""
        event.listen(writing_engine(), "after_cursor_execute", self._ran)
        event.listen(writing_engine(), "commit", self._committed)

    def _ran(self, _connection: Connection, _cursor: Any, words: str, *_rest: Any) -> None:
        if words.startswith("INSERT INTO message "):
            self.in_this += len(_rest[0]) if isinstance(_rest[0], list) else 1

    def _committed(self, _connection: Connection) -> None:
        if self.in_this:
            self.sizes.append(self.in_this)
        self.in_this = 0


def main() -> int:
    """Measure in turns, print, judge."""
    ours, theirs, pushed, claims, lost = [], [], [], Claims(), 0
    with slow_mail(PAUSE) as server, _library(server.url) as app:
        claims.watch()
        for number in range(ROUNDS):
            theirs.append(ALONE / _one_by_one(app, server))
            seconds, missed = _announced(server, _readers(number))
            ours.append(MAILS / seconds)
            lost += missed
            seconds, missed = _announced(server, _browsers(server, number))
            pushed.append(PUSHES / seconds)
            lost += missed
    ratios = [one / other for one, other in zip(ours, theirs, strict=True)]
    click.echo(
        f"{ROUNDS} x {MAILS} announcements, a server that answers after {PAUSE * 1000:g} ms,"
        f" beside {ROUNDS} x {ALONE} with a connection each"
    )
    click.echo(f"  {'':34}{'min':>9}{'median':>9}{'max':>9}")
    _line("our sender (messages a minute)", [60 * rate for rate in ours])
    _line("a connection each (a minute)", [60 * rate for rate in theirs])
    _line("pushes, encrypted (a minute)", [60 * rate for rate in pushed])
    _line("our sender (ms for a message)", [1000 / rate for rate in ours])
    _line("a connection each (ms)", [1000 / rate for rate in theirs])
    _line("pushes (ms)", [1000 / rate for rate in pushed])
    _line("times as fast", ratios)
    held = [
        _held(median(ratios) >= LEAST, f"times as fast, the median: at least {LEAST:g}"),
        _held(max(claims.sizes) <= MOST_CLAIMED, f"most messages in a claim: {max(claims.sizes)}"),
        _held(lost == 0, f"mails or pushes that are missing or came twice: {lost}"),
    ]
    click.echo(f"    aim: {AIM} a minute, {'reached' if 60 * median(ours) >= AIM else 'missed'}")
    return 0 if all(held) else 1


def _line(name: str, values: list[float]) -> None:
    click.echo(f"  {name:34}{min(values):9.1f}{median(values):9.1f}{max(values):9.1f}")


def _held(is_so: bool, what: str) -> bool:
    click.echo(f"{'ok ' if is_so else 'BAD'} {what}")
    return is_so


def _announced(server: SlowMail, expected: list[str]) -> tuple[float, int]:
    """Seconds until everybody new is told, and how many were not, or twice."""
    server.received()
    began = time.perf_counter()
    while jobs.announce(clock.now()):
        pass
    seconds = time.perf_counter() - began
    came = sorted(address.decode() for address in server.received())
    with reading() as session:
        untold = session.scalars(select(Notice.id).where(Notice.state != "told")).all()
    twice_or_never = set(came).symmetric_difference(expected)
    return seconds, len(twice_or_never) + len(came) - len(set(came)) + len(untold)


def _one_by_one(app: APIFlask, server: SlowMail) -> float:
    """Seconds of the loop that everybody writes first: the same letters, a connection for each."""
    settings, where = app.config["RAYON"], urlsplit(server.url)
    with reading() as session:
        branch = all_of(session)[1]
        stop = session.get_one(RoundStop, "stop")
        halt = halt_of(calendar_of(session, branch), "stop", VISIT)
    assert where.hostname is not None and where.port is not None
    began = time.perf_counter()
    for number in range(ALONE):
        reader = Subscription(id=new_id(), email=f"alone{number}@example.org", language="fr")
        letter = letters.of_visit(branch, stop, reader, VISIT, halt, clock.now(), is_first=True)
        mail = envelope(new_id(), letter, settings)
        with smtplib.SMTP(where.hostname, where.port, "example.org") as line:
            line.sendmail(mail.sender, [mail.recipient], mail.mail)
    return time.perf_counter() - began


def _readers(number: int) -> list[str]:
    """Two thousand more subscribe."""
    addresses = [f"reader{number}.{one}@example.org" for one in range(MAILS)]
    known = {"branch_id": 1, "stop_id": "stop", "asked_at": EVE, "confirmed_at": EVE}
    with writing() as session:
        session.execute(
            insert(table_of(Subscription)),
            [{"id": new_id(), "email": one, "language": "fr", **known} for one in addresses],
        )
    return addresses


def _browsers(server: SlowMail, number: int) -> list[str]:
    """Browsers subscribe; all of them have the same key, which makes no difference to us."""
    paths = [f"/{number}/{one}" for one in range(PUSHES)]
    browser = Browser("", ec.generate_private_key(ec.SECP256R1())).given
    known = {"branch_id": 1, "stop_id": "stop", "asked_at": EVE, "confirmed_at": EVE}
    said = {"language": "fr", "channel": "push", "key": browser["key"]}
    with writing() as session:
        session.execute(
            insert(table_of(Subscription)),
            [
                {"id": new_id(), "endpoint": f"{server.push_url}{path}", **known, **said,
                 "secret": browser["secret"]}
                for path in paths
            ],
        )  # fmt: skip
    return paths


@contextmanager
def _library(smtp_url: str) -> Iterator[APIFlask]:
    """A branch with one stop of the cart, on the eve of a visit."""
    with tempfile.TemporaryDirectory(prefix="rayon-notices-") as folder:
        settings = Settings(
            data_dir=Path(folder),
            worker="off",
            smtp_url=smtp_url,
            mail_from="rayon@example.org",
            push_test_hosts=["127.0.0.1"],
        )
        app = create_app(settings)
        with app.app_context(), patch.object(clock, "now", lambda: EVE):
            upgrade()
            introduce()
            make_keys(settings)
            _fill()
            # A line of the log for each mail, as in every library, but not on this screen.
            with (Path(folder) / "log").open("w") as log:
                structlog.configure(logger_factory=structlog.PrintLoggerFactory(log))
                yield app


def _fill() -> None:
    with writing() as session:
        session.add(Branch(code="CANAL", name="Médiathèque du Canal", settings={}))
        session.flush()
        session.add(
            Neighbourhood(id="quai", branch_id=1, code="quai", name="Quai", bike="1",
                          first_day=VISIT, rule="FREQ=WEEKLY;INTERVAL=2", in_breaks=False,
                          changed_at=EVE)
        )  # fmt: skip
        session.flush()
        session.add(
            RoundStop(id="stop", branch_id=1, neighbourhood_id="quai", code="stop",
                      place="Place Voltaire", begins=hour(16, 10), ends=hour(17))
        )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
