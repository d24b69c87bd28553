"""A patron hears "ready" when it is true, and not a moment before."""

from datetime import UTC, date, datetime, timedelta

import pytest

from rayon.notices import claiming, groups
from rayon.notices.rendering import starting_texts
from rayon.picking.jobs import end_searches
from rayon.sync.perform import perform_all
from tests.builders import a_slot
from tests.notices.mail_server import MailServer, html_of, text_of
from tests.notices.stories import Library
from tests.people import a_branch


def test_one_message_tells_all_that_was_found(library: Library, mail: MailServer, ana: int):
    dune, nana = library.hold(ana, "Dune"), library.hold(ana, "Nana")
    library.fetched(dune, nana)
    library.run()
    library.run()
    (message,) = mail.arrived
    text = text_of(message)
    assert mail.sayings.recipients == ["ana@example.org"]
    assert "Bonjour Ana," in text
    assert "«\xa0Dune\xa0», Anon" in text
    assert "«\xa0Nana\xa0», Anon" in text
    assert "2 documents vous attendent" in text
    assert "lundi 30 novembre 2026" in text
    assert library.state_of(dune) == [("ready", "email", "told")]
    assert library.row(dune).ready_until == date(2026, 11, 30)


def test_headers_are_those_of_an_automatic_mail_without_titles(
    library: Library, mail: MailServer, ana: int
):
    library.fetched(library.hold(ana, "Secret garden"))
    library.run()
    (message,) = mail.arrived
    (row,) = library.messages()
    assert message["Subject"] == "Votre réservation vous attend\xa0: Médiathèque du Canal"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "fr"
    assert message["Message-ID"] == f"<{row.id}@canal.example>"
    assert message["From"] == "Médiathèque du Canal <avis@canal.example>"
    assert message["Reply-To"] == "canal@example.org"
    assert message["To"] == "ana@example.org"
    headers = "\n".join(f"{name}: {value}" for name, value in message.items())
    assert "Secret" not in headers
    assert "Martin" not in headers


def test_found_and_undone_within_the_settling_time_is_never_told(
    library: Library, mail: MailServer, ana: int
):
    library.set(ready_when="found")
    dune = library.hold(ana)
    library.walk(dune)
    library.found(dune)
    library.run()
    assert library.why(dune) == "settling"
    library.clock.move(timedelta(minutes=2))
    library.undo(dune)
    library.settle()
    library.run()
    assert mail.arrived == []
    assert library.state_of(dune) == [("ready", "email", "withdrawn")]


def test_found_again_after_the_undo_is_told_once(library: Library, mail: MailServer, ana: int):
    dune = library.hold(ana)
    walk = library.walk(dune)
    library.found(dune)
    library.run()
    library.undo(dune)
    library.run()
    library.found(dune)
    library.finish(walk)
    library.settle()
    library.run()
    assert len(mail.arrived) == 1
    assert library.state_of(dune) == [("ready", "email", "told")]


def test_nothing_is_told_while_the_walk_goes_on(library: Library, mail: MailServer, ana: int):
    dune = library.hold(ana)
    walk = library.walk(dune)
    library.found(dune)
    library.settle()
    library.run()
    assert library.state_of(dune) == []
    library.finish(walk)
    library.run()
    assert len(mail.arrived) == 1


def test_a_document_found_at_another_branch_is_not_ready(
    library: Library, mail: MailServer, ana: int
):
    quai = a_branch(library.app, "QUAI", name="Annexe du Quai")
    dune = library.hold(ana, of=quai)
    walk = library.walk(dune, branch=quai)
    library.found(dune)
    library.finish(walk)
    library.settle()
    library.run()
    assert library.state_of(dune) == []
    library.move_copy(dune, place_kind="slot", place_branch_id=library.canal)
    library.run()
    assert len(mail.arrived) == 1


def test_a_disputed_document_is_not_ready(library: Library, mail: MailServer, ana: int):
    dune = library.hold(ana)
    library.fetched(dune)
    library.change(dune, disputed=True)
    library.run()
    assert mail.arrived == []


def test_a_missing_document_on_the_hold_shelf_is_not_ready(
    library: Library, mail: MailServer, ana: int
):
    dune = library.hold(ana)
    library.fetched(dune)
    library.change(dune, status="on_hold_shelf")
    library.move_copy(dune, place_kind="missing")
    library.run()
    assert mail.arrived == []


def test_with_a_hold_shelf_only_shelved_documents_are_ready(
    library: Library, mail: MailServer, ana: int
):
    a_slot(library.app, library.canal)
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    assert library.state_of(dune) == []
    library.change(dune, status="on_hold_shelf")
    library.move_copy(dune, place_kind="slot")
    library.run()
    assert len(mail.arrived) == 1


def test_a_parcel_for_the_courier_is_not_announced_at_the_desk(
    library: Library, mail: MailServer, ana: int
):
    library.fetched(library.hold(ana, fulfilment="delivery"))
    library.run()
    assert mail.arrived == []


def test_a_message_waits_for_the_patrons_other_walk(library: Library, mail: MailServer, ana: int):
    dune, maus = library.hold(ana, "Dune"), library.hold(ana, "Maus")
    comics = library.walk(maus)
    library.fetched(dune)
    library.run()
    assert library.why(dune) == "walk_open"
    library.found(maus)
    library.settle()
    library.run()
    assert mail.arrived == [], "found, but not brought back yet"
    library.finish(comics)
    library.run()
    library.settle()
    library.run()
    assert len(mail.arrived) == 1
    assert "Maus" in text_of(mail.arrived[0])


def test_a_message_takes_in_what_came_true_while_others_were_sent(
    library: Library, mail: MailServer, ana: int
):
    dune, maus = library.hold(ana, "Dune"), library.hold(ana, "Maus")
    comics = library.walk(maus)
    library.fetched(dune)
    library.run()
    library.found(maus)
    library.finish(comics)
    settings = library.app.config["RAYON"]
    assert claiming.claim(library.clock.now(), settings) == ([], 0), "Maus is not written down yet"
    library.run()
    library.settle()
    library.run()
    (letter,) = mail.arrived
    assert "Dune" in text_of(letter) and "Maus" in text_of(letter)


def test_a_message_waits_for_a_search_that_is_about_to_end(
    library: Library, mail: MailServer, ana: int
):
    dune, emma = library.hold(ana), library.hold(ana, "Emma")
    first = library.walk(dune, emma)
    library.found(dune)
    library.not_there(emma)
    library.finish(first)
    second = library.walk(emma)
    library.settle()
    library.not_there(emma)
    library.finish(second)
    library.run()
    assert mail.arrived == [], "nobody will look for Emma again: one message says both"
    library.settle()
    assert end_searches(library.clock.now(), perform_all) == 1
    library.run()
    library.settle()
    library.run()
    (letter,) = mail.arrived
    assert "Dune" in text_of(letter) and "Emma" in text_of(letter)


def test_at_half_past_eleven_what_is_decided_is_told(library: Library, mail: MailServer, ana: int):
    dune, maus = library.hold(ana, "Dune"), library.hold(ana, "Maus")
    zola = library.hold(ana, "Nana")
    library.walk(maus)
    library.fetched(dune)
    library.clock.set(datetime(2026, 11, 24, 10, 29, tzinfo=UTC))
    library.run()
    assert mail.arrived == []
    library.clock.set(datetime(2026, 11, 24, 10, 31, tzinfo=UTC))
    library.run()
    text = text_of(mail.arrived[0])
    assert "«\xa0Maus\xa0», Anon\xa0: nous le cherchons encore" in text
    assert "«\xa0Nana\xa0», Anon\xa0: nous ne sommes pas encore allés le chercher" in text
    assert library.state_of(zola) == []


def test_nobody_is_written_to_at_night(library: Library, mail: MailServer, ana: int):
    library.clock.set(datetime(2026, 11, 24, 19, 30, tzinfo=UTC))
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    assert library.why(dune) == "quiet_hours"
    library.clock.set(datetime(2026, 11, 25, 7, 1, tzinfo=UTC))
    library.run()
    assert len(mail.arrived) == 1


def test_a_cancelled_hold_takes_its_notice_with_it(library: Library, mail: MailServer, ana: int):
    dune = library.hold(ana)
    walk = library.walk(dune)
    library.found(dune)
    library.finish(walk)
    library.run()
    library.done("cancel_hold", dune)
    library.settle()
    library.run()
    assert mail.arrived == []
    assert library.state_of(dune) == [("ready", "email", "withdrawn")]


def test_where_the_other_system_tells_patrons_rayon_is_silent(
    library: Library, mail: MailServer, ana: int
):
    dune = library.hold(ana)
    walk = library.walk(dune)
    library.found(dune)
    library.finish(walk)
    library.run()
    library.set(notices_by="ils")
    library.settle()
    library.run()
    assert mail.arrived == []
    assert library.state_of(dune) == [("ready", "email", "withdrawn")]


def test_what_the_other_system_told_is_not_told_again_by_rayon(
    library: Library, mail: MailServer, ana: int
):
    library.set(notices_by="ils")
    dune, nana, maus = (library.hold(ana, title) for title in ("Dune", "Nana", "Maus"))
    library.fetched(dune)
    library.finish(library.walk(nana))
    library.done("give_up", nana, because="not_found")
    walk = library.walk(maus)
    library.found(maus)
    library.clock.move(timedelta(days=1))
    ours = {"branch": library.canal, "settings": {"notices_by": "rayon"}}
    library.done("change_branch", str(library.canal), **ours)
    for _ in range(2):
        library.settle()
        library.run()
    assert mail.arrived == []
    # What is so only now is ours to tell, although it was found before.
    library.finish(walk)
    library.settle()
    library.run()
    assert library.state_of(maus) == [("ready", "email", "told")]
    assert (library.state_of(dune), library.state_of(nana)) == ([], [])


def test_two_patrons_of_one_family_get_a_mail_each(library: Library, mail: MailServer):
    ana = library.patron("Ana", email="famille@example.org")
    bob = library.patron("Bob", email="famille@example.org", language="en")
    library.fetched(library.hold(ana, "Dune"), library.hold(bob, "Maus"))
    library.run()
    to_ana, to_bob = sorted(
        mail.arrived, key=lambda one: str(one["Content-Language"]), reverse=True
    )
    assert "Maus" not in text_of(to_ana)
    assert "Dune" not in text_of(to_bob)
    assert "Hello Bob," in text_of(to_bob)
    assert "Monday 30 November 2026" in text_of(to_bob)


def test_a_branch_may_keep_titles_out_of_its_mail(library: Library, mail: MailServer, ana: int):
    library.set(titles_in_mail=False)
    library.fetched(library.hold(ana, "Dune"))
    library.run()
    assert "Dune" not in mail.arrived[0].as_string()
    assert "Un document vous attend" in text_of(mail.arrived[0])


def test_a_hostile_title_is_only_text(library: Library, mail: MailServer, ana: int):
    library.fetched(
        library.hold(ana, "<script>alert(1)</script>\r\nBcc: eve@example.org {{ 7*7 }}")
    )
    library.run()
    (message,) = mail.arrived
    assert message["Bcc"] is None
    assert "<script>" not in html_of(message)
    assert "&lt;script&gt;" in html_of(message)
    assert "{{ 7*7 }}" in text_of(message)
    assert "</script> Bcc: eve" in text_of(message)


def test_what_is_undone_between_looking_and_claiming_is_not_sent(
    library: Library, mail: MailServer, ana: int, monkeypatch: pytest.MonkeyPatch
):
    settings = library.app.config["RAYON"]
    dune = library.hold(ana)
    library.fetched(dune)
    library.run_owing()
    looked_at = groups.look(library.clock.now(), settings)
    assert len(looked_at) == 1
    library.undo(dune)
    monkeypatch.setattr(groups, "look", lambda _now, _settings: looked_at)
    assert claiming.claim(library.clock.now(), settings) == ([], 0)


def test_a_mail_is_worded_as_it_is_in_force_when_it_is_taken_to_be_sent(
    library: Library, mail: MailServer, ana: int
):
    said = {"branch": library.canal, "kind": "message", "language": "fr"}
    own = {**starting_texts("fr")["message"], "closing": "À tout de suite <3"}
    library.fetched(library.hold(ana, "Dune"))
    library.done("set_wording", "", **said, passages=own)
    library.run()
    library.done("set_wording", "", **said, passages={})
    library.fetched(library.hold(ana, "Nana"))
    library.run()
    first, second = mail.arrived
    assert "«\xa0Dune\xa0», Anon" in text_of(first)
    assert "À tout de suite <3" in text_of(first)
    assert "À tout de suite &lt;3" in html_of(first)
    assert "cid:pickup-code" in html_of(first)
    assert "tout de suite" not in text_of(second)
