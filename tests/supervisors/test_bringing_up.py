"""What needs a person and no rule has written down comes onto the list, and leaves a trace."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from rayon import clock
from rayon.catalogue.models import Branch
from rayon.database import writing
from rayon.notices.models import Message, Notice
from rayon.supervisors.bringing_up import bring_up
from rayon.sync.perform import perform_all
from tests.builders import (
    a_copy,
    a_hold,
    a_title,
    a_walk,
    log_of,
    pick_of,
    row,
    the_server_does,
    troubles,
)


@pytest.fixture(autouse=True)
def tuesday(clock):
    clock.set(datetime(2026, 11, 24, 8, 0, tzinfo=UTC))


def brought_up(app):
    with app.app_context():
        return bring_up(clock.now(), perform_all)


def listed(office):
    return office.get("/api/trouble").get_json()


def resolve(office, line, choice="done"):
    answer = office.post(f"/api/trouble/{line}/resolve", {"choice": choice})
    assert answer.status_code == 200, answer.text


@pytest.fixture
def cancelled_and_found(app, canal, phone, office):
    """Ada found it offline while its patron cancelled."""
    title = a_title(app, "Dune")
    a_copy(app, canal, title, "D-1")
    hold = a_hold(app, canal, title)
    a_walk(app, canal, hold)
    pick = pick_of(app, hold)
    office.do("cancel_hold", hold)
    assert phone.do("report_found", pick, {"barcode": "D-1", "how": "camera"})["why"]
    return hold


def test_a_refusal_is_brought_up_once_with_its_reason_and_who(app, office, cancelled_and_found):
    assert (brought_up(app), brought_up(app)) == (1, 0)
    (line,) = [one for one in listed(office)["open"] if one["kind"] == "not_done"]
    assert line["who"] == {"name": "Ada"}
    assert (line["facts"]["did"], line["facts"]["barcode"]) == ("report_found", "D-1")
    assert line["said"] == "La réservation a été annulée. Remettre le document en rayon."
    assert line["choices"] == ["done", "reshelved"]


def test_what_was_dealt_with_stays_in_the_history(app, office, sol, clock, cancelled_and_found):
    brought_up(app)
    (line,) = [one["id"] for one in listed(office)["open"] if one["kind"] == "not_done"]
    resolve(office, line, "reshelved")
    (ended,) = listed(office)["history"]
    assert (ended["id"], ended["resolution"]) == (line, "reshelved")
    assert ended["closed_by"] == {"name": "Sol"}
    assert brought_up(app) == 0
    clock.move(timedelta(days=29, hours=23))
    office.sign_in(sol)
    assert len(listed(office)["history"]) == 1
    clock.move(timedelta(hours=2))
    office.sign_in(sol)
    assert listed(office)["history"] == []


def test_after_thirty_days_an_open_line_names_a_role(app, office, sol, clock, cancelled_and_found):
    brought_up(app)
    clock.move(timedelta(days=31))
    office.sign_in(sol)
    (line,) = [one for one in listed(office)["open"] if one["kind"] == "not_done"]
    assert line["who"] == {"role": "picker"}


def test_an_action_that_cannot_be_read_is_brought_up_without_what_it_said(app, phone, office):
    phone.do("report_seen", payload={"barcode": "X-1", "patron": "Mme Martin"})
    assert brought_up(app) == 1
    (line,) = listed(office)["open"]
    assert (line["kind"], line["facts"]["why"]) == ("not_done", "bad_payload")
    assert "Martin" not in str(line)


def test_what_was_taken_is_not_brought_up(app, canal, phone):
    title = a_title(app)
    a_copy(app, canal, title, "D-1")
    hold = a_hold(app, canal, title)
    a_walk(app, canal, hold)
    phone.do("report_found", pick_of(app, hold), {"barcode": "D-1", "how": "camera"})
    assert brought_up(app) == 0


def an_ambiguous_mail(app, canal):
    mail = str(uuid4())
    now = clock.now()
    with app.app_context(), writing() as session:
        sent = {"id": mail, "channel": "email", "branch_id": canal, "language": "fr"}
        session.add(Message(**sent, state="ambiguous", first_try_at=now))
        session.flush()
        told = {"subject_kind": "hold", "subject_id": mail, "kind": "ready", "generation": 1}
        times = {"created_at": now, "due_at": now}
        session.add(
            Notice(
                **told,
                **times,
                channel="email",
                branch_id=canal,
                state="ambiguous",
                message_id=mail,
            )
        )
    return mail


def test_an_ambiguous_mail_is_decided_on_the_list(app, canal, office):
    mail = an_ambiguous_mail(app, canal)
    assert (brought_up(app), brought_up(app)) == (1, 0)
    (line,) = listed(office)["open"]
    assert (line["kind"], line["facts"]) == ("ambiguous_mail", {"notices": 1})
    resolve(office, line["id"], "consider_told")
    with app.app_context(), writing() as session:
        assert session.get_one(Message, mail).state == "accepted"
    assert listed(office)["history"][0]["resolution"] == "consider_told"


def test_a_mail_that_was_sent_again_and_is_unknown_again_comes_back(app, canal, office):
    mail = an_ambiguous_mail(app, canal)
    brought_up(app)
    (line,) = listed(office)["open"]
    resolve(office, line["id"], "consider_told")
    with app.app_context(), writing() as session:
        message = session.get_one(Message, mail)
        message.state, message.first_try_at = "ambiguous", clock.now() + timedelta(hours=1)
    assert (brought_up(app), brought_up(app)) == (1, 0)
    assert [one["kind"] for one in listed(office)["open"]] == ["ambiguous_mail"]


def test_a_mail_decided_among_the_notices_leaves_a_line_in_the_history(app, canal, office):
    mail = an_ambiguous_mail(app, canal)
    brought_up(app)
    office.post(f"/api/messages/{mail}/fate", {"choice": "consider_told"})
    assert brought_up(app) == 1
    assert listed(office)["open"] == []
    (ended,) = listed(office)["history"]
    assert (ended["resolution"], ended["closed_by"]) == ("elsewhere", None)
    assert [one["name"] for one in log_of(app).values()].count("resolve_trouble") == 1


def test_a_second_look_in_vain_is_brought_up(app, canal, phone, office):
    title = a_title(app, "Dune")
    a_copy(app, canal, title, "D-1")
    hold = a_hold(app, canal, title)
    for _look in range(2):
        a_walk(app, canal, hold)
        phone.do("report_not_found", pick_of(app, hold))
    the_server_does(app, "give_up", hold, {"because": "not_found"})
    assert brought_up(app) == 1
    (line,) = listed(office)["open"]
    assert (line["kind"], line["facts"]["title"]) == ("second_look_failed", "Dune")


def test_a_hold_without_a_copy_ends_by_telling_its_patron(app, canal, office):
    hold = a_hold(app, canal, a_title(app))
    line = "01900000-0000-7000-8000-000000000001"
    about = {"branch": canal, "subject_kind": "hold", "subject_id": hold}
    the_server_does(app, "open_trouble", line, {**about, "kind": "hold_without_copy"})
    resolve(office, line, "tell_patron")
    assert row(app, "hold", hold)["status"] == "unfilled"
    assert troubles(app) == []


def test_another_branch_sees_nothing_of_it(app, office, cancelled_and_found):
    brought_up(app)
    with app.app_context(), writing() as session:
        session.add(Branch(id=77, code="GARE", name="Gare", settings={}))
        session.flush()
        session.connection().exec_driver_sql("UPDATE trouble SET branch_id = 77")
    assert listed(office) == {"open": [], "history": []}
