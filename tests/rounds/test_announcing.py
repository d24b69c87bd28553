"""The day before, at the hour that was set, each subscriber is told once; and of what changes."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from rayon.database import reading, writing
from rayon.ids import new_id
from rayon.notices import outcomes, sender
from rayon.notices.links import personal_link
from rayon.notices.models import Message, Notice
from rayon.rounds import announcing, claiming
from rayon.rounds.models import RoundStop, Subscription
from tests.rounds.conftest import a_stop, begin

AMINA, BEN = "amina@example.org", "ben@example.org"
EVE_OF_2_DECEMBER = "2026-12-01T17:00"


def change(office, quai: str, deed: str, **said) -> None:
    path = f"/api/rounds/neighbourhoods/{quai}/visits/2026-12-02/{deed}"
    assert office.post(path, said).status_code == 200


def test_the_day_before_at_five(readers):
    readers.subscribe(AMINA)
    readers.at("2026-11-30T17:00")
    readers.at("2026-12-01T16:59")
    assert readers.letters() == []
    readers.at(EVE_OF_2_DECEMBER)
    (letter,) = readers.letters(AMINA)
    assert letter.message["Subject"] == (
        "Le biblio-vélo passe mercredi 2 décembre à 16\u00a0h\u00a010\u00a0: Médiathèque du Canal"
    )
    assert "de 16\u00a0h\u00a010 à 17\u00a0h" in letter.text
    assert "En cas de pluie\u00a0: sous la halle" in letter.text
    assert letter.message["Auto-Submitted"] == "auto-generated"
    readers.at("2026-12-01T18:00")
    readers.at("2026-12-02T09:00")
    assert readers.letters() == []
    readers.at("2026-12-15T17:00")
    assert len(readers.letters(AMINA)) == 1


def test_a_year_of_visits_each_told_once_and_none_on_a_holiday(readers):
    """Every second Wednesday; the one of 14 July is a public holiday."""
    readers.subscribe(AMINA)
    eves = [date(2026, 12, 1) + timedelta(weeks=2 * number) for number in range(26)]
    told = []
    for eve in eves:
        readers.at(f"{eve}T17:00")
        told += [eve for _letter in readers.letters(AMINA)]
    assert told == [eve for eve in eves if eve != date(2027, 7, 13)]


def test_in_english_to_who_asked_in_english(readers):
    readers.subscribe(BEN, language="en")
    readers.at(EVE_OF_2_DECEMBER)
    (letter,) = readers.letters(BEN)
    assert letter.message["Subject"].startswith(
        "The bike cart comes on Wednesday 2 December at 16:10"
    )
    assert letter.message["Content-Language"] == "en"


def test_only_who_confirmed_and_only_of_their_stop(office, readers):
    ecluse = begin(office)["neighbourhoods"][0]["stops"][1]["page"]
    readers.subscribe(AMINA)
    readers.subscribe(BEN, ecluse)
    readers.ask("unconfirmed@example.org")
    readers.work()
    readers.letters()
    readers.at(EVE_OF_2_DECEMBER)
    said = {letter.recipients[0]: letter.text for letter in readers.letters()}
    assert said.keys() == {AMINA, BEN}
    assert "Place Voltaire" in said[AMINA] and "Écluse" not in said[AMINA]
    assert "17\u00a0h\u00a015" in said[BEN]


def test_a_server_that_slept_tells_on_the_day_but_not_too_late(readers):
    readers.subscribe(AMINA)
    readers.at("2026-12-02T10:00")
    assert len(readers.letters()) == 1
    readers.at("2026-12-16T17:01")
    assert readers.letters() == []


def test_nobody_is_woken(app, office, quai, readers):
    readers.subscribe(AMINA)
    readers.at("2026-12-01T21:00")
    assert readers.letters() == []
    readers.at("2026-12-02T08:00")
    assert len(readers.letters()) == 1


def test_what_changes_afterwards_is_told_once(office, quai, readers):
    readers.subscribe(AMINA)
    readers.at(EVE_OF_2_DECEMBER)
    readers.letters()
    change(office, quai, "move", to_day="2026-12-02", later=30, because="Crevaison")
    readers.at("2026-12-02T09:00")
    (letter,) = readers.letters(AMINA)
    assert letter.message["Subject"].startswith("Changement, le biblio-vélo passe mercredi 2")
    assert "de 16\u00a0h\u00a040 à 17\u00a0h\u00a030" in letter.text and "Crevaison" in letter.text
    readers.at("2026-12-02T09:10")
    assert readers.letters() == []
    change(office, quai, "cancel", because="Neige")
    readers.work()
    (letter,) = readers.letters(AMINA)
    assert letter.message["Subject"].startswith("Le biblio-vélo ne passe pas mercredi 2 décembre")
    assert "Neige" in letter.text
    change(office, quai, "keep")
    readers.work()
    assert "de 16\u00a0h\u00a010 à 17\u00a0h" in readers.letters(AMINA)[0].text


def test_what_was_never_told_is_not_called_off(office, quai, readers):
    readers.subscribe(AMINA)
    change(office, quai, "cancel")
    readers.at(EVE_OF_2_DECEMBER)
    assert readers.letters() == []
    change(office, quai, "keep")
    readers.work()
    assert len(readers.letters()) == 1


def test_a_visit_moved_after_it_was_told_is_told_with_its_new_day(office, quai, readers):
    readers.subscribe(AMINA)
    readers.at(EVE_OF_2_DECEMBER)
    readers.letters()
    change(office, quai, "move", to_day="2026-12-09")
    readers.work()
    assert "mercredi 9 décembre" in readers.letters(AMINA)[0].text
    # Called off a week later, when the first day is long over.
    readers.at("2026-12-08T18:00")
    assert readers.letters() == []


def test_a_stop_that_is_taken_away_is_told(office, readers):
    readers.subscribe(AMINA)
    readers.at(EVE_OF_2_DECEMBER)
    readers.letters()
    begin(office, stops=[a_stop("Écluse", "17:15", "18:00")])
    readers.work()
    (letter,) = readers.letters(AMINA)
    assert letter.message["Subject"].startswith("Le biblio-vélo ne passe pas mercredi 2 décembre")


def test_a_change_taken_back_before_it_leaves_is_not_told(office, quai, readers):
    readers.subscribe(AMINA)
    readers.at(EVE_OF_2_DECEMBER)
    readers.letters()
    readers.at("2026-12-01T22:00")
    change(office, quai, "cancel")
    readers.work()
    change(office, quai, "keep")
    readers.at("2026-12-02T08:00")
    assert readers.letters() == []
    change(office, quai, "cancel")
    readers.work()
    assert len(readers.letters()) == 1


def test_who_leaves_meanwhile_hears_nothing(readers):
    readers.subscribe(AMINA)
    readers.at("2026-12-01T21:00")
    with readers.app.app_context(), reading() as session:
        (message,) = session.scalars(select(Notice).where(Notice.state == "owed"))
        assert message.kind == "announced"
    with readers.app.test_request_context(), reading() as session:
        link = personal_link("leave", session.scalars(select(Subscription.id)).one())
    readers.visitor().post(link.removeprefix("http://127.0.0.1:8000"))
    readers.at("2026-12-02T08:00")
    assert readers.letters() == []


def test_each_is_told_exactly_once_by_two_workers(app, readers):
    with app.app_context(), writing() as session:
        stop = session.scalars(select(RoundStop).where(RoundStop.place == "Place Voltaire")).one()
        for number in range(120):
            session.add(
                Subscription(
                    id=new_id(),
                    branch_id=stop.branch_id,
                    stop_id=stop.id,
                    email=f"r{number}@example.org",
                    language="fr",
                    asked_at=readers.clock.now(),
                    confirmed_at=readers.clock.now(),
                )
            )
    readers.clock.set(readers.clock.now().replace(month=12, day=1, hour=16, minute=1))
    with app.app_context():
        now, settings = readers.clock.now(), app.config["RAYON"]
        assert announcing.bring_up_to_date(now) == 120
        assert announcing.bring_up_to_date(now) == 0
        taken = [claiming.claim(now, settings) for _ in range(3)]
        assert [len(claimed) for claimed in taken] == [50, 50, 20]
        for claimed in taken:
            with sender.Lines(settings) as lines:
                lines.send(claimed)
    readers.work()
    addresses = [letter.recipients[0] for letter in readers.letters()]
    assert len(addresses) == len(set(addresses)) == 120


@pytest.mark.parametrize("choice", ["resend", "consider_told"])
def test_a_mail_of_unknown_fate_waits_for_a_person(app, readers, choice):
    readers.subscribe(AMINA)
    readers.clock.set(readers.clock.now().replace(month=12, day=1, hour=16, minute=1))
    with app.app_context():
        now = readers.clock.now()
        announcing.bring_up_to_date(now)
        (claimed,) = claiming.claim(now, app.config["RAYON"])
        assert outcomes.about_to_hand_over(
            claimed.message_id, claimed.lease, now, timedelta(minutes=1)
        )
        # The process dies here.
        later = now + timedelta(minutes=10)
        assert outcomes.take_back_expired(later) == 1
        readers.clock.set(later)
        readers.work()
        assert readers.letters() == []
        getattr(outcomes, choice)(claimed.message_id, later)
        readers.work()
        with reading() as session:
            assert session.get_one(Message, claimed.message_id).state == "accepted"
    assert len(readers.letters()) == (choice == "resend")


def test_a_mail_server_that_is_away_is_tried_again(app, readers):
    readers.subscribe(AMINA)
    app.config["RAYON"].smtp_url = "smtp://127.0.0.1:9"
    readers.at(EVE_OF_2_DECEMBER)
    app.config["RAYON"].smtp_url = readers.postbox.url
    readers.work()
    assert readers.letters() == []
    readers.at("2026-12-01T17:05")
    assert len(readers.letters()) == 1
