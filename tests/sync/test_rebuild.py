"""What stands in a hold's row is what its log makes of it."""

from datetime import timedelta

from sqlalchemy import update
from structlog.testing import capture_logs

from rayon import jobs
from rayon.database import writing
from rayon.holds.models import Hold, HoldEvent


def rebuild(app):
    return app.test_cli_runner().invoke(args=["rebuild"])


def test_after_a_morning_the_log_and_the_holds_agree(app, phone, morning):
    phone.do("claim_walk", morning.walk)
    found = phone.do("report_found", morning.picks[0], {"barcode": "C-0", "how": "camera"})
    phone.do("report_not_found", morning.picks[1])
    phone.do("undo", found["id"])
    phone.do("finish_walk", morning.walk)
    assert (rebuild(app).exit_code, "agree" in rebuild(app).output) == (0, True)


def test_a_hold_that_was_changed_past_the_door_is_named(app, phone, morning):
    with app.app_context(), writing() as session:
        session.execute(update(Hold).where(Hold.id == morning.holds[2]).values(status="found"))
    told = rebuild(app)
    assert told.exit_code == 1
    assert f"hold {morning.holds[2]}: is found, its log says on_walk" in told.output


def test_it_is_looked_at_every_night(app, clock, morning):
    with app.app_context():
        with writing() as session:
            session.execute(update(Hold).where(Hold.id == morning.holds[2]).values(status="found"))
        clock.move(timedelta(days=1))
        with capture_logs() as written:
            jobs.run_due(clock.now())
    assert [line["what"] for line in written if "disagree" in line["event"]] == [
        f"hold {morning.holds[2]}: is found, its log says on_walk"
    ]


def test_a_step_that_the_table_does_not_know_is_named(app, phone, morning):
    hold = morning.holds[3]
    with app.app_context(), writing() as session:
        first = HoldEvent.before == "open", HoldEvent.hold_id == hold
        session.execute(update(HoldEvent).where(*first).values(after="on_bike"))
    assert "made on_bike of open" in rebuild(app).output
