"""A device is enrolled by a code; a person unlocks it with six digits."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

from rayon.staff.enrolling import new_enrolment
from tests.people import PIN
from tests.phones import ADDRESS, Phone, a_phone


def try_pin(phone, person, pin):
    answer = phone.post("/api/sign-in", {"staff": person.id, "pin": pin})
    return answer.status_code, answer.get_json()


def test_ada_signs_in_for_twelve_hours(app, canal, clock, ada):
    phone = a_phone(app, canal)
    signed_in = phone.sign_in(ada).get_json()
    assert signed_in["staff"] == {
        "id": ada.id,
        "name": "Ada",
        "language": "fr",
        "roles": ["picker"],
    }
    me = phone.get("/api/me").get_json()
    assert (me["shift"], me["ends_at"]) == (signed_in["shift"], signed_in["ends_at"])
    clock.move(timedelta(hours=12, minutes=1))
    assert phone.get("/api/me").get_json()["code"] == "sign_in"


def test_the_cookie_is_for_our_own_pages_alone(app, canal, ada):
    cookie = a_phone(app, canal).sign_in(ada).headers["Set-Cookie"]
    for part in ("__Host-rayon=", "Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie


def test_what_was_recorded_before_signing_out_stays_valid(phone, canal):
    seen = phone.record("report_seen", payload={"barcode": "X-1"})
    assert phone.post("/api/sign-out").status_code == 204
    assert phone.get("/api/me").status_code == 401
    assert phone.push(seen)["outcomes"][0]["outcome"] == "applied"


def test_who_signed_out_without_a_network_is_signed_out_later(phone, ben):
    adas_shift = phone.shift
    assert phone.post("/api/sign-out", {"shift": adas_shift}).status_code == 204
    assert phone.get("/api/me").status_code == 401
    phone.sign_in(ben)
    assert phone.post("/api/sign-out", {"shift": adas_shift}).status_code == 204
    assert phone.get("/api/me").get_json()["staff"]["name"] == "Ben"


def test_no_phone_ends_the_shift_of_another(app, canal, phone, ben):
    stranger = a_phone(app, canal, ben)
    assert stranger.post("/api/sign-out", {"shift": phone.shift}).status_code == 204
    assert phone.get("/api/me").status_code == 200
    assert phone.post("/api/sign-out", {"shift": "mine"}).status_code == 422


def test_one_person_at_a_time(phone, ben):
    adas_cookie = phone.client.get_cookie("__Host-rayon", "rayon.test")
    phone.sign_in(ben)
    phone.client.set_cookie("__Host-rayon", adas_cookie.value, domain="rayon.test", secure=True)
    assert phone.get("/api/me").get_json()["code"] == "sign_in"


def test_three_wrong_pins_lock_this_person_on_this_device(app, canal, clock, ada, ben):
    phone, other = a_phone(app, canal), a_phone(app, canal)
    for left in (2, 1, 0):
        status, said = try_pin(phone, ada, "000000")
        assert (status, said["code"], said["tries_left"]) == (403, "wrong_pin", left)
    status, said = try_pin(phone, ada, PIN)
    assert (status, said["code"]) == (429, "locked")
    assert phone.sign_in(ben).status_code == 200
    assert other.sign_in(ada).status_code == 200
    clock.move(timedelta(minutes=5, seconds=1))
    assert phone.sign_in(ada).status_code == 200


def test_a_right_pin_forgets_the_wrong_ones(app, canal, ada):
    phone = a_phone(app, canal)
    for _ in range(2):
        try_pin(phone, ada, "000000")
        try_pin(phone, ada, "000001")
        assert phone.sign_in(ada).status_code == 200


def test_guessing_from_eight_hands_at_once_gives_three_guesses(app, canal, ada):
    phone = a_phone(app, canal)
    start = Barrier(8)

    def guess(number):
        mine = replace(phone, client=app.test_client())
        start.wait()
        return try_pin(mine, ada, f"00000{number}")[0]

    with ThreadPoolExecutor(8) as threads:
        said = sorted(threads.map(guess, range(8)))
    assert said == [403] * 3 + [429] * 5


def test_nobody_by_that_number_looks_like_a_wrong_pin(app, canal, eve):
    phone = a_phone(app, canal)
    nobody = replace(eve, id=4711)
    assert try_pin(phone, nobody, PIN) == try_pin(phone, eve, PIN)
    assert try_pin(phone, eve, PIN)[1]["code"] == "wrong_pin"


def test_who_may_sign_in_here(app, canal, ada, chloe, eve):
    people = a_phone(app, canal).get("/api/device").get_json()["people"]
    assert people == [
        {"id": ada.id, "name": "Ada", "roles": ["picker"]},
        {"id": chloe.id, "name": "Chloé", "roles": ["desk"]},
    ]


def enrol(app, code, name=""):
    stranger = Phone(app.test_client(), "", "")
    answer = stranger.post("/api/devices/enrol", {"code": code, "name": name})
    return answer.status_code, answer.get_json()


def test_a_code_from_the_office_makes_a_phone_ours_once(app, office, ada):
    code = office.post("/api/devices/codes", {"device_name": "Chariot 2"}).get_json()["code"]
    status, said = enrol(app, f" {code.lower()} ")
    assert (status, said["device"]["name"], said["branch"]["code"]) == (201, "Chariot 2", "CANAL")
    phone = Phone(app.test_client(), said["credential"], said["device"]["id"])
    assert phone.sign_in(ada).status_code == 200
    assert enrol(app, code)[1]["code"] == "unknown_code"


def test_a_phone_that_nobody_named_gets_the_first_free_number(app, canal, office):
    names = []
    for typed in ("", "Téléphone 3", "", " "):
        code = office.post("/api/devices/codes", {"device_name": ""}).get_json()["code"]
        device = enrol(app, code, typed)[1]["device"]
        names.append(device["name"])
    assert names == ["Téléphone 1", "Téléphone 3", "Téléphone 2", "Téléphone 4"]
    office.post(f"/api/devices/{device['id']}/revoke")
    code = office.post("/api/devices/codes", {"device_name": ""}).get_json()["code"]
    assert enrol(app, code)[1]["device"]["name"] == "Téléphone 4"


def test_a_code_is_good_for_a_quarter_of_an_hour(app, canal, clock):
    with app.app_context():
        code, _ = new_enrolment(canal, "Chariot 2")
    clock.move(timedelta(minutes=15, seconds=1))
    status, said = enrol(app, code)
    assert (status, said["code"]) == (403, "unknown_code")


def test_a_lost_phone_is_shut_out_and_told_to_wipe_itself(phone, office):
    mine = phone.record("report_seen", payload={"barcode": "X-1"})
    assert office.post(f"/api/devices/{phone.device}/revoke").get_json()["revoked"]
    answer = phone.client.post(
        "/api/sync",
        base_url=ADDRESS,
        headers=phone._headers(),
        json={"store": phone.store, "epoch": None, "cursor": 0, "actions": [mine]},
    )
    assert (answer.status_code, answer.get_json()["code"]) == (401, "device_revoked")
    assert phone.get("/api/me").get_json()["code"] == "device_revoked"


def test_the_devices_of_a_branch(phone, office):
    devices = office.get("/api/devices").get_json()["devices"]
    assert {device["id"] for device in devices} == {phone.device, office.device}
    office.post(f"/api/devices/{phone.device}/revoke")
    revoked = [d["id"] for d in office.get("/api/devices").get_json()["devices"] if d["revoked"]]
    assert revoked == [phone.device]


def test_answers_with_a_name_in_them_are_kept_nowhere(phone):
    for path in ("/api/me", "/api/device"):
        assert phone.get(path).headers["Cache-Control"] == "no-store"


def test_people_and_phones_from_a_terminal(app, canal):
    run = app.test_cli_runner().invoke
    added = run(args=["staff", "add", "Zoé", "--role", "picker", "--pin", "13579"])
    assert added.exit_code == 2
    added = run(args=["staff", "add", "Zoé", "--role", "picker", "--pin", "135791"])
    assert (added.exit_code, added.output) == (0, "Zoé can sign in.\n")
    printed = run(args=["devices", "enrol", "--branch", "CANAL", "--name", "Chariot 3"])
    code = printed.output.splitlines()[-1].split()[0]
    assert enrol(app, code)[0] == 201
    assert run(args=["devices", "enrol", "--branch", "NOWHERE"]).exit_code == 2
