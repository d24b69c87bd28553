"""What is told of a delivery: each thing once, by mail; by telephone only what went wrong."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, select

from rayon import diary
from rayon.catalogue.models import Branch
from rayon.database import reading, writing
from rayon.delivery.actions.money import sum_id
from rayon.delivery.jobs import keep_what_stayed
from rayon.holds.action import Deed
from rayon.ids import new_id
from rayon.notices import jobs
from rayon.notices.channels.phone_list import list_calls, record_call
from rayon.notices.models import Message, Notice, PatronPush
from rayon.notices.rides import Ride, RidingParcel, what_is_true_of
from rayon.privacy.restoring import put_right
from rayon.privacy.unnaming import cut_deliveries
from rayon.sync.perform import perform_all
from tests.builders import a_patron, a_slot, pick_of
from tests.moving_clock import MONDAY
from tests.notices.mail_server import MailServer, html_of, text_of

TODAY = date(2026, 11, 24)
CLOSED = RidingParcel("closed", None, None, 0, None)
RIDE = Ride("d", 1, 1, TODAY, datetime(2026, 11, 23, tzinfo=UTC), 500, False, True, ())


class Post:
    """A mail server, and the job that writes to it."""

    def __init__(self, app, canal, clock, server):
        self.app, self.canal, self.clock, self.server = app, canal, clock, server

    def goes(self):
        """Everything that was said settles, and is told; the subjects of what arrived since."""
        before = len(self.server.arrived)
        self.clock.move(timedelta(minutes=4))
        with self.app.app_context():
            for _ in range(2):
                jobs.run(self.clock.now(), perform_all)
        return [str(mail["Subject"]).split("\xa0:")[0] for mail in self.server.arrived[before:]]

    @property
    def last(self):
        return text_of(self.server.arrived[-1])

    def state(self, subject):
        query = select(Notice).where(Notice.subject_id == subject).order_by(Notice.id)
        with self.app.app_context(), reading() as session:
            return [(one.kind, one.channel, one.state) for one in session.scalars(query)]

    def calls(self):
        with self.app.app_context():
            return list_calls(self.canal, "fr", self.clock.now())


@pytest.fixture
def post(app, canal, clock):
    settings = {"return_box": "Boîte de retour, 111 rue Jean-Jaurès", "settle_minutes": 3}
    with app.app_context(), writing() as session:
        branch = session.get_one(Branch, canal)
        branch.language, branch.settings = "fr", settings
    with MailServer() as server:
        changed = {"smtp_url": server.url, "mail_from": "avis@canal.example"}
        app.config["RAYON"] = app.config["RAYON"].model_copy(update=changed)
        yield Post(app, canal, clock, server)


@pytest.fixture
def bob(app, canal):
    """He has a telephone and no mail."""
    return a_patron(app, branch_id=canal, first_name="Bob", phone="04 11 22 33 44")


@pytest.mark.parametrize(
    ("statuses", "day", "true"),
    [
        ((), 0, "ordered"),
        (("closed",), 0, "ordered"),
        (("out",), 0, "riding"),
        (("delivered", "closed"), 0, "riding"),
        (("delivered", "out"), 0, "riding"),
        (("delivered", "delivered"), 0, "delivered"),
        (("delivered", "absent"), 0, "missed"),
        (("incident",), 0, "missed"),
        ((), 1, "over"),
        (("closed",), 1, "over"),
        (("out",), 1, "over"),
        (("delivered", "out"), 1, "delivered"),
        (("absent",), 1, "missed"),
    ],
)
def test_what_can_be_said_of_a_delivery(statuses, day, true):
    parcels = tuple(replace(CLOSED, status=status) for status in statuses)
    ride = replace(RIDE, parcels=parcels)
    assert what_is_true_of(ride, TODAY + timedelta(days=day)) == true
    assert what_is_true_of(replace(ride, cancelled=True), TODAY) == "over"


def test_ordered_on_its_way_and_delivered_are_told_once_each(afternoon, post, amina):
    home = afternoon.order(2, amina)
    assert post.goes() == ["Votre livraison à domicile est commandée"]
    assert "le mardi 24 novembre 2026, entre 16\xa0h et 20\xa0h" in post.last
    assert "Chaque colis coûte 5,00\xa0€" in post.last
    for billed in ("personne n’ouvre", "l’adresse est fausse", "refusé à la porte"):
        assert billed in post.last and billed in html_of(post.server.arrived[-1])
    parcel = afternoon.loaded(home)
    assert post.goes() == ["Votre livraison est en route"]
    afternoon.bike.do("deliver_parcel", parcel, {"to": "patron"})
    assert post.goes() == ["Vos documents ont été livrés"]
    assert "5,00\xa0€ figureront sur la prochaine facture" in post.last
    assert "à toute heure\xa0: Boîte de retour, 111 rue Jean-Jaurès" in post.last
    assert "<strong>Boîte de retour" in html_of(post.server.arrived[-1])
    assert post.goes() == []
    told = [kind for kind, _channel, state in post.state(home.delivery) if state == "told"]
    assert told == ["order_taken", "on_its_way", "delivered"]


def test_a_ride_that_nobody_has_heard_of_yet_is_not_told_after_its_end(afternoon, post, amina):
    home = afternoon.order(1, amina)
    post.goes()
    afternoon.bike.do("deliver_parcel", afternoon.loaded(home), {"to": "household"})
    assert post.goes() == ["Vos documents ont été livrés"]


def test_an_absent_patron_is_told_once_that_it_came_back_and_once_that_it_waits(
    app, canal, afternoon, post, amina
):
    home = afternoon.order(1, amina)
    ((hold, barcode),) = home.copies.items()
    slot = a_slot(app, canal)
    parcel = afternoon.loaded(home)
    post.goes()
    afternoon.bike.do("report_absent", parcel)
    assert post.goes() == ["Vos documents n’ont pas pu être livrés"]
    assert "a sonné chez vous et personne n’a ouvert. 5,00\xa0€ figureront" in post.last
    number = {"number": afternoon.row("parcel", parcel)["number"]}
    assert afternoon.desk.do("receive_parcel", "", number)["outcome"] == "applied"
    assert post.goes() == []
    shelved = {"slot": slot, "barcode": barcode, "how": "scanner"}
    assert afternoon.desk.do("shelve", hold, shelved)["outcome"] == "applied"
    assert post.goes() == ["Votre réservation vous attend"]
    assert post.goes() == []


def test_what_is_asked_of_the_billing_service_after_its_month_is_told_too(
    afternoon, post, amina, clock
):
    clock.move(timedelta(days=3))
    parcel = afternoon.loaded(afternoon.order(1, amina))
    absent = afternoon.bike.record("report_absent", parcel)
    clock.move(timedelta(days=6))
    closed = afternoon.desk.do("close_month", "", {"month": "2026-11"})
    assert closed["outcome"] == "applied"
    afternoon.bike.push(absent)
    post.goes()
    assert "5,00\xa0€ figureront" in post.last
    truth = {"was": "absent", "ended": "incident", "to": "", "reason": "wrong_button"}
    assert afternoon.desk.do("correct_parcel", parcel, truth)["outcome"] == "applied"
    post.goes()
    assert "Rien ne vous est demandé" in post.last


def test_an_incident_costs_nothing(afternoon, post, amina):
    parcel = afternoon.loaded(afternoon.order(1, amina))
    afternoon.bike.do("report_incident", parcel)
    post.goes()
    assert "un incident est survenu" in post.last
    assert "Rien ne vous est demandé" in post.last


def test_whoever_has_no_mail_is_called_for_what_went_wrong_only(afternoon, post, bob, clock):
    home = afternoon.order(1, bob)
    post.goes()
    parcel = afternoon.loaded(home)
    post.goes()
    assert (post.state(home.delivery), post.calls()) == ([], [])
    afternoon.bike.do("report_wrong_address", parcel)
    post.goes()
    (call,) = post.calls()
    assert "ne vous a pas trouvé à l’adresse que vous nous aviez donnée" in call["lines"][0]
    with post.app.app_context():
        record_call(call["id"], post.canal, "reached", clock.now())
    assert (post.goes(), post.calls()) == ([], [])
    assert post.state(home.delivery) == [("missed", "phone", "told")]


def test_a_phone_that_tells_of_holds_leaves_deliveries_to_mails(app, afternoon, post, amina, clock):
    phone = {"endpoint": "https://fcm.googleapis.com/x", "key": "", "secret": ""}
    with app.app_context(), writing() as session:
        session.add(PatronPush(id=new_id(), patron_id=amina, seen_at=clock.now(), **phone))
    home = afternoon.order(1, amina)
    assert post.goes() == ["Votre livraison à domicile est commandée"]
    assert post.state(home.delivery) == [("order_taken", "email", "told")]


def test_nobody_is_called_because_a_courtesy_was_refused(afternoon, post, amina):
    post.server.will_say("RCPT", "550 no such user")
    home = afternoon.order(1, amina)
    post.goes()
    assert post.state(home.delivery) == [("order_taken", "email", "failed")]
    assert post.calls() == []


def test_what_was_cancelled_is_told_no_more(afternoon, post, amina):
    home = afternoon.order(1, amina)
    assert afternoon.desk.do("cancel_delivery", home.delivery)["outcome"] == "applied"
    assert post.goes() == []


def test_an_order_that_could_not_be_told_in_time_is_not_told_after_its_day(
    afternoon, post, amina, clock
):
    home = afternoon.order(1, amina)
    post.server.will_say("MAIL", "451 later")
    post.goes()
    clock.move(timedelta(days=2))
    assert post.goes() == []
    assert post.state(home.delivery) == [("order_taken", "email", "withdrawn")]


def test_what_is_not_found_before_the_delivery_is_told(app, afternoon, post, amina, canal):
    home = afternoon.order(1, amina)
    post.goes()
    (hold,) = home.copies
    undone = afternoon.desk.do("report_not_found", pick_of(app, hold))
    assert undone["outcome"] in ("applied", "conflict", "refused")
    with app.app_context():
        perform_all([Deed("settle_dispute", hold, {"here": False}), Deed("give_up", hold, {})])
    post.goes()
    assert "S’il ne reste rien à apporter, aucun colis ne vient et rien n’est dû." in post.last


def test_after_a_restore_nobody_hears_it_twice(app, afternoon, post, amina, clock):
    home = afternoon.order(1, amina)
    post.goes()
    with app.app_context():
        with writing() as session:
            session.execute(delete(Notice))
            session.execute(delete(Message))
        put_right(clock.now(), perform_all, [diary.folder()])
    assert post.goes() == []
    assert post.state(home.delivery) == [("order_taken", "email", "told")]


def test_whoever_is_forgotten_is_told_nothing_more(app, afternoon, post, amina, clock):
    home = afternoon.order(1, amina)
    post.goes()
    with app.app_context(), writing() as session:
        cut_deliveries(session, [home.delivery], clock.now())
    afternoon.loaded(home)
    assert post.goes() == []
    with app.app_context(), reading() as session:
        assert session.scalars(select(Notice.patron_id)).all() == [None]


def corrected(afternoon, parcel, was, ended):
    to = "patron" if ended == "delivered" else ""
    said = {"was": was, "ended": ended, "to": to, "reason": "learnt_later"}
    assert afternoon.desk.do("correct_parcel", parcel, said)["outcome"] == "applied"


def test_what_was_told_wrongly_is_put_right_once(afternoon, post, amina):
    parcel = afternoon.loaded(afternoon.order(1, amina))
    afternoon.bike.do("report_absent", parcel)
    post.goes()
    corrected(afternoon, parcel, "absent", "delivered")
    assert post.goes() == ["Rectificatif à propos de votre livraison"]
    assert "n’était pas exact" in post.last
    assert "a été livré. 5,00\xa0€ figureront" in post.last
    assert post.goes() == []
    # It is the reason alone that was wrong this time, and with it the sum.
    corrected(afternoon, parcel, "delivered", "absent")
    post.goes()
    corrected(afternoon, parcel, "absent", "incident")
    assert post.goes() == ["Rectificatif à propos de votre livraison"]
    assert "un incident est survenu" in post.last
    assert "Rien ne vous est demandé" in post.last
    assert post.goes() == []


def test_what_nobody_was_told_yet_is_told_rightly_from_the_start(afternoon, post, amina):
    parcel = afternoon.loaded(afternoon.order(1, amina))
    post.goes()
    absent = afternoon.bike.do("report_absent", parcel)
    afternoon.bike.do("undo", absent["id"])
    afternoon.bike.do("deliver_parcel", parcel, {"to": "patron"})
    assert post.goes() == ["Vos documents ont été livrés"]
    assert post.goes() == []


def test_a_courier_who_takes_back_what_was_told_has_time_to_say_what_is_true(
    afternoon, post, amina
):
    parcel = afternoon.loaded(afternoon.order(1, amina))
    given = afternoon.bike.do("deliver_parcel", parcel, {"to": "patron"})
    post.goes()
    afternoon.bike.do("undo", given["id"])
    with post.app.app_context():
        jobs.run(post.clock.now(), perform_all)
    afternoon.bike.do("report_refused", parcel)
    assert post.goes() == ["Rectificatif à propos de votre livraison"]
    assert "n’a pas été accepté" in post.last or "refus" in post.last


@pytest.mark.parametrize("reason", ["our_mistake", "wrong_report"])
def test_a_sum_that_a_mail_had_named_is_taken_back_by_one_mail(afternoon, post, amina, reason):
    parcel = afternoon.loaded(afternoon.order(1, amina))
    afternoon.bike.do("deliver_parcel", parcel, {"to": "patron"})
    post.goes()
    afternoon.desk.do("annul_sum", sum_id(parcel, "due"), {"reason": reason})
    assert post.goes() == ["Rectificatif à propos de votre livraison"]
    assert "a été livré. Rien ne vous est demandé pour cela." in post.last
    assert post.goes() == []


def test_a_sum_annulled_before_any_mail_is_told_to_nobody(afternoon, post, amina):
    parcel = afternoon.loaded(afternoon.order(1, amina))
    post.goes()
    afternoon.bike.do("deliver_parcel", parcel, {"to": "patron"})
    afternoon.desk.do("annul_sum", sum_id(parcel, "due"), {"reason": "our_mistake"})
    assert post.goes() == ["Vos documents ont été livrés"]
    assert "facture" not in post.last


def test_whoever_was_called_is_called_for_the_correction(afternoon, post, bob, clock):
    home = afternoon.order(1, bob)
    parcel = afternoon.loaded(home)
    afternoon.bike.do("report_absent", parcel)
    post.goes()
    (call,) = post.calls()
    with post.app.app_context():
        record_call(call["id"], post.canal, "reached", clock.now())
    corrected(afternoon, parcel, "absent", "incident")
    post.goes()
    (call,) = post.calls()
    assert "ce que nous avons dit n’était pas exact" in call["lines"][0]
    assert "Rien n’est demandé pour cela." in call["lines"][1]


def test_after_a_restore_nobody_is_corrected_for_nothing(app, afternoon, post, amina, clock):
    parcel = afternoon.loaded(afternoon.order(1, amina))
    afternoon.bike.do("report_absent", parcel)
    post.goes()
    with app.app_context():
        with writing() as session:
            session.execute(delete(Notice))
            session.execute(delete(Message))
        put_right(clock.now(), perform_all, [diary.folder()])
    assert post.goes() == []
    corrected(afternoon, parcel, "absent", "incident")
    assert post.goes() == ["Rectificatif à propos de votre livraison"]


def test_what_is_found_after_the_courier_was_there_waits_at_the_library_and_is_told_once(
    app, canal, afternoon, post, amina
):
    home = afternoon.order(1, amina)
    parcel = afternoon.loaded(home)
    afternoon.add(home)
    *_packed, (hold, barcode) = home.copies.items()

    def kept():
        with app.app_context():
            return keep_what_stayed(post.clock.now(), perform_all)

    assert kept() == 0, "the bike may still be loaded"
    afternoon.bike.do("deliver_parcel", parcel, {"to": "patron"})
    assert (kept(), kept()) == (1, 0)
    shelved = {"slot": a_slot(app, canal), "barcode": barcode, "how": "scanner"}
    assert afternoon.desk.do("shelve", hold, shelved)["outcome"] == "applied"
    told = {"Vos documents ont été livrés", "Votre réservation vous attend"}
    assert set(post.goes()) == told
    assert post.goes() == []


def test_what_is_not_found_until_the_evening_is_to_be_collected(app, afternoon, clock):
    home = afternoon.order(1)
    (hold,) = home.copies
    for hours, many in ((35.9, 0), (36.1, 1)):
        clock.set(MONDAY + timedelta(hours=hours))
        with app.app_context():
            assert keep_what_stayed(clock.now(), perform_all) == many
    assert afternoon.row("hold", hold)["fulfilment"] == "pickup"
    assert afternoon.row("hold", hold)["delivery_id"] is None
