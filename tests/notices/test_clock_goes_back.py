"""The server's clock jumps back an hour: what is due is told late at most, and never twice."""

from datetime import timedelta

from rayon.database import reading
from rayon.notices import claiming
from rayon.notices.rendering import starting_texts
from rayon.notices.wordings import OwnWords
from tests.notices.mail_server import MailServer
from tests.notices.stories import Library

HOUR = timedelta(hours=1)


def test_what_was_about_to_be_told_waits_and_is_told_once(
    library: Library, mail: MailServer, ana: int
):
    dune = library.hold(ana)
    library.fetched(dune)
    library.clock.move(-HOUR)
    library.run()
    assert mail.arrived == []
    library.clock.move(HOUR)
    library.run()
    library.run()
    assert len(mail.arrived) == 1


def test_what_is_taken_back_meanwhile_is_not_told(library: Library, mail: MailServer, ana: int):
    dune = library.hold(ana)
    library.fetched(dune)
    library.clock.move(-HOUR)
    library.undo(dune)
    for _ in range(20):
        library.settle()
        library.run()
    assert mail.arrived == []


def test_what_was_told_and_is_no_more_true_is_corrected_as_soon_as_ever(
    library: Library, mail: MailServer, ana: int
):
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    library.clock.move(-HOUR)
    library.undo(dune)
    library.settle()
    for _ in range(20):
        library.run()
        library.settle()
    told = [kind for kind, _, state in library.state_of(dune) if state == "told"]
    assert told == ["ready", "correction"]
    assert len(mail.arrived) == 2


def test_the_wording_that_was_set_last_is_in_force(library: Library, mail: MailServer, ana: int):
    said = {"branch": library.canal, "kind": "message", "language": "fr"}
    ours = starting_texts("fr")["message"]
    library.done("set_wording", "", **said, passages={**ours, "closing": "Wordsbefore"})
    library.clock.move(-HOUR)
    library.done("set_wording", "", **said, passages={**ours, "closing": "Wordsbetween"})
    library.done("set_wording", "", **said, passages={**ours, "closing": "Wordsnow"})
    with reading() as session:
        texts = OwnWords(session).of(library.canal, "message", "fr")
    assert texts and texts["closing"] == "Wordsnow"
    library.clock.move(HOUR)
    library.fetched(library.hold(ana))
    library.run()
    (arrived,) = mail.arrived
    assert "Wordsnow" in str(arrived) and "Wordsbefore" not in str(arrived)


def test_what_a_sender_held_when_it_died_is_told_once(library: Library, mail: MailServer, ana: int):
    library.fetched(library.hold(ana))
    library.run_owing()
    (claimed,), _ = claiming.claim(library.clock.now(), library.app.config["RAYON"])
    library.clock.move(-HOUR)
    for _ in range(25):
        library.run()
        library.settle()
    (arrived,) = mail.arrived
    assert claimed.message_id in str(arrived["Message-ID"])
