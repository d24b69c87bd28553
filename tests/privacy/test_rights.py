"""Ana asks what the library knows about her, and then to be forgotten."""

import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from rayon import diary
from rayon.catalogue.models import Patron
from rayon.database import reading
from rayon.errors import Refusal
from rayon.holds.lifecycle import CLOSED_STATUSES
from rayon.ids import new_id
from rayon.ils.models import IlsTask
from rayon.privacy.erasing import erase
from rayon.privacy.exporting import export
from rayon.privacy.purge import purge
from rayon.sync.perform import perform_all
from tests.builders import a_copy, a_title
from tests.people import a_person
from tests.phones import a_phone
from tests.privacy.limits import everything

CARD = "20000000000001"


@pytest.fixture
def hold(library, ana) -> str:
    """Ana has been told that Dune is ready; Emma is still looked for."""
    dune = library.hold(ana, "Dune")
    library.fetched(dune)
    library.run()
    library.hold(ana, "Emma")
    return dune


@pytest.fixture
def max_at_work(library):
    """The computer on which Max, who sets things up, is signed in."""
    return a_phone(library.app, library.canal, a_person(library.app, library.canal, "Max", "admin"))


def test_ana_sees_all_that_is_known_of_her(library, hold):
    known = json.loads(json.dumps(export(CARD, library.clock.now())))
    assert known["patron"]["email"] == "ana@example.org"
    assert [one["title"] for one in known["holds"]] == ["Dune", "Emma"]
    assert known["holds"][0]["steps"][-1]["status"] == "found"
    assert [(one["kind"], one["state"]) for one in known["notices"]] == [("ready", "told")]
    assert len(known["messages"]) == len(known["mails"]) == 1


def test_what_ana_sees_names_no_colleague_and_no_other_patron(library, hold):
    # A name so long that it is in no picture of a mail by chance.
    library.hold(library.patron("Beatrice"), "Emma")
    known = json.dumps(export(CARD, library.clock.now()))
    assert "beatrice" not in known.casefold() and "looked_by" not in known


def test_an_erased_patron_is_nowhere_any_more(library, ana, hold):
    library.patron("Luc", email="", payer_card=CARD)
    report = erase(CARD, perform_all)
    assert report.cancelled == 2
    assert report.erased["holds"] == 2 and report.erased["mails"] == 1
    assert len(report.kept) == 4
    everything_kept = everything()
    assert CARD not in everything_kept and "ana@example.org" not in everything_kept
    assert not re.search(r"\bAna\b", everything_kept)


def test_what_an_erased_patron_waited_for_is_cancelled_and_put_back(library, ana, hold):
    erase(CARD, perform_all)
    assert library.row(hold).status in CLOSED_STATUSES
    assert library.row(hold).closed_because == "patron"
    assert "reshelve" in everything()


def test_nobody_writes_to_an_erased_patron(library, ana, hold):
    erase(CARD, perform_all)
    library.settle()
    assert library.run() == 0
    assert (library.messages(), library.calls(), library.state_of(hold)) == ([], [], [])


def test_a_loan_on_a_forgotten_card_is_on_nobody_elses(library, ana):
    """The desk lent to Bob without a network; before it comes back he is erased, and Eva is new."""
    library.set(loans_in="rayon")
    desk = a_phone(library.app, library.canal, a_person(library.app, library.canal, "Zoe", "desk"))
    bob = library.patron("Bob")
    dune = library.hold(ana, "Dune")
    library.fetched(dune)
    shown = {"barcode": library.barcodes[dune], "presented": "card", "card_of": bob}
    lent = desk.record("hand_over", dune, shown)
    with reading() as session:
        card = session.get_one(Patron, bob).card
    erase(card, perform_all)
    eva = library.patron("Eva")
    assert eva > bob
    assert desk.push(lent)["outcomes"][0]["outcome"] == "applied"
    with reading() as session:
        loan = session.scalars(select(IlsTask).where(IlsTask.kind == "loan")).one()
    assert loan.patron_id is None


def test_the_diary_remembers_the_erasure_but_not_the_card(library, hold):
    erase(CARD, perform_all)
    written = "".join(path.read_text() for path in diary.folder().iterdir())
    assert '"erased"' in written and CARD not in written
    assert "Dune" not in written and "example.org" not in written


def test_other_patrons_keep_what_is_theirs(library, hold):
    bea = library.patron("Bea")
    theirs = library.hold(bea, "Persuasion")
    library.fetched(theirs)
    library.run()
    erase(CARD, perform_all)
    assert library.row(theirs).patron_id == bea
    assert library.state_of(theirs) == [("ready", "email", "told")]


def test_a_card_that_nobody_has_is_said_so(library):
    for asked in (lambda: export("1", library.clock.now()), lambda: erase("1", perform_all)):
        with pytest.raises(Refusal, match="unknown_card"):
            asked()


def test_max_can_do_both_in_the_app_without_a_card_in_an_address(library, hold, max_at_work):
    shown = max_at_work.post("/api/patrons/export", {"card": CARD})
    assert shown.get_json()["patron"]["first_name"] == "Ana"
    assert shown.headers["Cache-Control"] == "no-store"
    report = max_at_work.post("/api/patrons/erase", {"card": CARD}).get_json()
    assert report["erased"]["patrons"] == 1
    assert max_at_work.post("/api/patrons/erase", {"card": CARD}).status_code == 404


def test_a_supervisor_may_not_erase(library, hold):
    sol = a_person(library.app, library.canal, "Sol", "supervisor")
    phone = a_phone(library.app, library.canal, sol)
    assert phone.post("/api/patrons/erase", {"card": CARD}).status_code == 403


def test_both_can_be_done_from_a_terminal(library, hold):
    run = library.app.test_cli_runner().invoke
    shown = run(args=["patrons", "export", CARD])
    assert json.loads(shown.output)["patron"]["card"] == CARD
    assert run(args=["patrons", "erase", CARD], input="n\n").exit_code == 1
    erased = run(args=["patrons", "erase", CARD, "--yes"])
    assert erased.exit_code == 0 and "patrons" in erased.output
    assert run(args=["patrons", "export", CARD]).exit_code == 1


def test_what_is_found_for_somebody_forgotten_goes_back(library, ana):
    ada = a_person(library.app, library.canal, "Ada", "picker")
    phone = a_phone(library.app, library.canal, ada)
    dune = library.hold(ana, "Dune")
    walk = library.walk(dune)
    scan = {"barcode": library.barcodes[dune], "how": "camera"}
    found = phone.record("report_found", library.picks[dune], scan)
    library.finish(walk)
    library.done("give_up", dune, because="not_found")
    erase(CARD, perform_all)
    (outcome,) = phone.push(found)["outcomes"]
    assert (outcome["outcome"], outcome["why"]["code"]) == ("refused", "no_longer_wanted")
    assert library.row(dune).status == "unfilled"


def test_an_order_said_again_of_somebody_forgotten_is_answered_in_words(library, ana):
    desk = a_phone(library.app, library.canal, a_person(library.app, library.canal, "Bo", "desk"))
    title = a_title(library.app, "Dune")
    a_copy(library.app, library.canal, title, "C-1")
    order = {"patron": ana, "title": title, "pickup_branch": library.canal}
    body = {"id": new_id(), "order": order}
    assert desk.post("/api/orders", body).status_code == 201
    erase(CARD, perform_all)
    again = desk.post("/api/orders", body)
    assert (again.status_code, again.get_json()["code"]) == (404, "unknown_patron")


def test_what_a_phone_says_again_after_its_words_were_forgotten_is_known(library, ana):
    desk = a_phone(library.app, library.canal, a_person(library.app, library.canal, "Bo", "desk"))
    dune = library.hold(ana, "Dune")
    library.fetched(dune)
    shown = {"barcode": library.barcodes[dune], "presented": "card", "card_of": ana}
    handed = desk.record("hand_over", dune, shown)
    assert desk.push(handed)["outcomes"][0]["outcome"] == "applied"
    library.clock.move(timedelta(days=8))
    purge(library.clock.now())
    (outcome,) = desk.push(handed)["outcomes"]
    assert (outcome["outcome"], outcome["why"]) == ("duplicate", None)


def test_nobody_is_forgotten_before_they_have_heard(library, ana):
    settings = library.app.config["RAYON"]
    shortest = settings.model_copy(update={"retention": {"unfilled_links": 0}})
    library.app.config["RAYON"] = shortest
    dune = library.hold(ana, "Dune")
    library.finish(library.walk(dune))
    # Late in the evening: the mail waits for the morning.
    library.clock.move(timedelta(hours=12))
    library.done("give_up", dune, because="not_found")
    library.settle()
    library.run()
    assert library.state_of(dune) == [("not_found", "email", "owed")]
    library.clock.move(timedelta(hours=6))
    purge(library.clock.now())
    library.clock.move(timedelta(hours=7))
    library.run()
    assert library.state_of(dune) == [("not_found", "email", "told")]
