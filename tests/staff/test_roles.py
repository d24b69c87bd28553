"""docs/roles.md is the truth: every address and action, tried by those it names and by others."""

import re
from pathlib import Path

import pytest
from apiflask import APIFlask
from sqlalchemy import update

from rayon.database import writing
from rayon.staff.access import ROLES, allow_any_role, check_every_route
from rayon.staff.models import AuthSession, Device
from rayon.sync.roles_page import allowed, allowed_actions, differences, read_page
from tests.people import a_branch, a_person
from tests.phones import ADDRESS, a_phone

PAGE = (Path(__file__).parents[2] / "docs/roles.md").read_text()
TABLE = read_page(PAGE)
ROUTES = {name: who for name, who in TABLE.items() if " /" in name}
ACTIONS = {name: who for name, who in TABLE.items() if " /" not in name}
ANY_ID = "01900000-0000-7000-8000-000000000000"
SAID_NO = (401, 403)

PAYLOADS = {
    "choose_item": {"barcode": "C-1", "how": "camera"},
    "report_found": {"barcode": "C-1", "how": "camera"},
    "report_unusable": {"reason": "damaged"},
    "report_seen": {"barcode": "C-1"},
    "settle_dispute": {"here": True},
    "confirm_shelf": {"day": "2026-11-24"},
    "set_pickup_week": {
        "branch": 1,
        "hours": [{"weekday": 1, "opens": "10:00", "closes": "18:00"}],
    },
    "change_branch": {"branch": 1, "settings": {"looks": 3}},
    "change_location": {"branch": 1, "location": 1, "rules": {"name": "Romans", "scheme": "fr"}},
    "set_walk_order": {"branch": 1, "locations": [1]},
    "note_team": {"branch": 1, "colleague": 1, "what": "pin"},
    "note_phone": {"branch": 1, "what": "code"},
    "set_wording": {"branch": 1, "kind": "message", "language": "fr"},
    "close_days": {"branch": 1, "first": "2026-11-24", "last": "2026-11-24"},
    "order_hold": {"patron": 1, "title": 1, "pickup_branch": 1},
    "order_delivery": {"patron": 1, "agreed": "read", "payer_is_adult": True},
    "pack_document": {"delivery": ANY_ID, "barcode": "X-1"},
    "unpack_document": {"barcode": "X-1"},
    "weigh_document": {"barcode": "X-1", "grams": 400},
    "close_parcel": {"estimated": 400},
    "agree_to_parcels": {"count": 2},
    "leave_behind": {"barcode": "X-1"},
    "order_stops": {"day": "2026-11-24", "deliveries": [ANY_ID]},
    "deliver_parcel": {"to": "patron"},
    "receive_parcel": {"number": "COLX"},
    "annul_sum": {"reason": "our_mistake"},
    "correct_parcel": {"was": "absent", "ended": "incident", "reason": "learnt_later"},
    "close_month": {"month": "2026-10"},
    "report_misplaced": {"barcode": "X-1"},
    "survey_bay": {"bay": "B-1", "floor": "RdC", "range": "B"},
    "survey_shelf": {"bay": "B-1", "shelf": 1, "barcode": "X-1"},
    "remove_bay": {"bay": "B-1"},
    "put_on_bay": {"bay": "B-1", "barcode": "X-1"},
    "move_bay_start": {"bay": "TABLE-1", "barcode": "31234000123453"},
    "shelve": {"barcode": "X-1", "slot": ANY_ID},
    "set_neighbourhood": {
        "branch": 1,
        "neighbourhood": "Quai",
        "first_day": "2026-12-02",
        "rule": "FREQ=WEEKLY",
        "stops": [{"id": ANY_ID, "place": "Quai", "begins": "16:00", "ends": "17:00"}],
    },
    "end_neighbourhood": {"branch": 1},
    "move_visit": {"branch": 1, "day": "2026-12-02", "to_day": "2026-12-03"},
    **{name: {"branch": 1, "day": "2026-12-02"} for name in ("cancel_visit", "keep_visit")},
    "set_school_breaks": {"branch": 1, "breaks": []},
    **{name: {"barcode": "X-1"} for name in ("send_on", "receive", "take_off", "reshelve")},
    "hand_over": {"barcode": "X-1", "presented": "card"},
    "choose_for_cart": {
        "branch": 1,
        "neighbourhood": ANY_ID,
        "day": "2026-12-02",
        "barcode": "X-1",
    },
    "begin_round": {"branch": 1, "neighbourhood": ANY_ID, "day": "2026-12-02"},
    "register_patron": {
        "round": ANY_ID,
        "card": "29999",
        "first_name": "Amina",
        "last_name": "Haddad",
        "phone": "1",
    },
    "reserve_for_next": {"round": ANY_ID, "stop": ANY_ID, "card_of": 1, "words": "volcans"},
    "leave_at_home": {"because": "damaged"},
    "name_volume": {"volume": "2"},
    "note_wish": {"neighbourhood": ANY_ID, "words": "dinosaures"},
    **{
        name: {"barcode": "X-1", "round": ANY_ID}
        for name in ("load_document", "take_back_document", "unload_document")
    },
    "lend_document": {"barcode": "X-1", "round": ANY_ID, "card_of": 1, "due": "2026-12-30"},
    "leave_stop": {"stop": ANY_ID},
    "report_late": {"branch": 1, "day": "2026-12-02", "later": 10},
    "report_rain": {"branch": 1, "day": "2026-12-02", "rain": True},
    "reserve_from_cart": {"patron": 1, "round_stop": ANY_ID},
    "set_up_slots": {
        "branch": 1,
        "slots": [{"name": "A1", "place": "desk", "barcode": "SLOT:A1", "position": 0}],
    },
}


def test_the_page_is_what_the_code_says(app):
    assert differences(PAGE, allowed(app), allowed_actions()) == []


def test_a_route_that_is_missing_or_differs_is_named(app):
    lines = PAGE.splitlines()
    board = next(line for line in lines if "`GET /api/board`" in line)
    without = "\n".join(line for line in lines if line != board)
    assert differences(without, allowed(app)) != []
    assert "GET /api/board: in the code, not on the page" in differences(without, allowed(app))
    opened = PAGE.replace(board, re.sub(r"\|\s*\|", "| yes |", board, count=1))
    told = [line for line in differences(opened, allowed(app)) if line.startswith("GET /api/board")]
    assert told == ["GET /api/board: the page says anyone, supervisor, the code says supervisor"]


def test_the_command_fails_when_the_page_is_wrong(app, tmp_path):
    page = tmp_path / "roles.md"
    page.write_text(PAGE)
    run = app.test_cli_runner().invoke
    assert run(args=["routes", "check", "--page", str(page)]).exit_code == 0
    page.write_text(PAGE.replace("`GET /api/board`", "`GET /api/bored`"))
    result = run(args=["routes", "check", "--page", str(page)])
    assert result.exit_code == 1
    assert "GET /api/bored" in result.output


def test_a_route_that_names_nobody_keeps_the_server_from_starting():
    careless = APIFlask("careless", docs_path=None, spec_path=None, static_folder=None)
    careless.add_url_rule("/open", "open", lambda: "")
    with pytest.raises(RuntimeError, match="/open"):
        check_every_route(careless)
    careless.view_functions["open"] = allow_any_role()(lambda: "")
    check_every_route(careless)


def of_nothing(path):
    """The address with ids that nothing has."""
    return re.sub(r"<[^>]+>", ANY_ID, re.sub(r"<int:[^>]+>", "999999", path))


def ask(phone, route):
    """One request, with an id that nothing has; the status."""
    verb, path = route.split(" ")
    path = of_nothing(path)
    send = phone.get if verb == "GET" else phone.post
    return send(path, buffered=True).status_code


@pytest.mark.parametrize("role", ROLES)
def test_a_role_is_let_in_where_it_is_named_and_nowhere_else(app, canal, role):
    person = a_person(app, canal, "Sacha", role)
    phone = a_phone(app, canal, person)
    for route, who in ROUTES.items():
        is_let_in = ask(phone, route) not in SAID_NO
        expected = bool(who & {role, "anyone", "device"}) or route == "POST /api/sign-in"
        # Enrolling and signing in say no by themselves: there the code or the PIN is wrong.
        if route not in ("POST /api/devices/enrol", "POST /api/sign-in"):
            assert is_let_in == expected, route
        if route == "POST /api/sign-out":
            phone.sign_in(person)


PEOPLE = ["nobody", "another device", "a shift that was ended", "a shift that is over"]


@pytest.mark.parametrize("who", PEOPLE)
def test_who_is_not_signed_in_gets_nothing_that_wants_a_person(app, canal, clock, who):
    phone = a_phone(app, canal, a_person(app, canal, "Sacha", *ROLES))
    if who == "nobody":
        phone.client = app.test_client()
    elif who == "another device":
        phone = a_phone(app, canal)
    elif who == "a shift that was ended":
        _write(app, AuthSession, revoked_at=clock.now())
    else:
        _write(app, AuthSession, ends_at=clock.now())
    for route, allowed_ones in ROUTES.items():
        if allowed_ones <= set(ROLES):
            assert ask(phone, route) == 401, route


def test_a_device_that_was_shut_out_gets_nothing_and_is_told_to_wipe_itself(app, canal, clock):
    phone = a_phone(app, canal, a_person(app, canal, "Sacha", *ROLES))
    _write(app, Device, revoked_at=clock.now())
    for route, who in ROUTES.items():
        if "anyone" not in who:
            verb, path = route.split(" ")
            send = phone.get if verb == "GET" else phone.post
            answer = send(of_nothing(path))
            assert (answer.status_code, answer.get_json()["code"]) == (401, "device_revoked"), route


def test_a_role_at_another_branch_is_no_role_here(app, canal):
    gare = a_branch(app, "GARE", name="Médiathèque de la Gare")
    visitor = a_person(app, gare, "Yann", *ROLES)
    phone = a_phone(app, canal)
    answer = phone.sign_in(visitor)
    assert (answer.status_code, answer.get_json()["code"]) == (403, "not_allowed")


@pytest.mark.parametrize("role", ROLES)
def test_an_action_is_taken_from_those_it_is_for(app, canal, role):
    phone = a_phone(app, canal, a_person(app, canal, "Sacha", role))
    for name, who in ACTIONS.items():
        subject = "" if name == "report_seen" else ANY_ID
        outcome = phone.do(name, subject, PAYLOADS.get(name))
        assert outcome["outcome"] != "quarantined", (name, outcome)
        is_refused = (outcome["why"] or {}).get("code") == "not_allowed"
        assert is_refused == (role not in who), name


def test_nobody_does_what_only_the_server_does(app, canal):
    phone = a_phone(app, canal, a_person(app, canal, "Sacha", *ROLES))
    payload = {"kind": "ready", "until": None}
    assert phone.do("record_told", ANY_ID, payload)["why"]["code"] == "not_allowed"


def test_a_page_of_another_address_needs_no_device(client):
    assert client.get("/healthz", base_url=ADDRESS).get_json() == {"ok": True}


def _write(app, model, **values):
    with app.app_context(), writing() as session:
        session.execute(update(model).values(**values))
