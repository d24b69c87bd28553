"""What does not fit is refused with a code and a sentence, or kept apart; it never breaks."""

import json
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from rayon.sync.envelope import read_action, why_unreadable
from tests.builders import row, troubles
from tests.phones import ADDRESS

HEADERS = {
    "Content-Type": "application/json",
    "X-Rayon": "1",
    "Sec-Fetch-Site": "same-origin",
}


def post(phone, body, **headers):
    """The bytes as they are."""
    own = {**HEADERS, "Authorization": f"Device {phone.credential}", **headers}
    return phone.client.post(
        "/api/sync",
        base_url=ADDRESS,
        data=body.encode() if isinstance(body, str) else body,
        headers={name: value for name, value in own.items() if value is not None},
    )


def envelope(phone, **values):
    return {"store": phone.store, "epoch": None, "cursor": 0, "actions": [], **values}


def text_of(phone, actions):
    return json.dumps(envelope(phone))[:-3] + f"[{actions}]}}"


NO_JSON = {
    "nothing": "",
    "half an object": '{"store": "',
    "a page of a captive portal": "<html>",
    "not utf-8": b'{"store": "\xff"}',
    "a key twice": '{"cursor": 1, "cursor": 2}',
    "not a number": '{"cursor": NaN}',
    "infinity": '{"cursor": Infinity}',
    "more than a double holds": '{"cursor": 1e999}',
    "a number of 5,000 digits": '{"cursor": %s}' % ("9" * 5000),
    "100,000 deep": "[" * 100_000,
    "17 deep": "[" * 17 + "]" * 17,
    "300 deep": "[" * 300 + "]" * 300,
}


@pytest.mark.parametrize("body", NO_JSON.values(), ids=NO_JSON)
def test_what_is_no_json_as_we_trust_it(phone, body):
    answer = post(phone, body)
    assert (answer.status_code, answer.get_json()["code"]) == (400, "bad_json")
    assert answer.get_json()["message"]


ENVELOPES = {
    "no object": [],
    "a field too many": {"device": "mine"},
    "no store": {"store": None},
    "a store that is no uuid": {"store": "x"},
    "a cursor below zero": {"cursor": -1},
    "a cursor that is text": {"cursor": "0"},
    "a cursor that is true": {"cursor": True},
    "a cursor beyond 64 bits": {"cursor": 2**64},
    "an epoch of 40 characters": {"epoch": "e" * 40},
    "actions that are no list": {"actions": {}},
    "an action that is no object": {"actions": [1]},
    "an action without an id": {"actions": [{"name": "look_later"}]},
    "an action whose id is a number": {"actions": [{"id": 1}]},
    "an action whose id is a novel": {"actions": [{"id": "x" * 10_000}]},
    "an action whose id is not ascii": {"actions": [{"id": "é"}]},
    "201 actions": {"actions": [{"id": str(n)} for n in range(201)]},
}


@pytest.mark.parametrize("values", ENVELOPES.values(), ids=ENVELOPES)
def test_an_envelope_that_is_not_ours(phone, values):
    body = {**envelope(phone), **values} if isinstance(values, dict) else values
    answer = post(phone, json.dumps(body))
    assert (answer.status_code, answer.get_json()["code"]) == (422, "bad_field")
    assert answer.get_json()["message"]


def test_257_kib(phone):
    answer = post(phone, json.dumps(envelope(phone, epoch="e" * 257 * 1024)))
    assert (answer.status_code, answer.get_json()["code"]) == (413, "too_large")


def test_two_mebibytes_are_not_even_read(phone):
    answer = post(phone, b"x" * 2 * 1024 * 1024)
    assert (answer.status_code, answer.get_json()["code"]) == (413, "too_large")


@pytest.mark.parametrize(
    "kind", [None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
)
def test_what_a_form_of_another_site_can_send(phone, kind):
    answer = post(phone, json.dumps(envelope(phone)), **{"Content-Type": kind})
    assert answer.status_code == 415


CROSS_SITE = {
    "no X-Rayon": {"X-Rayon": None},
    "another X-Rayon": {"X-Rayon": "0"},
    "another site": {"Sec-Fetch-Site": "cross-site"},
    "a sister site": {"Sec-Fetch-Site": "same-site"},
    "a bookmark": {"Sec-Fetch-Site": "none"},
    "an old browser elsewhere": {"Sec-Fetch-Site": None, "Origin": "https://evil.test"},
    "no browser at all": {"Sec-Fetch-Site": None},
}


@pytest.mark.parametrize("headers", CROSS_SITE.values(), ids=CROSS_SITE)
def test_what_another_site_can_make_a_browser_do(phone, headers):
    answer = post(phone, json.dumps(envelope(phone)), **headers)
    assert (answer.status_code, answer.get_json()["code"]) == (403, "cross_site")


def test_an_old_browser_on_our_own_pages_is_let_in(phone):
    own = {"Sec-Fetch-Site": None, "Origin": ADDRESS}
    assert post(phone, json.dumps(envelope(phone)), **own).status_code == 200


ACTIONS = {
    "a lone surrogate": '"payload": {"barcode": "\\ud800", "how": "camera"}',
    "a NUL": '"payload": {"barcode": "C\\u0000", "how": "camera"}',
    "a NUL in a name": '"payload": {"\\u0000": 1}',
    "a number beyond 64 bits": '"payload": {"barcode": 9223372036854775808}',
    "number zero": '"number": 0',
    "no number": '"number": null',
    "a number that is text": '"number": "1"',
    "a number beyond 31 bits": '"number": 2147483648',
    "a name with a space": '"name": "report found"',
    "a subject with a quote": '"subject": "\' OR 1=1"',
    "a subject of 100 kB": f'"subject": "{"a" * 100_000}"',
    "a time of 100 characters": f'"at": "{"9" * 100}"',
    "a time with a line break": '"at": "2026\\n"',
    "a shift that is no uuid": '"shift": "x"',
    "by nobody": '"by": 0',
    "an outcome of its own": '"outcome": "applied"',
    "another branch": '"branch_id": 2',
    "a payload that is a list": '"payload": []',
}


@pytest.mark.parametrize("part", ACTIONS.values(), ids=ACTIONS)
def test_one_action_that_cannot_be_written_down_leaves_the_others_alone(phone, morning, part):
    good = phone.record("look_later", morning.picks[0])
    name = part.split(":")[0].strip('"')
    bad = {key: value for key, value in phone.record("look_later", "").items() if key != name}
    body = text_of(phone, f"{json.dumps(bad)[:-1]}, {part}}}, {json.dumps(good)}")
    answer = post(phone, body)
    assert answer.status_code == 200, answer.text
    first, second = answer.get_json()["outcomes"]
    assert (first["id"], first["outcome"]) == (bad["id"], "quarantined")
    assert first["why"]["code"] == "bad_action"
    assert second["outcome"] == "applied"


def test_what_cannot_be_read_is_one_line_of_the_log_and_says_nothing_of_it(phone, morning):
    good = phone.record("look_later", morning.picks[0])
    odd = {**phone.record("look_later", morning.picks[1]), "shift": "Camille Dupont"}
    too_much = {**phone.record("look_later", morning.picks[2]), "Camille Dupont": 1}
    with capture_logs() as written:
        phone.push(good)
        phone.push(odd, good, too_much)
        phone.push(too_much)
    lines = [line for line in written if line["event"] == "unreadable actions"]
    assert [(line["device"], line["actions"], line["first"], line["why"]) for line in lines] == [
        (phone.device, 2, odd["id"][:13], "shift: string_pattern_mismatch"),
        (phone.device, 1, too_much["id"][:13], "another field: extra_forbidden"),
    ]
    assert "Dupont" not in str(written)


def test_a_supervisor_reads_once_a_day_that_a_phone_alone_has_something(app, phone, office, clock):
    """A phone whose app is wrong says so with each of its scans."""

    def listed():
        lines = office.get("/api/trouble").get_json()["open"]
        return [(line["kind"], line["facts"].get("phone"), line["id"]) for line in lines]

    good = phone.record("look_later", "")
    for _deed in range(3):
        phone.push({**phone.record("look_later", ""), "payload": []}, good)
    devices = office.get("/api/devices").get_json()["devices"]
    named = {device["id"]: device["name"] for device in devices}
    ((kind, name, line),) = listed()
    assert (kind, name) == ("unreadable", named[phone.device])
    assert office.post(f"/api/trouble/{line}/resolve", {"choice": "done"}).status_code < 300
    phone.push({**phone.record("look_later", ""), "payload": []})
    assert listed() == []
    clock.move(timedelta(days=1))
    phone.push({**phone.record("look_later", ""), "payload": []})
    assert troubles(app) == ["unreadable"]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"payload": {"barcode": "\0"}}, "cannot be stored"),
        ({"number": None}, "number: missing"),
        ({"v": 0}, "v: greater_than_equal"),
    ],
)
def test_why_it_cannot_be_read(phone, said, why):
    raw = {**phone.record("look_later", ""), **said}
    assert read_action(raw) is None
    assert why_unreadable(raw) == why


PAYLOADS = {
    "an action nobody knows": ("fly_away", {}, "unknown_action_name"),
    "a field too many": ("look_later", {"role": "admin"}, "bad_payload"),
    "a barcode with a space": ("report_found", {"barcode": "C 1", "how": "camera"}, "bad_payload"),
    "a barcode with a line break": (
        "report_found",
        {"barcode": "C\n", "how": "camera"},
        "bad_payload",
    ),
    "a barcode of 4 kB": ("report_found", {"barcode": "1" * 4096, "how": "camera"}, "bad_payload"),
    "arabic digits": ("report_found", {"barcode": "١٢٣", "how": "camera"}, "bad_payload"),
    "a barcode that is a list": (
        "report_found",
        {"barcode": ["C-0"], "how": "camera"},
        "bad_payload",
    ),
    "an unknown reason": ("report_unusable", {"reason": "ugly"}, "bad_payload"),
    "only the server plans": ("plan_walk", {}, "bad_payload"),
}


@pytest.mark.parametrize("case", PAYLOADS.values(), ids=PAYLOADS)
def test_a_payload_that_does_not_fit_is_kept_for_a_supervisor(phone, morning, case):
    name, payload, why = case
    outcome = phone.do(name, morning.picks[0], payload)
    assert (outcome["outcome"], outcome["why"]["code"]) == ("quarantined", why)
    again = phone.do("undo", outcome["id"])
    assert again["why"]["code"] == "was_not_applied"


def test_an_action_of_a_newer_app_is_kept_and_not_half_understood(app, phone, morning):
    action = {**phone.record("report_not_found", morning.picks[0]), "v": 2}
    (outcome,) = phone.push(action)["outcomes"]
    assert (outcome["outcome"], outcome["why"]["code"]) == ("quarantined", "newer_action")
    assert row(app, "pick", morning.picks[0])["status"] == "open"


def test_hostile_barcodes_are_only_unknown(app, phone, morning):
    for barcode in ("'OR1=1--", "../../etc/passwd", "%00", "${jndi:x}", "<script>", "]C1123"):
        outcome = phone.do("report_found", morning.picks[0], {"barcode": barcode, "how": "camera"})
        assert outcome["why"]["code"] == "unknown_barcode"
    assert row(app, "pick", morning.picks[0])["status"] == "open"


def test_a_phone_whose_clock_is_anywhere_is_never_refused(phone, morning):
    for number, at in enumerate(("", "now", "0", "-1", "1970-01-01", "9999-12-31T23:59:60Z")):
        action = {**phone.record("look_later", morning.picks[number]), "at": at}
        assert phone.push(action)["outcomes"][0]["outcome"] == "applied"


def test_somebody_the_server_does_not_know(phone, morning):
    known = phone.record("look_later", morning.picks[0])
    stranger = {**phone.record("look_later", morning.picks[1]), "by": 4711}
    ghost = {**phone.record("look_later", morning.picks[2]), "shift": known["id"]}
    nobody = {**phone.record("look_later", morning.picks[3]), "by": None, "shift": None}
    answer = phone.push(known, stranger, ghost, nobody)["outcomes"]
    assert [one["outcome"] for one in answer] == ["applied"] + ["quarantined"] * 3
    assert {one["why"]["code"] for one in answer[1:]} == {"unknown_shift"}


OTHER_ROUTES = ["/api/devices/enrol", "/api/sign-in", "/api/walks/plan", "/api/devices/codes"]
OTHER_BODIES = [
    "[]",
    "1",
    '"text"',
    '{"code": "\\ud800\\ud800", "name": "x"}',
    '{"device_name": "\\u0000", "code": "ABCD"}',
    '{"staff": 9223372036854775808, "pin": "123456"}',
    '{"pickers": 1e400}',
    '{"role": "admin"}',
]


@pytest.mark.parametrize("path", OTHER_ROUTES)
def test_no_body_breaks_any_other_address(phone, office, path):
    for body in (*NO_JSON.values(), *OTHER_BODIES):
        answer = office.client.post(
            path,
            base_url=ADDRESS,
            data=body.encode() if isinstance(body, str) else body,
            headers={**HEADERS, "Authorization": f"Device {phone.credential}"},
        )
        assert 400 <= answer.status_code < 500, (body[:40], answer.text)
        assert answer.get_json()["code"]


def test_unknown_addresses_and_verbs_are_answered_in_words(phone):
    for answer, status, code in (
        (phone.get("/api/nowhere"), 404, "not_found"),
        (phone.get("/api/sync"), 405, "wrong_method"),
        (phone.post("/api/trouble/x%00/resolve", {"choice": "done"}), 404, "not_found"),
        (phone.get("/api/walks/%00/paper"), 404, "not_found"),
    ):
        assert (answer.status_code, answer.get_json()["code"]) == (status, code)
        assert answer.get_json()["message"]


def test_an_address_without_its_last_slash_finds_it(client):
    assert client.get("/app").headers["Location"].endswith("/app/")
