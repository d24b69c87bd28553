"""What stands in a hold's row is what its log makes of it."""

from datetime import timedelta

from sqlalchemy import select, update
from structlog.testing import capture_logs

from rayon import jobs
from rayon.catalogue.models import Item
from rayon.database import reading, writing
from rayon.holds.models import Hold, HoldEvent
from rayon.picking.models import Pick, Walk
from rayon.sync.models import Trouble


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
    told = [line["what"] for line in written if "disagree" in line["event"]]
    assert f"hold {morning.holds[2]}: is found, its log says on_walk" in told
    assert all(morning.holds[2] in line for line in told)


def test_a_pick_that_was_changed_past_the_door_is_named(app, phone, morning):
    with app.app_context(), writing() as session:
        mine = Pick.hold_id == morning.holds[2]
        session.execute(update(Pick).where(mine).values(status="not_found"))
    told = rebuild(app)
    assert told.exit_code == 1
    assert f"hold {morning.holds[2]}: is on_walk, and 0 picks look for it" in told.output


def test_somebody_who_looks_for_what_is_in_hand_is_named(app, phone, morning):
    phone.do("claim_walk", morning.walk)
    phone.do("report_found", morning.picks[0], {"barcode": "C-0", "how": "camera"})
    with app.app_context(), writing() as session:
        session.execute(update(Pick).where(Pick.id == morning.picks[0]).values(status="later"))
        session.execute(update(Walk).values(status="finished"))
    told = rebuild(app).output
    assert f"hold {morning.holds[0]}: is found, and somebody looks for it" in told
    assert f"hold {morning.holds[1]}: is looked for on a walk that has ended" in told


def test_a_copy_that_is_not_where_its_hold_says_is_named(app, phone, morning):
    phone.do("claim_walk", morning.walk)
    phone.do("report_found", morning.picks[0], {"barcode": "C-0", "how": "camera"})
    with app.app_context(), writing() as session:
        session.execute(update(Item).where(Item.barcode == "C-0").values(place_kind="slot"))
    assert f"hold {morning.holds[0]}: is found, its copy is at: slot" in rebuild(app).output


def test_a_supervisor_reads_of_it_once_until_it_is_settled(app, clock, office, sol, morning):
    def lines():
        with app.app_context(), reading() as session:
            mine = select(Trouble).where(Trouble.kind == "log_disagrees")
            return [(line.subject_id, line.closed_at is None) for line in session.scalars(mine)]

    def a_night():
        clock.move(timedelta(days=1))
        with app.app_context():
            jobs.run_due(clock.now())

    with app.app_context(), writing() as session:
        session.execute(update(Hold).where(Hold.id == morning.holds[2]).values(status="found"))
    for _night in range(2):
        a_night()
        assert lines() == [(morning.holds[2], True)]
    with app.app_context(), reading() as session:
        line = session.scalars(select(Trouble.id).where(Trouble.kind == "log_disagrees")).one()
    office.sign_in(sol)
    said = [one["said"] for one in office.get("/api/trouble").json["open"]]
    assert said == ["Les étapes enregistrées mènent à un autre état."]
    assert office.do("resolve_trouble", line, {"choice": "done"})["outcome"] == "applied"
    a_night()
    assert sorted(lines()) == [(morning.holds[2], False), (morning.holds[2], True)]


def test_a_step_that_the_table_does_not_know_is_named(app, phone, morning):
    hold = morning.holds[3]
    with app.app_context(), writing() as session:
        first = HoldEvent.before == "open", HoldEvent.hold_id == hold
        session.execute(update(HoldEvent).where(*first).values(after="on_bike"))
    assert "made on_bike of open" in rebuild(app).output
