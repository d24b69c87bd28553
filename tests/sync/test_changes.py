"""A cursor that skips nothing: what a phone is told, and when it starts anew."""

from rayon.database import writing
from rayon.ids import new_id
from rayon.sync import changes
from rayon.sync.models import Installation
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
    assert phone.push()["reset"]


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
