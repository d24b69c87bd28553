"""The bike cart does not come: who waits for something at a stop hears where it is, once."""

from datetime import date

import pytest

from tests.builders import a_slot
from tests.notices.mail_server import MailServer
from tests.notices.stories import Library

QUAY = "00000000-0000-7000-b000-000000000001"
STOP = "00000000-0000-7000-b000-000000000002"


@pytest.fixture
def quay(library: Library) -> str:
    """The cart comes every second Wednesday, from tomorrow on."""
    stop = {"id": STOP, "place": "Place Voltaire", "begins": "16:10", "ends": "17:00"}
    said = {"neighbourhood": "Quai", "first_day": "2026-11-25", "rule": "FREQ=WEEKLY;INTERVAL=2"}
    library.done("set_neighbourhood", QUAY, branch=library.canal, stops=[stop], **said)
    return QUAY


def reserved(library: Library, patron: int) -> str:
    """A document that waits for the cart on the hold shelf."""
    hold = library.hold(patron, fulfilment="round", round_stop=STOP)
    library.fetched(hold)
    slot = a_slot(library.app, library.canal)
    library.done("shelve", hold, barcode=library.barcodes[hold], slot=slot)
    library.settle()
    library.run()
    return hold


def cancel(library: Library, quay: str, day: str) -> None:
    library.done("cancel_visit", quay, branch=library.canal, day=day)
    library.settle()
    library.run()


def test_what_waited_for_a_cancelled_visit_waits_at_the_library(
    library: Library, mail: MailServer, ana: int, quay: str
):
    hold = reserved(library, ana)
    assert mail.arrived == []
    cancel(library, quay, "2026-11-25")
    library.run()
    assert len(mail.arrived) == 1
    assert library.state_of(hold) == [("ready", "email", "told")]
    assert library.row(hold).ready_until == date(2026, 11, 30)
    # Once told, it stays at the library, even where the cart comes after all.
    library.done("keep_visit", quay, branch=library.canal, day="2026-11-25")
    library.settle()
    library.run()
    assert len(mail.arrived) == 1


def test_it_waits_for_the_next_visit_where_the_branch_has_it_so(
    library: Library, mail: MailServer, ana: int, quay: str
):
    library.set(cart_not_collected="next_visit")
    hold = reserved(library, ana)
    cancel(library, quay, "2026-11-25")
    assert mail.arrived == []
    assert library.row(hold).fulfilment == "round"


def test_a_visit_that_is_far_ahead_takes_nothing_from_the_next(
    library: Library, mail: MailServer, ana: int, quay: str
):
    hold = reserved(library, ana)
    cancel(library, quay, "2026-12-09")
    assert mail.arrived == []
    assert library.row(hold).fulfilment == "round"
