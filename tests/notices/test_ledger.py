"""Several senders write at once: each hears what became of its own line."""

from threading import Barrier, Thread

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from rayon.database import reading
from rayon.notices.ledger import Ledger
from rayon.notices.models import MailboxMail
from tests.notices.stories import NINE, Library

MANY = 12


def put(session: Session, name: str) -> bool:
    session.add(MailboxMail(id=name, branch_id=1, received_at=NINE, to="", subject=name, raw=""))
    session.flush()
    return name != "m3"


def at_once(library: Library, names: list[str]) -> dict[str, object]:
    """What each thread was answered, or the kind of what it was told in its place."""
    ledger, ready, heard = Ledger(), Barrier(len(names)), {}

    def write(name: str) -> None:
        with library.app.app_context():
            ready.wait()
            try:
                heard[name] = ledger.write(lambda session: put(session, name))
            except Exception as error:
                heard[name] = type(error).__name__

    threads = [Thread(target=write, args=[name]) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return heard


def kept() -> set[str]:
    with reading() as session:
        return set(session.scalars(select(MailboxMail.id)))


def test_each_hears_its_own_answer_when_it_is_on_the_disk(library: Library):
    names = [f"m{number}" for number in range(MANY)]
    heard = at_once(library, names)
    assert heard == {name: name != "m3" for name in names}
    assert kept() == set(names)


def test_one_that_cannot_be_written_takes_nobody_with_it(library: Library):
    names = [f"m{number}" for number in range(MANY)]
    Ledger().write(lambda session: put(session, "m5"))
    heard = at_once(library, names)
    assert heard.pop("m5") == "IntegrityError"
    assert heard == {name: name != "m3" for name in names if name != "m5"}
    assert kept() == set(names)


def test_whatever_stops_it_is_told_to_who_waits(library: Library):
    def broken(_session: Session) -> bool:
        raise KeyboardInterrupt

    ledger = Ledger()
    with pytest.raises(KeyboardInterrupt):
        ledger.write(broken)
    assert ledger.write(lambda session: put(session, "m1"))
