"""A phone that cannot send any more saves a file; a supervisor brings it in."""

import hashlib
import hmac
import json
from pathlib import Path

import pytest
from sqlalchemy import delete

from rayon import clock
from rayon.database import writing
from rayon.ids import new_id
from rayon.staff.enrolling import enrol, new_enrolment
from rayon.staff.models import AuthSession, Device
from rayon.staff.secrets import hash_of
from rayon.supervisors.bringing_up import bring_up
from rayon.sync.perform import perform_all
from tests.builders import log_of, troubles
from tests.people import a_branch, a_person
from tests.phones import Phone, a_phone

ABOUT = {"title": "L’Étranger", "label": "843.914 CAM ETR", "slip": 4}
SAMPLE = Path(__file__).parents[1] / "samples/outbox-file.txt"


def saved(phone, *actions, **changed):
    """The file as the app writes it."""
    head = {"format": "rayon-outbox", "v": 2, "device": phone.device, **changed}
    lines = [head, *({"action": action, "about": ABOUT} for action in actions)]
    return sealed([json.dumps(line, ensure_ascii=False) for line in lines], phone.credential)


def sealed(lines, credential):
    key = hashlib.sha256(credential.encode()).hexdigest().encode()
    seal = hmac.new(key, "\n".join(lines).encode(), "sha256").hexdigest()
    return "\n".join([*lines, json.dumps({"seal": seal}), ""])


def bring(office, file):
    return office.post("/api/outbox-file", {"file": file})


def outcomes(answer):
    assert answer.status_code == 200, answer.text
    return [one["outcome"] for one in answer.get_json()["outcomes"]]


def refused(answer, status, code):
    assert (answer.status_code, answer.get_json()["code"]) == (status, code)
    assert answer.get_json()["message"]


@pytest.fixture
def met(phone):
    """Ada meets two unknown documents, and her phone cannot send."""
    return [phone.record("report_seen", payload={"barcode": f"BOX-{number}"}) for number in (1, 2)]


def test_what_waited_is_judged_as_if_adas_phone_had_sent_it(app, phone, office, met):
    answer = bring(office, saved(phone, *met))
    assert outcomes(answer) == ["applied", "applied"]
    assert answer.get_json()["phone"] == "Phone of Ada"
    first = log_of(app)[met[0]["id"]]
    assert (first["by"], first["device_id"]) == (phone.by, phone.device)


def test_nothing_counts_twice_whoever_comes_first(phone, office, met):
    assert [one["outcome"] for one in phone.push(met[0])["outcomes"]] == ["applied"]
    assert outcomes(bring(office, saved(phone, *met))) == ["duplicate", "applied"]
    assert outcomes(bring(office, saved(phone, *met))) == ["duplicate", "duplicate"]
    assert [one["outcome"] for one in phone.push(*met)["outcomes"]] == ["duplicate"] * 2


def test_many_more_than_one_sync_takes(phone, office):
    many = [phone.record("report_seen", payload={"barcode": f"BOX-{n}"}) for n in range(450)]
    assert outcomes(bring(office, saved(phone, *many))) == ["applied"] * 450


def test_mail_programs_may_change_the_ends_of_lines(phone, office, met):
    file = "\ufeff" + saved(phone, *met).replace("\n", "\r\n") + "\r\n\r\n"
    assert outcomes(bring(office, file)) == ["applied", "applied"]


def test_the_app_and_the_server_agree_on_the_seal(app, canal, office):
    """The app's own test writes the sample with this id and this credential."""
    known = {"id": "21212121-2121-4212-8212-212121212121", "credential_hash": hash_of("a secret")}
    with app.app_context(), writing() as session:
        session.add(Device(name="Old", branch_id=canal, enrolled_at=clock.now(), **known))
    (only,) = bring(office, SAMPLE.read_text()).get_json()["outcomes"]
    # Nobody here knows the shift it was done in.
    assert only["why"]["code"] == "unknown_shift"


def test_a_file_gives_nobody_another_name(phone, office, ben, met):
    as_ben = phone.record("report_seen", payload={"barcode": "BOX-3"}) | {"by": ben.id}
    assert outcomes(bring(office, saved(phone, as_ben))) == ["quarantined"]


def test_a_shift_on_another_phone_does_not_count(app, canal, phone, office, ben):
    bens = a_phone(app, canal, ben)
    lent = phone.record("report_seen", payload={"barcode": "BOX-3"})
    lent |= {"by": bens.by, "shift": bens.shift}
    assert outcomes(bring(office, saved(phone, lent))) == ["quarantined"]


def test_nothing_that_no_phone_may_do_by_itself(phone, office):
    closing = phone.record("close_walk", new_id())
    assert outcomes(bring(office, saved(phone, closing))) == ["quarantined"]


def test_one_that_cannot_be_read_does_not_hold_the_others_back(phone, office, met):
    bad = {"id": new_id(), "surprise": "\ud800"}
    lines = [
        json.dumps({"format": "rayon-outbox", "v": 2, "device": phone.device}),
        *(json.dumps({"action": one, "about": ABOUT}) for one in (bad, met[0])),
    ]
    assert outcomes(bring(office, sealed(lines, phone.credential))) == ["quarantined", "applied"]


def test_an_altered_file_is_refused_whole(app, phone, office, met):
    file = saved(phone, *met)
    for was, becomes in ((met[0]["id"], new_id()), ("BOX-2", "BOX-9"), (ABOUT["title"], "Else")):
        refused(bring(office, file.replace(was, becomes)), 422, "outbox_file_changed")
    shorter = file.split("\n")
    del shorter[1]
    refused(bring(office, "\n".join(shorter)), 422, "outbox_file_changed")
    assert not {one["id"] for one in met} & log_of(app).keys()


def test_a_file_sealed_by_somebody_else_is_refused(phone, office, met):
    forger = Phone(phone.client, "no credential of ours", phone.device, phone.store)
    refused(bring(office, saved(forger, *met)), 422, "outbox_file_changed")
    nobody = Phone(phone.client, phone.credential, new_id(), phone.store)
    refused(bring(office, saved(nobody, *met)), 422, "outbox_file_unknown_phone")


def test_the_phones_of_other_branches_are_not_known_here(app, office):
    river = a_branch(app, "RIVER")
    abroad = a_phone(app, river, a_person(app, river, "Ana", "picker"))
    met = abroad.record("report_seen", payload={"barcode": "BOX-1"})
    refused(bring(office, saved(abroad, met)), 422, "outbox_file_unknown_phone")


def test_a_phone_that_nobody_knows_is_enrolled_again_and_what_it_has_waits_for_a_person(
    app, canal, phone, office, met
):
    """The database was lost with its diary: as the refusal of the file says, it sends by itself."""
    with app.app_context(), writing() as session:
        session.execute(delete(AuthSession).where(AuthSession.id == phone.shift))
        session.execute(delete(Device).where(Device.id == phone.device))
    refused(bring(office, saved(phone, *met)), 422, "outbox_file_unknown_phone")
    with app.app_context():
        device, phone.credential = enrol(new_enrolment(canal, "")[0], "")
    phone.device = device.id
    assert [one["outcome"] for one in phone.push(*met)["outcomes"]] == ["quarantined"] * 2
    assert {log_of(app)[one["id"]]["why"] for one in met} == {"unknown_shift"}
    with app.app_context():
        bring_up(clock.now(), perform_all)
    assert troubles(app) == ["not_done", "not_done"]


def test_a_phone_that_was_shut_out_stays_out(phone, office, met):
    assert office.post(f"/api/devices/{phone.device}/revoke").status_code in (200, 204)
    refused(bring(office, saved(phone, *met)), 409, "outbox_file_shut_out")


def test_only_a_supervisor_brings_a_file_in(phone, desk, met):
    for colleague in (phone, desk):
        refused(bring(colleague, saved(phone, *met)), 403, "not_allowed")


HOSTILE = {
    "nothing": "",
    "one line": '{"format": "rayon-outbox"}',
    "no text of ours": "<html>\n<body>",
    "a list of holds": "reference;title\n1;L’Étranger\n",
    "an old file": '{\n "format": "rayon-outbox",\n "v": 1,\n "actions": []\n}\n',
    "deep": "[" * 100_000 + "\n{}",
    "a key twice": '{"v": 2, "v": 2}\n{"seal": ""}',
    "a seal of zeros too few": '{"format":"rayon-outbox","v":2,"device":"x"}\n{"seal":"00"}',
    "only ends of lines": "\r\n" * 10_000,
}


@pytest.mark.parametrize("file", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_file_of_a_phone(office, file):
    refused(bring(office, file), 422, "no_outbox_file")


def test_a_file_that_is_too_large(office):
    answer = bring(office, "x" * (5 * 1024 * 1024))
    assert answer.status_code in (413, 422)
    assert bring(office, "x" * (10 * 1024 * 1024)).status_code == 413
