"""A mail that the server took, and that came back: its patron has heard nothing."""

import os
from datetime import timedelta

import pytest
from click.testing import Result
from pydantic import ValidationError
from sqlalchemy import delete, update

from rayon import diary
from rayon.catalogue.models import Patron
from rayon.config import Settings
from rayon.database import busy, writing
from rayon.notices import outcomes
from rayon.notices.channels.bounce import Bounce, read_bounce
from rayon.notices.channels.return_path import message_of, return_path
from rayon.notices.commands import bounce
from rayon.notices.models import Message, Notice
from rayon.privacy.restoring import put_right
from rayon.sync.perform import perform_all
from tests.notices.mail_server import MailServer
from tests.notices.stories import Library

#: As mail servers write them; what came back follows, and may say anything.
POSTFIX = """\
From: MAILER-DAEMON@relay.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: returns@canal.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
 boundary="4Fq2.1/relay.example"

--4Fq2.1/relay.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

<{address}>: host mx.example[192.0.2.7] said: 550 5.1.1 no such user

--4Fq2.1/relay.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example
X-Postfix-Queue-ID: 4Fq2

Final-Recipient: rfc822; {address}
Original-Recipient: rfc822;{address}
Action: {action}
Status: {status}
Remote-MTA: dns; mx.example
Diagnostic-Code: smtp; 550 5.1.1 no such user

--4Fq2.1/relay.example
Content-Type: message/rfc822

Subject: Votre document vous attend
Action: failed

--4Fq2.1/relay.example--
"""
EXCHANGE = """\
From: <postmaster@school.example>
MIME-Version: 1.0
Content-Type: Multipart/Report; Report-Type="delivery-status"; boundary=e1

--e1
Content-Type: multipart/alternative; boundary=e2

--e2
Content-Type: text/html

<p>Your message couldn't be delivered.</p>
--e2--
--e1
Content-Type: message/delivery-status

Reporting-MTA: dns;mail.school.example

Final-recipient: RFC822; Ana@Example.org
Action: FAILED
Status: 5.7.1 (denied)

--e1
Content-Type: text/rfc822-headers

Subject: x
--e1--
"""
NO_REPORT = "From: ana@example.org\nSubject: Absence\n\nAction: failed\nStatus: 5.1.1\n"


def report(address: str = "ana@example.org", action: str = "failed", status: str = "5.1.1") -> str:
    """What the library's mail server writes."""
    return POSTFIX.format(address=address, action=action, status=status)


@pytest.fixture
def returns(library: Library, mail: MailServer) -> MailServer:
    """The library reads what comes back."""
    library.post_to(mail.url, bounce_address="returns@canal.example")
    return mail


def arrives(library: Library, mail: str, at: str) -> Result:
    """A mail server hands this mail over to ``rayon bounce``."""
    return library.app.test_cli_runner().invoke(bounce, [at], input=mail.encode())


def test_a_mail_that_came_back_is_told_by_voice(library: Library, returns: MailServer, ana: int):
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    (sender,) = returns.sayings.senders
    assert sender.startswith("returns+")
    assert returns.arrived[0]["From"].endswith("<avis@canal.example>")
    library.clock.move(timedelta(hours=2))
    assert arrives(library, report("Ana@Example.org"), sender).exit_code == 0
    library.run()
    assert library.state_of(dune) == [("ready", "email", "failed"), ("ready", "phone", "owed")]
    assert [call.why for call in library.calls()] == ["mail_returned"]
    (message,) = library.messages()
    assert (message.state, message.answer) == ("failed", "came back 5.1.1")


def test_the_next_mail_does_not_go_where_the_last_one_came_back_from(
    library: Library, returns: MailServer, ana: int
):
    library.fetched(library.hold(ana))
    library.run()
    arrives(library, report(), returns.sayings.senders[0])
    emma = library.hold(ana, "Emma")
    library.fetched(emma)
    library.run()
    assert len(returns.arrived) == 1
    assert library.state_of(emma) == [("ready", "email", "failed"), ("ready", "phone", "owed")]
    with writing() as session:
        session.get_one(Patron, ana).email = "ana.martin@example.org"
    sula = library.hold(ana, "Sula")
    library.fetched(sula)
    library.run()
    assert library.state_of(sula) == [("ready", "email", "told")]


def test_an_address_that_was_replaced_meanwhile_is_not_the_one_that_is_dead(
    library: Library, returns: MailServer, ana: int
):
    library.fetched(library.hold(ana))
    library.run()
    with writing() as session:
        session.get_one(Patron, ana).email = "ana.martin@example.org"
    arrives(library, report("ana@example.org"), returns.sayings.senders[0])
    emma = library.hold(ana, "Emma")
    library.fetched(emma)
    library.run()
    assert library.state_of(emma) == [("ready", "email", "told")]


def test_what_is_not_true_any_more_is_not_told_by_voice(
    library: Library, returns: MailServer, ana: int
):
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    arrives(library, report(), returns.sayings.senders[0])
    library.undo(dune)
    library.settle()
    library.run()
    assert library.state_of(dune) == [("ready", "email", "failed"), ("ready", "phone", "withdrawn")]


def test_a_report_that_comes_twice_changes_nothing_more(
    library: Library, returns: MailServer, ana: int
):
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    sender = returns.sayings.senders[0]
    arrives(library, report(), sender)
    library.run()
    before = library.state_of(dune)
    assert arrives(library, report(), sender).exit_code == 0
    library.run()
    assert library.state_of(dune) == before
    assert len(library.calls()) == 1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(report(action="delayed", status="4.4.1"), id="delayed"),
        pytest.param(report(action="delivered", status="2.0.0"), id="delivered"),
        pytest.param(NO_REPORT, id="an answer of the patron's"),
        pytest.param("", id="nothing"),
        pytest.param(report()[: report().index("Final-Recipient")], id="cut short"),
        pytest.param(report().replace("message/delivery-status", "text/plain"), id="no status"),
        pytest.param(
            'Content-Type: multipart/report; boundary*="a"; boundary*0="b"\n\n', id="two boundaries"
        ),
        pytest.param("Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 2000, id="deep"),
    ],
)
def test_what_reports_nothing_that_came_back_changes_nothing(
    library: Library, returns: MailServer, ana: int, text: str
):
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    assert arrives(library, text, returns.sayings.senders[0]).exit_code == 0
    assert library.state_of(dune) == [("ready", "email", "told")]


def test_a_report_that_is_quicker_than_our_own_note_comes_again(
    library: Library, returns: MailServer, ana: int
):
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    (message,) = library.messages()
    with writing() as session:
        session.get_one(Message, message.id).state = "sending"
    sender = returns.sayings.senders[0]
    assert arrives(library, report(), sender).exit_code == os.EX_TEMPFAIL
    assert library.state_of(dune) == [("ready", "email", "told")]


def test_a_mail_server_tries_again_while_the_database_is_out_of_reach(
    library: Library, returns: MailServer, ana: int, monkeypatch: pytest.MonkeyPatch
):
    library.fetched(library.hold(ana))
    library.run()

    def out_of_reach(*_anything: object) -> bool:
        raise busy()

    monkeypatch.setattr(outcomes, "came_back", out_of_reach)
    assert arrives(library, report(), returns.sayings.senders[0]).exit_code == os.EX_TEMPFAIL


@pytest.mark.parametrize(
    "address",
    ["returns@canal.example", "returns+@canal.example", "", "returns+é@canal.example", "@", "+"],
)
def test_a_report_to_an_address_that_is_not_of_a_mail_of_ours_is_left(
    library: Library, returns: MailServer, address: str
):
    assert message_of(address) is None
    assert arrives(library, report(), address).exit_code == 0


def test_nobody_can_make_such_an_address_up(library: Library, returns: MailServer, ana: int):
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    sender = returns.sayings.senders[0]
    name, _, domain = sender.rpartition("@")
    last = "a" if name[-1] != "a" else "b"
    assert arrives(library, report(), f"{name[:-1]}{last}@{domain}").exit_code == 0
    assert library.state_of(dune) == [("ready", "email", "told")]
    assert arrives(library, report(), sender.upper()).exit_code == 0
    assert library.state_of(dune)[0] == ("ready", "email", "failed")


def test_a_report_of_a_mail_that_is_forgotten_is_left(library: Library, returns: MailServer):
    settings = library.app.config["RAYON"]
    gone = "0190b2a6-0000-7000-8000-000000000000"
    address = return_path(gone, settings)
    assert message_of(address) == gone
    assert len(address.rpartition("@")[0]) <= 64
    assert arrives(library, report(), address).exit_code == 0


def test_a_backup_of_before_the_report_does_not_believe_what_came_back(
    library: Library, returns: MailServer, ana: int
):
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    arrives(library, report(), returns.sayings.senders[0])
    with writing() as session:
        session.execute(delete(Notice).where(Notice.channel == "phone"))
        session.execute(update(Notice).values(state="told", told_at=library.clock.now()))
    put_right(library.clock.now(), perform_all, [diary.folder()])
    library.run()
    assert library.state_of(dune) == [("ready", "email", "failed"), ("ready", "phone", "owed")]
    assert len(library.calls()) == 1


def test_a_backup_of_before_the_mail_does_not_believe_what_came_back(
    library: Library, returns: MailServer, ana: int
):
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    arrives(library, report(), returns.sayings.senders[0])
    with writing() as session:
        for forgotten in (Notice, Message):
            session.execute(delete(forgotten))
        session.get_one(Patron, ana).returned_mail = ""
    put_right(library.clock.now(), perform_all, [diary.folder()])
    library.run()
    assert library.state_of(dune) == [("ready", "email", "told")]
    assert len(returns.arrived) == 2


def test_servers_write_reports_in_many_ways():
    assert read_bounce(EXCHANGE.encode()) == Bounce("5.7.1", frozenset({"ana@example.org"}))
    assert read_bounce(report().replace("\n", "\r\n").encode()) == Bounce(
        "5.1.1", frozenset({"ana@example.org"})
    )
    assert read_bounce(b"\xff\xfe" + report().encode()) is None


def test_without_such_an_address_reports_go_to_whom_the_mail_is_from(
    library: Library, mail: MailServer, ana: int
):
    library.fetched(library.hold(ana))
    library.run()
    assert mail.sayings.senders == ["avis@canal.example"]


@pytest.mark.parametrize("address", ["returns", "a" * 26 + "@example.org", "a+b@example.org", "@x"])
def test_an_address_without_room_is_refused(address: str):
    with pytest.raises(ValidationError, match="RAYON_BOUNCE_ADDRESS"):
        Settings(bounce_address=address)
