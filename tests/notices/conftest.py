"""The library of the stories, and its mail server."""

from collections.abc import Iterator

import pytest
from apiflask import APIFlask

from tests.moving_clock import MovingClock
from tests.notices.mail_server import MailServer
from tests.notices.stories import NINE, Library
from tests.people import a_branch


@pytest.fixture
def library(in_app: APIFlask, clock: MovingClock) -> Library:
    """The Médiathèque du Canal on a Tuesday at nine; its mail goes to the demo's mailbox."""
    clock.set(NINE)
    canal = a_branch(
        in_app, address="12 quai du Canal", phone="04 00 00 00 00", email="canal@example.org"
    )
    in_app.config["RAYON"].demo = True
    return Library(in_app, clock, canal)


@pytest.fixture
def mail(library: Library) -> Iterator[MailServer]:
    """A mail server that the library uses."""
    with MailServer() as server:
        library.post_to(server.url)
        yield server


@pytest.fixture
def ana(library: Library) -> int:
    """A patron with a mail address, who reads French."""
    return library.patron("Ana")
