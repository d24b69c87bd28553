"""Sol hears of what goes wrong while nobody looks, and of nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from rayon.catalogue.import_runs import note_import
from rayon.database import writing
from rayon.delivery.models import Delivery
from rayon.holds.action import Deed
from rayon.holds.models import Hold
from rayon.jobs import run_due
from rayon.notices import claiming, sender
from rayon.notices.models import Message, Notice
from rayon.staff.models import Device
from rayon.sync.installation import introduce
from rayon.sync.models import Installation
from rayon.sync.perform import perform_all
from tests.builders import a_copy, a_hold, a_title, a_walk, pick_of

TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def tuesday(clock):
    clock.set(TUESDAY)


@pytest.fixture(autouse=True)
def notices_are_seen_to(app):
    """All day, by somebody else than the tests."""
    last_seen_to(app, TUESDAY + timedelta(days=1))


def last_seen_to(app, at):
    with app.app_context(), writing() as session:
        session.execute(update(Installation).values(notices_at=at))


@pytest.fixture
def walk(app, canal, phone):
    """Ada has claimed a walk with one document on it."""
    title = a_title(app, "Dune")
    a_copy(app, canal, title, "C-1")
    hold = a_hold(app, canal, title)
    claimed = a_walk(app, canal, hold)
    phone.do("claim_walk", claimed)
    return hold, claimed


def heard(office) -> list[tuple[str, dict]]:
    return [(one["kind"], one["facts"]) for one in office.get("/api/board").get_json()["alarms"]]


def kinds(office) -> list[str]:
    return [kind for kind, _facts in heard(office)]


def test_a_quiet_morning(office, walk):
    assert kinds(office) == []


def test_a_walk_on_which_nothing_happens(app, office, phone, clock, walk):
    clock.move(timedelta(minutes=29))
    assert kinds(office) == []
    clock.move(timedelta(minutes=2))
    phone.get("/api/me")
    ((kind, facts),) = heard(office)
    assert kind == "stalled_walk" and facts["walk"]
    phone.do("report_not_found", pick_of(app, walk[0]))
    assert kinds(office) == []


def test_a_phone_that_is_silent_is_one_alarm_and_not_two(app, office, phone, clock, walk):
    clock.move(timedelta(minutes=61))
    with app.app_context(), writing() as session:
        session.execute(update(Device).where(Device.id == phone.device).values(seen_at=TUESDAY))
    ((kind, facts),) = heard(office)
    assert kind == "silent_phone" and facts["phone"]


@pytest.mark.parametrize(
    ("unsent", "minutes", "rings"), [(3, 61, True), (3, 59, False), (0, 61, False)]
)
def test_a_phone_without_a_walk_that_has_not_sent_everything(
    office, phone, clock, unsent, minutes, rings
):
    phone.unsent = f'{{"actions": {unsent}, "seconds": 0}}'
    phone.push()
    clock.move(timedelta(minutes=minutes))
    facts = {"phone": "Phone of Ada", "unsent": 3}
    assert heard(office) == ([("silent_phone", facts)] if rings else [])


def test_a_phone_with_a_walk_that_has_not_sent_everything_is_one_alarm(office, phone, clock, walk):
    phone.unsent = '{"actions": 3, "seconds": 0}'
    phone.push()
    clock.move(timedelta(minutes=61))
    assert kinds(office) == ["silent_phone"]


def test_a_walk_that_is_over_rings_no_more(office, phone, clock, walk):
    phone.do("finish_walk", walk[1])
    clock.move(timedelta(hours=3))
    assert kinds(office) == []


def test_a_document_that_was_announced_and_is_looked_for_again(app, office, phone, walk):
    hold, _ = walk
    with app.app_context():
        perform_all([Deed("record_told", hold, {"kind": "ready", "until": "2026-11-30"})])
        add_a_told_notice(hold)
    assert heard(office) == [("announced_and_gone", {"count": 1})]


def add_a_told_notice(hold: str) -> None:
    with writing() as session:
        session.add(
            Notice(
                subject_kind="hold",
                subject_id=hold,
                kind="ready",
                generation=1,
                channel="email",
                branch_id=1,
                state="told",
                says="ready",
                created_at=TUESDAY,
                due_at=TUESDAY,
            )
        )


def test_mail_that_does_not_leave(app, canal, office, clock):
    with app.app_context(), writing() as session:
        session.add(
            Message(
                id="m-1",
                channel="email",
                branch_id=canal,
                language="fr",
                state="retry",
                first_try_at=TUESDAY,
            )
        )
    clock.move(timedelta(minutes=14))
    assert kinds(office) == []
    clock.move(timedelta(minutes=2))
    assert heard(office) == [("mail_stuck", {"count": 1})]


def test_notices_that_nobody_sees_to(app, office, clock):
    """The worker has died, or fails each time: whoever runs it may not know."""
    with app.app_context():
        run_due(clock.now())
    clock.move(timedelta(minutes=14))
    assert kinds(office) == []
    clock.move(timedelta(minutes=2))
    assert heard(office) == [("notices_stopped", {})]
    with app.app_context():
        run_due(clock.now())
    clock.move(timedelta(minutes=1))
    assert kinds(office) == []


def test_a_slow_mail_server_is_no_worker_that_stopped(app, office, clock, monkeypatch):
    """One round of many batches lasts longer than the alarm waits; each batch is a sign of life."""
    last_seen_to(app, TUESDAY)
    batches = iter([([object()], 0)] * 3 + [([], 0)])
    monkeypatch.setattr(claiming, "claim", lambda _now, _settings: next(batches))
    rang = []

    def send_slowly(_lines, _claimed):
        clock.move(timedelta(minutes=14))
        rang.extend(kinds(office))
        return True

    monkeypatch.setattr(sender.Lines, "send", send_slowly)
    with app.app_context():
        run_due(clock.now())
    assert next(batches, None) is None
    assert rang == []


def test_notices_that_nobody_has_ever_seen_to(app, office, clock):
    """A new library, or one of before that knew no such time, whose worker was never started."""
    last_seen_to(app, None)
    with app.app_context():
        introduce()
    clock.move(timedelta(minutes=14))
    assert kinds(office) == []
    clock.move(timedelta(minutes=2))
    assert heard(office) == [("notices_stopped", {})]


@pytest.mark.parametrize(
    ("minutes", "days_old", "rings"),
    [
        (31, None, False),
        (29, 1, False),
        (31, 1, True),
        (31, 0, False),
    ],
)
def test_holds_that_came_every_morning_and_not_today(
    app, canal, office, clock, minutes, days_old, rings
):
    if days_old is not None:
        with app.app_context(), writing() as session:
            at = TUESDAY - timedelta(days=days_old)
            note_import(session, "holds", at, rows=3, rejected=0, branches=[canal])
    clock.move(timedelta(minutes=minutes))
    assert kinds(office) == (["no_holds_today"] if rings else [])


@pytest.mark.parametrize(("hour", "rings"), [(13, False), (14, True)])
def test_a_delivery_of_today_that_is_not_packed(app, canal, office, clock, hour, rings):
    title = a_title(app, "Emma")
    a_copy(app, canal, title, "C-2")
    hold = a_hold(app, canal, title)
    a_walk(app, canal, hold)
    with app.app_context(), writing() as session:
        session.add(a_delivery(canal))
        session.flush()
        session.execute(update(Hold).where(Hold.id == hold).values(delivery_id="d-1"))
    clock.set(datetime(2026, 11, 24, hour, 5, tzinfo=UTC))
    assert ("parcels_not_ready" in kinds(office)) == rings


def a_delivery(branch: int) -> Delivery:
    return Delivery(
        id="d-1",
        branch_id=branch,
        day=TUESDAY.date(),
        ordered_at=TUESDAY,
        closes_at=TUESDAY,
        cancel_until=TUESDAY,
        fee_cents=500,
        agreed="read",
    )
