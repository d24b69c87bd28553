"""What was said and stopped being true is corrected, once; what was not found is told, once."""

from datetime import timedelta

from tests.notices.mail_server import MailServer, text_of
from tests.notices.stories import Library


def test_a_ready_that_became_false_is_corrected_once(library: Library, mail: MailServer, ana: int):
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    assert library.row(dune).ready_until is not None
    library.undo(dune)
    library.run()
    assert len(mail.arrived) == 1
    library.settle()
    library.run()
    library.run()
    _ready, correction = mail.arrived
    assert str(correction["Subject"]).startswith("Rectificatif")
    assert "Ce n’est finalement pas le cas" in text_of(correction)
    assert library.state_of(dune) == [("ready", "email", "told"), ("correction", "email", "told")]
    assert library.row(dune).ready_until is None


def test_a_document_that_turns_up_before_the_correction_leaves_is_no_news(
    library: Library, mail: MailServer, ana: int
):
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    library.undo(dune)
    library.run()
    again = library.walk(dune)
    library.found(dune)
    library.finish(again)
    library.settle()
    library.run()
    assert len(mail.arrived) == 1
    assert library.state_of(dune) == [
        ("ready", "email", "told"),
        ("correction", "email", "withdrawn"),
    ]


def test_found_again_after_a_correction_is_told_again(library: Library, mail: MailServer, ana: int):
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    library.undo(dune)
    library.settle()
    library.run()
    library.run()
    library.fetched(dune)
    library.run()
    assert [kind for kind, _, state in library.state_of(dune) if state == "told"] == [
        "ready",
        "correction",
        "ready",
    ]
    assert len(mail.arrived) == 3
    assert library.row(dune).ready_until is not None


def test_a_contradiction_after_ready_is_corrected_when_it_lasts(
    library: Library, mail: MailServer, ana: int
):
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    library.change(dune, disputed=True)
    library.run()
    assert len(mail.arrived) == 1
    library.settle()
    library.run()
    assert len(mail.arrived) == 2


def test_handed_over_or_cancelled_after_ready_needs_no_word(
    library: Library, mail: MailServer, ana: int
):
    dune, nana = library.hold(ana, "Dune"), library.hold(ana, "Nana")
    library.fetched(dune, nana)
    library.run()
    library.done("cancel_hold", dune)
    library.change(nana, status="handed_over")
    library.settle()
    library.run()
    assert len(mail.arrived) == 1


def test_putting_documents_on_the_hold_shelf_corrects_nothing(
    library: Library, mail: MailServer, ana: int
):
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    library.set(ready_when="shelved")
    library.settle()
    library.run()
    assert len(mail.arrived) == 1


def test_not_found_is_told_once_and_only_when_the_search_is_over(
    library: Library, mail: MailServer, ana: int
):
    dune = library.hold(ana)
    walk = library.walk(dune)
    library.not_there(dune)
    library.finish(walk)
    library.settle()
    library.run()
    assert library.state_of(dune) == []
    library.done("give_up", dune)
    library.settle()
    library.run()
    library.run()
    (message,) = mail.arrived
    assert message["Subject"] == "Votre réservation\xa0: document non trouvé"
    assert "nos recherches n’ont rien donné" in text_of(message)
    assert library.row(dune).ready_until is None


def test_a_document_that_turns_up_after_all_is_good_news(
    library: Library, mail: MailServer, ana: int
):
    dune = library.hold(ana)
    walk = library.walk(dune)
    library.not_there(dune)
    library.finish(walk)
    library.done("give_up", dune)
    library.settle()
    library.run()
    library.done("report_seen", "", barcode=library.barcodes[dune])
    library.settle()
    library.run()
    assert len(mail.arrived) == 1
    library.done("settle_dispute", dune, here=True)
    library.settle()
    library.run()
    assert "finalement retrouvé" in text_of(mail.arrived[1])


def test_a_correction_that_says_not_found_is_the_last_word(
    library: Library, mail: MailServer, ana: int
):
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    library.undo(dune)
    library.done("give_up", dune)
    library.settle()
    library.run()
    library.clock.move(timedelta(hours=1))
    library.run()
    assert len(mail.arrived) == 2
    assert "n’ont rien donné" in text_of(mail.arrived[1])


def test_ready_and_not_found_share_one_message(library: Library, mail: MailServer, ana: int):
    dune, maus = library.hold(ana, "Dune"), library.hold(ana, "Maus")
    library.done("give_up", maus, because="no_copy")
    library.fetched(dune)
    library.run()
    (message,) = mail.arrived
    assert "vous attend" in message["Subject"]
    assert "«\xa0Maus\xa0», Anon\xa0: aucun exemplaire n’est disponible" in text_of(message)
