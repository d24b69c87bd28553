"""A cursor that skips nothing: what a phone is told, and when it starts anew."""

from sqlalchemy import func, select
from structlog.testing import capture_logs

from rayon.database import reading, writing
from rayon.ids import new_id
from rayon.sync import changes
from rayon.sync.models import Change, Installation
from rayon.sync.writing import number_changes
from tests.builders import a_copy, a_hold, a_title, a_walk, pick_of
from tests.phones import a_phone


def kinds(answer):
    return [change["kind"] for change in answer["changes"]]


def test_a_new_phone_is_told_everything_once(phone, morning):
    first = phone.push()
    assert first["reset"]
    assert kinds(first) == ["branch", "floor", "walk"] + ["pick"] * 10
    second = phone.push()
    assert (second["reset"], second["changes"], second["cursor"]) == (False, [], first["cursor"])


def test_the_very_first_change_of_a_library_is_not_skipped(app, canal, phone):
    empty = phone.push()
    assert kinds(empty) == ["branch", "floor"]
    title = a_title(app)
    a_copy(app, canal, title, "C-1")
    walk = a_walk(app, canal, a_hold(app, canal, title))
    news = phone.push()
    assert not news["reset"]
    assert [c["id"] for c in news["changes"] if c["kind"] == "walk"] == [walk]


def test_a_walk_that_ada_took_leaves_bens_phone_alone(app, canal, phone, ben, morning):
    bens = a_phone(app, canal, ben)
    bens.push()
    phone.do("claim_walk", morning.walk)
    news = bens.push()
    assert kinds(news) == ["walk"]
    assert news["changes"][0]["data"]["claimed_by"]["name"] == "Ada"
    phone.do("report_found", morning.picks[0], {"barcode": "C-0", "how": "camera"})
    assert bens.push()["changes"] == []


def test_a_phone_that_reads_states_hears_only_what_changed(app, phone, morning):
    phone.reads = "pick_state"
    whole = {c["id"]: c["data"] for c in phone.push()["changes"] if c["kind"] == "pick"}
    found, later = morning.picks[:2]
    phone.do("report_found", found, {"barcode": "C-0", "how": "camera"})
    phone.do("look_later", later)
    phone.cursor = 1
    phone.reads = ""
    now = {c["id"]: c["data"] for c in phone.push()["changes"] if c["kind"] == "pick"}
    phone.reads = "pick_state"
    phone.cursor -= 3
    states = {c["id"]: c for c in phone.push()["changes"]}
    assert {one["kind"] for one in states.values()} == {"pick_state"}
    for pick in (found, later):
        merged = {**whole[pick], **states[pick]["data"]}
        merged["hold"] = {**whole[pick]["hold"], **states[pick]["data"]["hold"]}
        told = ("status", "found_barcode", "reason", "version", "position", "late", "hold", "look")
        assert {name: merged[name] for name in told} == {name: now[pick][name] for name in told}


def test_what_changed_beside_the_walk_comes_whole(app, phone, office, morning):
    phone.reads = "pick_state"
    phone.push()
    office.do("cancel_hold", morning.holds[3], {"because": "staff"})
    (told,) = (one for one in phone.push()["changes"] if one["id"] == morning.picks[3])
    assert (told["kind"], told["data"]["status"]) == ("pick", "withdrawn")
    phone.do("look_later", morning.picks[4])
    with app.app_context(), writing() as session:
        number_changes(session.connection(), [(morning.branch, "pick", morning.picks[4])])
    (told,) = phone.push()["changes"]
    assert (told["kind"], told["data"]["status"]) == ("pick", "later")


def test_what_is_to_be_fetched_again_comes_with_its_place(app, phone, morning):
    phone.reads = "pick_state"
    phone.do("claim_walk", morning.walk)
    phone.do("report_found", morning.picks[3], {"barcode": "C-3", "how": "camera"})
    phone.do("pause_walk", morning.walk)
    phone.do("resume_walk", morning.walk)
    done = phone.record("report_found", morning.picks[4], {"barcode": "C-4", "how": "camera"})
    undo = phone.record("undo", done["id"])
    answer = phone.push(done, undo)
    (told,) = (one for one in answer["changes"] if one["id"] == morning.picks[4])
    assert told["kind"] == "pick"
    assert told["data"]["neighbours"] is not None


def test_a_hold_that_is_told_with_its_pick_has_no_change_of_its_own(app, phone, morning):
    phone.do("claim_walk", morning.walk)
    number = phone.push()["cursor"]
    phone.do("report_found", morning.picks[0], {"barcode": "C-0", "how": "camera"})
    with app.app_context(), reading() as session:
        told = session.scalars(select(Change.kind).where(Change.number > number))
        assert set(told) == {"pick_state", "ils_task"}


def test_a_list_of_many_lines_is_one_change(app, canal, phone, morning):
    """Boards and phones only ask whether a list is another one; each line would be read by all."""
    phone.do("claim_walk", morning.walk)
    for copy in range(3):
        pick = morning.picks[copy]
        phone.do("report_found", pick, {"barcode": f"C-{copy}", "how": "camera"})
        with app.app_context(), reading() as session:
            (line,) = session.scalars(select(Change).where(Change.kind == "ils_task"))
            newest = session.scalar(select(func.max(Change.number)))
        assert (line.subject_id, line.number) == (str(canal), newest - 1)


def test_what_a_second_look_finds_is_news_where_it_was_missed(app, canal, phone, ben, morning):
    phone.reads = "pick_state"
    phone.do("claim_walk", morning.walk)
    phone.do("report_not_found", morning.picks[0])
    again = a_walk(app, canal, morning.holds[0], name="Again")
    bens = a_phone(app, canal, ben)
    bens.push()
    bens.do("claim_walk", again)
    phone.push()
    found = {"barcode": "C-0", "how": "camera"}
    assert bens.do("report_found", pick_of(app, morning.holds[0]), found)["outcome"] == "applied"
    (told,) = phone.push()["changes"]
    assert (told["kind"], told["id"]) == ("pick_state", morning.picks[0])
    assert told["data"]["hold"]["status"] == "found"


def test_a_walk_that_is_free_again_comes_with_its_picks(app, canal, phone, ben, office, morning):
    bens = a_phone(app, canal, ben)
    phone.do("claim_walk", morning.walk)
    assert kinds(bens.push()) == ["branch", "floor", "walk"]
    office.post(f"/api/walks/{morning.walk}/reassign", {"to": None})
    assert kinds(bens.push()) == ["walk"] + ["pick"] * 10


def test_a_cancelled_hold_is_news_for_its_pick(app, phone, office, morning):
    phone.push()
    office.do("cancel_hold", morning.holds[3], {"because": "staff"})
    news = phone.push()["changes"]
    (walk,) = (one["data"] for one in news if one["kind"] == "walk")
    (pick,) = (one["data"] for one in news if one["id"] == morning.picks[3])
    assert walk["picks"] == len(morning.picks) - 1
    assert (pick["status"], pick["hold"]["status"]) == ("withdrawn", "cancelled")


def test_more_than_one_page(app, phone, morning, monkeypatch):
    phone.push()
    monkeypatch.setattr(changes, "PAGE", 3)
    for pick in morning.picks:
        phone.push(phone.record("look_later", pick))
        phone.cursor -= 1
    phone.cursor -= 5
    told, more = set(), True
    while more:
        answer = phone.push()
        told |= {change["id"] for change in answer["changes"]}
        more = answer["more"]
    assert set(morning.picks[-3:]) <= told


def test_a_phone_from_before_the_backup_starts_anew(app, phone, morning):
    phone.push()
    with app.app_context(), writing() as session:
        session.get_one(Installation, 1).epoch = new_id()
    answer = phone.push()
    assert answer["reset"]
    assert kinds(answer) == ["branch", "floor", "walk"] + ["pick"] * 10


def test_a_phone_that_knows_more_than_the_server_starts_anew(phone, morning):
    phone.push()
    phone.cursor += 1000
    with capture_logs() as logs:
        assert phone.push()["reset"]
    (line,) = [one for one in logs if one["log_level"] == "error"]
    assert "rayon after-restore" in line["event"], "only that reads the diary"


def test_the_walk_just_finished_stays_until_tomorrow_and_on_this_phone_only(
    app, canal, phone, ben, morning
):
    bens = a_phone(app, canal, ben)
    phone.do("claim_walk", morning.walk)
    phone.do("finish_walk", morning.walk)
    phone.cursor = bens.cursor = 0
    assert kinds(phone.push()) == ["branch", "floor", "walk"] + ["pick"] * 10
    assert kinds(bens.push()) == ["branch", "floor"]


def test_a_settled_dispute_reaches_the_phone(app, canal, phone, ben, office, morning):
    bens = a_phone(app, canal, ben)
    phone.do("claim_walk", morning.walk)
    phone.do("report_found", morning.picks[0], {"barcode": "C-0", "how": "camera"})
    bens.do("report_not_found", morning.picks[0])
    phone.push()
    office.do("settle_dispute", morning.holds[0], {"here": False})
    (change,) = phone.push()["changes"]
    assert (change["id"], change["data"]["hold"]["status"]) == (
        pick_of(app, morning.holds[0]),
        "searching",
    )
