"""The courier firm says how parcels ended, on a page that needs a link, a PIN and nothing else."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from rayon.database import table_of, writing
from rayon.delivery.models import Delivery, Parcel
from rayon.limits import limiter
from rayon.privacy.purge import purge
from tests.builders import troubles
from tests.delivery.test_riding import sums
from tests.phones import ADDRESS

OURS = {"Sec-Fetch-Site": "same-origin"}


class Firm:
    """A browser of the firm: no device, no account."""

    def __init__(self, app, made):
        self.client, self.path, self.pin = app.test_client(), made["path"], made["pin"]

    def get(self):
        return self.client.get(self.path, base_url=ADDRESS)

    def post(self, what, headers=OURS, **form):
        path = f"{self.path}/{what}"
        return self.client.post(path, base_url=ADDRESS, data=form, headers=headers)

    def hears_the_pin(self):
        assert self.post("pin", pin=f" {self.pin[:3]} {self.pin[3:]}").status_code == 303
        return self

    def says(self, parcel, outcome):
        key = re.search(r'name="key" value="(\w+)"', self.get().text)
        return self.post("outcome", key=key[1] if key else "", parcel=parcel, outcome=outcome)

    def undoes(self, parcel):
        key = re.search(r'name="key" value="(\w+)"', self.get().text)
        return self.post("undo", key=key[1] if key else "", parcel=parcel)


@pytest.fixture
def link(afternoon):
    """Dana, who supervises as well, makes today's link."""
    return lambda: afternoon.desk.post("/api/delivery/firm-link").get_json()


@pytest.fixture
def ridden(app, afternoon, clock):
    """A parcel of today, scanned out."""

    def ride(**door):
        parcel = afternoon.loaded(afternoon.order(1, **door))
        with app.app_context(), writing() as session:
            for table in (table_of(Delivery), table_of(Parcel)):
                session.execute(update(table).values(day=clock.now().date()))
        return parcel

    return ride


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("patron", "delivered"),
        ("household", "delivered"),
        ("absent", "absent"),
        ("refused", "refused"),
        ("wrong_address", "wrong_address"),
        ("incident", "incident"),
    ],
)
def test_the_firm_says_how_a_parcel_ended(app, afternoon, link, ridden, said, status):
    parcel = ridden(bell="Haddad", instructions="2e étage")
    firm = Firm(app, link()).hears_the_pin()
    page = firm.get()
    assert "Haddad" in page.text
    assert "2e étage" in page.text
    assert firm.says(parcel, said).status_code == 303
    assert afternoon.row("parcel", parcel)["status"] == status
    assert "/outcome" not in firm.get().text


def test_the_door_opens_after_all(app, afternoon, link, ridden):
    parcel = ridden()
    firm = Firm(app, link()).hears_the_pin()
    firm.says(parcel, "absent")
    assert "/outcome" not in firm.get().text
    assert firm.undoes(parcel).status_code == 303
    assert afternoon.row("parcel", parcel)["status"] == "out"
    assert "/outcome" in firm.get().text
    firm.says(parcel, "patron")
    assert afternoon.row("parcel", parcel)["status"] == "delivered"
    # One sum is due, and the one for the absence is annulled.
    said = sorted((kind, cents) for kind, cents, _account in sums(app))
    assert said == [("annulled", -500), ("due", 500), ("due", 500)]


def test_the_firm_takes_back_only_what_it_has_said_itself(app, afternoon, link, ridden):
    parcel = ridden()
    firm = Firm(app, link()).hears_the_pin()
    afternoon.bike.do("report_absent", parcel)
    page = firm.undoes(parcel)
    assert page.status_code == 409
    assert 'role="alert"' in page.text
    assert afternoon.row("parcel", parcel)["status"] == "absent"


def test_what_is_in_the_library_again_is_no_longer_the_firms_to_undo(app, afternoon, link, ridden):
    parcel = ridden()
    firm = Firm(app, link()).hears_the_pin()
    key = re.search(r'name="key" value="(\w+)"', firm.get().text)[1]
    firm.says(parcel, "absent")
    number = {"number": afternoon.row("parcel", parcel)["number"]}
    assert afternoon.desk.do("receive_parcel", "", number)["outcome"] == "applied"
    assert "/undo" not in firm.get().text
    assert firm.post("undo", key=key, parcel=parcel).status_code == 409
    assert afternoon.row("parcel", parcel)["received_at"] is not None


def test_without_the_pin_nothing_is_seen_or_said(app, afternoon, link, ridden):
    parcel = ridden(bell="Haddad")
    firm = Firm(app, link())
    assert "Haddad" not in firm.get().text
    assert firm.says(parcel, "absent").status_code == 403
    assert afternoon.row("parcel", parcel)["status"] == "out"


def test_the_page_is_kept_out_of_caches_and_search_engines(app, link):
    page = Firm(app, link()).get()
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "<script" not in page.text


def test_five_wrong_pins_end_the_link(app, link):
    firm = Firm(app, link())
    wrong = "000000" if firm.pin != "000000" else "000001"
    assert [firm.post("pin", pin=wrong).status_code for _ in range(5)] == [403] * 5
    assert firm.post("pin", pin=firm.pin).status_code == 404
    assert firm.get().status_code == 404


def test_the_link_ends_with_its_day(app, link, clock):
    firm = Firm(app, link()).hears_the_pin()
    clock.move(timedelta(hours=15, minutes=55))
    assert firm.get().status_code == 200
    clock.move(timedelta(minutes=10))
    assert firm.get().status_code == 404


def test_a_new_link_ends_the_one_before(app, link):
    first, second = Firm(app, link()).hears_the_pin(), Firm(app, link())
    assert (first.get().status_code, second.get().status_code) == (404, 200)


def test_a_supervisor_revokes_it(app, afternoon, link):
    firm = Firm(app, link()).hears_the_pin()
    assert afternoon.desk.get("/api/delivery/firm-link").get_json()["made_at"] is not None
    afternoon.desk.post("/api/delivery/firm-link/revoke")
    assert firm.get().status_code == 404
    assert afternoon.desk.get("/api/delivery/firm-link").get_json()["made_at"] is None


def test_another_site_makes_no_browser_say_anything(app, afternoon, link, ridden):
    parcel = ridden()
    firm = Firm(app, link()).hears_the_pin()
    key = re.search(r'name="key" value="(\w+)"', firm.get().text)[1]
    form = {"key": key, "parcel": parcel, "outcome": "absent"}
    assert firm.post("outcome", {"Sec-Fetch-Site": "cross-site"}, **form).status_code == 403
    assert firm.post("outcome", **{**form, "key": "guessed"}).status_code == 403
    assert firm.client.get(f"{firm.path}/outcome", base_url=ADDRESS).status_code == 405
    assert afternoon.row("parcel", parcel)["status"] == "out"


def test_a_parcel_of_another_day_is_none_of_its_business(app, afternoon, link):
    parcel = afternoon.loaded(afternoon.order(bell="Demain"))
    firm = Firm(app, link()).hears_the_pin()
    assert "Demain" not in firm.get().text
    with_key = firm.post("outcome", key="", parcel=parcel, outcome="absent")
    assert with_key.status_code == 403
    assert afternoon.row("parcel", parcel)["status"] == "out"


def test_two_outcomes_are_a_persons_affair(app, afternoon, link, ridden):
    parcel = ridden()
    firm = Firm(app, link()).hears_the_pin()
    key = re.search(r'name="key" value="(\w+)"', firm.get().text)[1]
    afternoon.bike.do("report_absent", parcel)
    page = firm.post("outcome", key=key, parcel=parcel, outcome="patron")
    assert page.status_code == 409
    assert 'role="alert"' in page.text
    assert troubles(app) == ["parcel_outcomes"]


@pytest.mark.parametrize(
    "form",
    [
        {"outcome": "stolen", "parcel": "x", "key": "x"},
        {"outcome": "absent"},
        {"outcome": "absent", "parcel": "x" * 99, "key": "x"},
        {"outcome": "absent", "parcel": "x", "key": "x", "more": "1"},
    ],
)
def test_a_form_that_is_none_of_ours_is_a_page_that_says_so(app, link, form):
    answer = Firm(app, link()).hears_the_pin().post("outcome", **form)
    assert answer.status_code == 422
    assert answer.mimetype == "text/html"


def test_an_unknown_address_says_what_to_do(app, canal):
    page = app.test_client().get("/p/firm/guessed", base_url=ADDRESS)
    assert page.status_code == 404
    assert "Ask the library" in page.text or "Demander" in page.text


def test_it_is_not_guessed_at_any_speed(app, link):
    limiter.reset()
    firm = Firm(app, {"path": "/p/firm/guessed", "pin": ""})
    answers = [firm.post("pin", pin="000000").status_code for _ in range(12)]
    limiter.reset()
    assert answers[:10] == [404] * 10
    assert answers[10:] == [429] * 2


def test_hostile_bells_are_words_on_the_page(app, link, ridden):
    ridden(bell="<script>alert(1)</script>")
    page = Firm(app, link()).hears_the_pin().get().text
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_yesterdays_links_are_forgotten(app, link, clock):
    made = link()
    clock.move(timedelta(days=3))
    with app.app_context():
        assert purge(clock.now())["firm_links"] == 1
    assert Firm(app, made).get().status_code == 404
