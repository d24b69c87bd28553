"""Each of the nine sets, shown by the smallest history that belongs in it."""

from collections.abc import Sequence
from typing import Any

import pytest

from tests.faults.checker import check
from tests.faults.history import History
from tests.faults.mail_reader import tellings

ADA = {"id": "a1", "number": 1, "subject": "", "name": "look_later", "store": "s", "payload": {}}
#: When Ada's actions reached the server, and an hour later.
TEN, ELEVEN = "2026-11-24 10:00:00+00:00", "2026-11-24T11:00:00+00:00"


def judged(action: str = "a1", outcome: str | None = "applied", **more: Any) -> dict[str, Any]:
    return {**ADA, "id": action, "outcome": outcome, "received": TEN, "device": "d", **more}


def kept(action: str = "a1", outcome: str | None = "applied", **more: Any) -> dict[str, Any]:
    return {"id": action, "outcome": outcome, "isRead": True, **more}


def hold(**more: Any) -> dict[str, Any]:
    here = {"status": "on_hold_shelf", "disputed": 0, "branch": 1, "fulfilment": "pickup"}
    return {"id": "h", "key": "lou/Dune", "places": ["slot@1"], "by_action": "a1", **here, **more}


def a_history(*lines: dict[str, Any], **end: Any) -> History:
    """Ada's action "a1" was saved and applied; ``end`` says what else is there in the end."""
    phone = {"device": "d", "walks": [], "picks": [], "outbox": end.pop("outbox", [kept()])}
    last = {
        "what": "end",
        "log": [judged()],
        "effects": [],
        "holds": [],
        "notices": [],
        "walks": [],
        "picks": [],
        "hold_of_pick": {},
        "hold_status": [],
        "parcels": [],
        "sums": [],
        "rides": [],
        "phones": {"Ada": {**phone, **end.pop("phone", {})}},
    }
    return History([{"what": "saved", "phone": "Ada", "action": ADA}, *lines, {**last, **end}])


def mail(kind: str, **more: Any) -> dict[str, Any]:
    sent = {"worker": 1, "accepted": True, "answered": True}
    return {"what": "mail", "key": "lou/Dune", "kind": kind, "says": kind, **sent, **more}


def claim(*holds: dict[str, Any], known: Sequence[str] = ("a1", "a2")) -> dict[str, Any]:
    return {"what": "claim", "worker": 1, "at": ELEVEN, "holds": list(holds), "known": known}


def flagged(kind: str) -> dict[str, Any]:
    return {"what": "flagged", "key": "lou/Dune", "kind": kind, "says": kind}


def acknowledged(outcome: str) -> dict[str, Any]:
    return {"what": "acknowledged", "tab": "Ada", "outcomes": [{"id": "a1", "outcome": outcome}]}


def findings(history: History) -> set[str]:
    return {name for name, found in check(history).items() if found}


def test_a_quiet_morning_has_empty_sets():
    told = [acknowledged("applied"), claim(hold()), mail("ready")]
    assert findings(a_history(*told, holds=[hold()])) == set()


def test_lost_when_it_is_nowhere():
    assert "lost" in findings(a_history(log=[], outbox=[]))
    assert "lost" in findings(a_history({"what": "sample", "log": [], "outboxes": {"Ada": []}}))


def test_forgot_when_the_server_had_it():
    history = a_history(acknowledged("applied"), log=[], outbox=[kept(outcome="conflict")])
    assert "forgot" in findings(history)


@pytest.mark.parametrize(
    "end",
    [
        {"log": [judged(), judged()]},
        {"log": [judged(), judged("a2")]},
        {"effects": [{"hold": "h", "action": "a1", "before": None, "after": "open"}] * 2},
    ],
)
def test_double_when_it_happened_twice(end):
    assert "double" in findings(a_history(**end))


def test_double_when_the_verdict_changed():
    history = a_history(acknowledged("applied"), acknowledged("superseded"))
    assert "double" in findings(history)


def test_mute_when_nobody_was_told_that_it_was_refused():
    refused = {"log": [judged(outcome="refused")]}
    assert "mute" in findings(a_history(outbox=[kept(outcome="refused")], **refused))
    assert "mute" in findings(a_history(outbox=[kept()], **refused))
    assert "mute" in findings(a_history(log=[judged(outcome=None)]))
    shown = [kept(outcome="refused", isRead=False)]
    assert findings(a_history(outbox=shown, **refused)) == set()


def test_diverged_when_screen_and_server_differ():
    walk = {"id": "w", "status": "claimed", "claimed_by": 1, "claimed_on": "d"}
    pick = {"id": "p", "walk": "w", "status": "found", "found_barcode": "C-1", "reason": ""}
    real = {"walks": [walk], "picks": [pick]}
    stale = {"walks": [walk], "picks": [{**pick, "status": "open"}]}
    assert findings(a_history(phone=real, **real)) == set()
    assert "diverged" in findings(a_history(phone=stale, **real))
    assert "diverged" in findings(a_history(**real))


def test_diverged_when_an_undo_undid_nothing():
    undo = judged("a2", name="undo", subject="a1", number=2)
    effects = [{"hold": "h", "action": "a1", "before": None, "after": "open"}]
    status = [{"id": "h", "status": "open"}]
    history = a_history(log=[judged(), undo], effects=effects, hold_status=status)
    assert "diverged" in findings(history)


def test_diverged_when_effects_came_in_another_order():
    effects = [
        {"hold": "h", "action": "a2", "before": None, "after": "open"},
        {"hold": "i", "action": "a1", "before": None, "after": "open"},
    ]
    status = [{"id": "h", "status": "open"}, {"id": "i", "status": "open"}]
    log = [judged(), judged("a2", number=2)]
    assert "diverged" in findings(a_history(log=log, effects=effects, hold_status=status))


@pytest.mark.parametrize(
    "stood",
    [
        {"status": "searching"},
        {"disputed": 1},
        {"places": ["slot@2"]},
        {"places": []},
        {"status": "found", "places": ["walk@1"]},
    ],
)
def test_false_ready_when_it_was_not_there(stood):
    history = a_history(claim(hold(**stood)), mail("ready"), holds=[hold()])
    assert "false_ready" in findings(history)


def test_false_ready_when_the_scan_was_a_minute_old_or_taken_back():
    fresh = [judged(received="2026-11-24 10:59:00+00:00")]
    told = [claim(hold()), mail("ready")]
    assert "false_ready" in findings(a_history(*told, log=fresh, holds=[hold()]))
    undo = judged("a2", name="undo", subject="a1", number=2)
    assert "false_ready" in findings(a_history(*told, log=[judged(), undo], holds=[hold()]))


def test_false_ready_until_a_contradiction_is_settled():
    denied = judged("a2", name="report_not_found", subject="h", outcome="conflict")
    told = [claim(hold(), known=["a1", "a2", "a3"]), mail("ready")]
    assert "false_ready" in findings(a_history(*told, log=[judged(), denied], holds=[hold()]))
    of_a_copied_phone = [judged(), {**denied, "number": None}]
    assert "false_ready" not in findings(a_history(*told, log=of_a_copied_phone, holds=[hold()]))
    settled = judged("a3", name="settle_dispute", subject="h")
    log = [judged(), denied, settled]
    assert "false_ready" not in findings(a_history(*told, log=log, holds=[hold()]))


def test_whoever_takes_back_an_undo_says_again_that_it_is_there():
    denied = judged("a2", name="report_not_found", subject="h", outcome="conflict")
    undo = judged("a3", name="undo", subject="a1", number=3)
    again = judged("a4", name="undo", subject="a3", number=4)
    steps = (("a1", None, "found"), ("a3", "found", "open"), ("a4", "open", "found"))
    effects = [{"hold": "h", "action": a, "before": b, "after": c} for a, b, c in steps]
    told = [claim(hold(by_action="a4"), known=["a1", "a2", "a3", "a4"]), mail("ready")]
    end = {"log": [judged(), denied, undo, again], "effects": effects}
    status = [{"id": "h", "status": "found"}]
    assert "false_ready" not in findings(
        a_history(*told, **end, hold_status=status, holds=[hold()])
    )


@pytest.mark.parametrize(
    "came",
    [
        {"name": "undo", "subject": "a1"},
        {"name": "report_not_found", "subject": "h", "outcome": "conflict"},
    ],
)
def test_what_comes_in_the_instant_of_the_claim_is_judged_by_whether_it_was_known(came):
    log = [judged(), judged("a2", number=2, received=ELEVEN.replace("T", " "), **came)]
    told = {"log": log, "holds": [hold()]}
    assert "false_ready" in findings(a_history(claim(hold()), mail("ready"), **told))
    before = claim(hold(), known=["a1"])
    assert "false_ready" not in findings(a_history(before, mail("ready"), **told))


def test_dup_when_the_same_was_told_twice():
    told = [claim(hold()), mail("ready"), mail("ready")]
    assert findings(a_history(*told, holds=[hold()])) == {"dup"}
    decided = {"what": "decided", "key": "lou/Dune", "kind": "ready", "resend": True}
    told.insert(2, decided)
    assert findings(a_history(*told, holds=[hold()])) == set()


def test_no_dup_when_it_was_perhaps_taken_back_in_between():
    told = [claim(hold()), mail("ready"), flagged("correction"), mail("ready")]
    assert findings(a_history(*told, holds=[hold()])) == set()


def test_unsent_when_nobody_told_it_and_nobody_can_see_why():
    assert findings(a_history(holds=[hold()])) == {"unsent"}
    listed = {"key": "lou/Dune", "state": "owed", "why": "to_call", "channel": "phone"}
    assert findings(a_history(holds=[hold()], notices=[listed])) == set()
    refused = {**listed, "state": "failed", "why": "address_refused", "channel": "email"}
    assert findings(a_history(holds=[hold()], notices=[refused])) == {"unsent"}


def test_what_a_person_holds_to_be_told_is_not_unsent():
    decided = {"what": "decided", "key": "lou/Dune", "kind": "ready", "says": "ready"}
    assert findings(a_history({**decided, "resend": False}, holds=[hold()])) == set()
    assert findings(a_history({**decided, "resend": True}, holds=[hold()])) == {"unsent"}


def test_a_decision_about_an_old_mail_does_not_undo_the_correction_after_it():
    late = {"what": "decided", "key": "lou/Dune", "kind": "ready", "says": "ready", "resend": False}
    told = [claim(hold()), flagged("ready"), mail("correction", says="looking"), late]
    lost = hold(status="searching", places=[])
    assert "uncorrected" not in findings(a_history(*told, holds=[lost]))
    assert "unsent" in findings(a_history(*told, holds=[hold()]))


def test_uncorrected_when_a_promise_was_broken_in_silence():
    told = [claim(hold()), mail("ready")]
    lost = hold(status="searching", places=[])
    assert findings(a_history(*told, holds=[lost])) == {"uncorrected"}
    told.append(mail("correction", says="looking"))
    assert findings(a_history(*told, holds=[lost])) == set()


def test_uncorrected_when_an_apology_was_for_nothing():
    history = a_history(mail("correction", says="looking"))
    assert findings(history) == {"uncorrected"}


def test_an_apology_for_what_was_perhaps_said_is_for_something():
    history = a_history(flagged("ready"), mail("correction", says="looking"))
    assert findings(history) == set()


def test_a_mail_is_read_as_its_patron_reads_it():
    text = """Hello Lou,
Two documents are waiting for you at this address, until Monday included:
- “Dune”
- “Solaris”, Stanislas Lem
One more document is to come:
- “Ubik”: we are still looking for it
"""
    assert tellings(text) == [("ready", "Dune", "ready", ""), ("ready", "Solaris", "ready", "")]


DUE, ERROR = ("due", 1, 500, ""), ("annulled", 1, -500, "wrong_report")
LET_OFF, AGAIN = ("annulled", 1, -500, "our_mistake"), ("due", 2, 500, "")


def a_parcel(status: str, *sums: tuple[str, int, int, str], mailed: bool = True) -> dict[str, Any]:
    """The end of Lou's delivery: its one parcel, and what stands on the statement."""
    names = ("kind", "turn", "cents", "reason")
    lines = [{"parcel": "p", **dict(zip(names, line, strict=True))} for line in sums]
    ride = {"id": "d", "key": "lou/delivery", "mailed": mailed}
    parcels = [{"id": "p", "delivery": "d", "status": status}]
    return {"parcels": parcels, "sums": lines, "rides": [ride]}


@pytest.mark.parametrize(
    ("status", "sums", "found"),
    [
        ("absent", (DUE,), set()),
        ("absent", (DUE, LET_OFF), set()),
        ("absent", (DUE, ERROR, AGAIN), set()),
        ("incident", (), set()),
        ("incident", (DUE, ERROR), set()),
        ("absent", (), {"lost"}),
        ("absent", (DUE, ERROR), {"lost"}),
        ("absent", (DUE, DUE), {"double"}),
        ("absent", (DUE, AGAIN), {"double"}),
        ("absent", (DUE, LET_OFF, LET_OFF), {"double"}),
        ("incident", (DUE,), {"double"}),
    ],
)
def test_a_fee_is_neither_doubled_nor_lost(status, sums, found):
    said = {**mail("missed"), "key": "lou/delivery"}
    assert findings(a_history(said, **a_parcel(status, *sums))) == found


def test_unsent_when_nobody_was_told_how_a_delivery_ended():
    said = {**mail("delivered"), "key": "lou/delivery"}
    assert findings(a_history(**a_parcel("delivered", DUE))) == {"unsent"}
    assert findings(a_history(said, **a_parcel("delivered", DUE))) == set()
    assert findings(a_history(said, **a_parcel("absent", DUE))) == {"unsent"}
    assert findings(a_history(**a_parcel("delivered", DUE, mailed=False))) == set()
    assert findings(a_history(**a_parcel("absent", DUE, mailed=False))) == {"unsent"}
    assert findings(a_history(**a_parcel("out"))) == set()


def of_ride(kind: str, says: str, details: str) -> dict[str, Any]:
    return {**mail(kind), "key": "lou/delivery", "says": says, "details": details}


def test_what_a_mail_named_wrongly_is_put_right_once():
    absent = of_ride("missed", "missed", "absent 500")
    incident = of_ride("put_right", "missed", "incident 0")
    end = a_parcel("incident", DUE, ERROR)
    assert findings(a_history(absent, **end)) == {"unsent"}
    assert findings(a_history(absent, incident, **end)) == set()
    assert findings(a_history(absent, incident, incident, **end)) == {"dup"}
    assert findings(a_history(incident, **end)) == {"uncorrected"}
    # Something else was put right in between.
    refused = of_ride("put_right", "missed", "refused 500")
    assert findings(a_history(absent, incident, refused, incident, **end)) == set()


def test_a_mail_is_read_for_how_a_delivery_ended_and_what_it_costs():
    text = """
What we wrote to you about your delivery of Tuesday was not right, and we apologise.
On Tuesday our courier rang at your door, and nobody opened. €5.00 will be on the town’s next bill.
The parcel goes back to the library. We will write as soon as your documents are waiting for you.
"""
    assert tellings(text) == [("put_right", "delivery", "missed", "absent 500")]


def test_the_second_of_two_documents_is_taken_out_of_its_slot_without_a_step():
    one, other = judged("u1", name="undo", subject="a1"), judged("u2", name="undo", subject="a2")
    shelved = {"hold": "h", "action": "a1", "before": None, "after": "on_hold_shelf"}
    back = {"hold": "h", "action": "u2", "before": "on_hold_shelf", "after": "found"}
    stands = {"hold_status": [{"id": "h", "status": "found"}], "effects": [shelved, back]}
    first = judged(number=None)
    assert findings(a_history(log=[first, {**other, "number": None}, one], **stands)) == set()
    alone = {"hold_status": [{"id": "h", "status": "on_hold_shelf"}], "effects": [shelved]}
    assert findings(a_history(log=[first, {**one, "number": None}], **alone)) == {"diverged"}


def test_a_parcel_ends_again_though_its_document_has_left_it():
    refused = judged(name="report_refused", subject="p", number=None)
    undo = judged("u1", name="undo", subject="a1", number=None)
    again = judged("u2", name="undo", subject="u1", number=None)
    effects = [
        {"hold": "h", "action": "a0", "before": None, "after": "in_parcel"},
        {"hold": "h", "action": "a1", "before": "in_parcel", "after": "coming_back"},
        {"hold": "h", "action": "u1", "before": "coming_back", "after": "in_parcel"},
    ]
    gone = {"hold": "h", "action": "desk", "before": "in_parcel", "after": "searching"}
    parcels = [{"id": "p", "status": "incident"}]
    for later, found in (([gone], set()), ([], {"diverged"})):
        status = [{"id": "h", "status": [*effects, *later][-1]["after"]}]
        end = {"effects": [*effects, *later], "hold_status": status, "parcels": parcels}
        assert findings(a_history(log=[refused, undo, again], **end)) == found


def in_the_street(name: str, outcome: str = "applied", **end: Any) -> History:
    """One action of a round, of one document; ``end`` is what the server made of it."""
    said = {**ADA, "name": name, "payload": {"barcode": "C-1", "card": "29"}}
    item = {"barcode": "C-1", "title": 1, "place": "shelf", "unusable": "", **end.pop("item", {})}
    nothing: dict[str, Any] = {"order": ["a1"], "holds": [], "lines": [], "cards": []}
    street = {**nothing, "items": [item], **end.pop("street", {})}
    row = judged(name=name, outcome=outcome, subject="s")
    history = a_history(log=[row], outbox=[kept(outcome=outcome, **end.pop("kept", {}))], **end)
    history.lines[0]["action"] = said
    history.lines[-1]["street"] = street
    return history


GONE = {"place": "patron"}
LOAN, RETURN = ({"kind": kind, "barcode": "C-1"} for kind in ("loan", "return"))


@pytest.mark.parametrize(
    ("name", "lines", "item", "found"),
    [
        ("lend_document", [LOAN], GONE, set()),
        ("lend_document", [], GONE, {"lost"}),
        ("lend_document", [LOAN, LOAN], GONE, {"double"}),
        ("lend_document", [LOAN], {"place": "bike"}, {"diverged"}),
        ("take_back_document", [RETURN], {"place": "bike"}, set()),
        ("take_back_document", [], {"place": "bike"}, {"lost"}),
        ("take_back_document", [RETURN], GONE, {"diverged"}),
        ("hand_over", [], GONE, set()),
        ("hand_over", [], {"place": "bike"}, {"diverged"}),
    ],
)
def test_what_is_lent_and_given_back_is_listed_once_and_is_where_it_is(name, lines, item, found):
    assert findings(in_the_street(name, street={"lines": lines}, item=item)) == found


def test_diverged_when_only_a_refused_undo_says_where_it_is():
    lent = in_the_street("lend_document", street={"lines": [LOAN]}, item={"place": "bike"})
    undo = {**judged("u1", name="undo", outcome="refused", subject="a1"), "number": None}
    lent.lines[-1]["log"].append(undo)
    assert findings(lent) == {"diverged"}
    undo["outcome"] = "applied"
    assert findings(lent) == set()


def test_what_was_brought_for_a_hold_has_left_with_it():
    found = {"hold": "h", "action": "a1", "before": None, "after": "found"}
    came = in_the_street("take_back_document", street={"lines": [RETURN]}, item=GONE)
    came.lines[-1] |= {"effects": [found], "hold_status": [{"id": "h", "status": "found"}]}
    assert findings(came) == {"diverged"}
    came.lines[-1]["log"].append(judged("d1", number=None))
    came.lines[-1]["effects"].append(
        {**found, "action": "d1", "before": "found", "after": "handed_over"}
    )
    came.lines[-1]["hold_status"] = [{"id": "h", "status": "handed_over"}]
    assert findings(came) == set()


def test_lost_when_what_came_back_does_not_reach_who_waits():
    waits = {"id": "h", "title": 1, "wants": "title", "source": "ils", "place": None}
    asked = {"hold": "h", "action": "a0", "before": None, "after": "open"}
    street = {"lines": [RETURN], "order": ["a0", "a1"], "holds": [waits]}
    came = in_the_street("take_back_document", street=street, effects=[asked])
    came.lines[-1]["log"].append(judged("a0", number=None))
    came.lines[-1]["hold_status"] = [{"id": "h", "status": "open"}]
    assert findings(came) == {"lost"}
    street["holds"][0]["title"] = 2
    assert findings(came) == set()


def test_lost_when_a_reader_who_registered_is_nowhere():
    known = in_the_street("register_patron", street={"cards": ["29"]})
    assert findings(known) == set()
    assert findings(in_the_street("register_patron")) == {"lost"}
    sealed = {"isRead": False, "isUnsettled": True}
    assert findings(in_the_street("register_patron", "quarantined", kept=sealed)) == set()
    assert findings(in_the_street("register_patron", "quarantined", kept={"isRead": False})) == {
        "lost"
    }


def test_double_when_a_deed_is_undone_twice():
    def log(*undos):
        rows = [
            judged(id=one, name="undo", subject=subject, number=number)
            for number, (one, subject) in enumerate(undos, 2)
        ]
        return a_history(log=[judged(), *rows])

    assert "double" not in findings(log(("u1", "a1")))
    assert "double" in findings(log(("u1", "a1"), ("u2", "a1")))
    assert "double" not in findings(log(("u1", "a1"), ("u2", "u1"), ("u3", "a1")))
    assert "double" in findings(log(("u1", "a1"), ("u2", "u1"), ("u3", "a1"), ("u4", "u1")))


def test_what_a_copy_cannot_open_comes_later_from_the_original():
    late = {
        "log": [judged(id="late", number=1, name="note_wish"), judged(number=2)],
        "effects": [
            {"action": one, "hold": "h", "before": before, "after": after}
            for one, before, after in (("a1", None, "open"), ("late", "open", "found"))
        ],
        "hold_status": [{"id": "h", "status": "found"}],
    }
    copied = {"what": "copied", "phone": "Ada", "copy": "Ada+"}
    assert "diverged" in findings(a_history(copied, **late))
    late["log"][0]["name"] = "reserve_for_next"
    assert "diverged" in findings(a_history(**late))
    assert "diverged" not in findings(a_history(copied, **late))


def test_unsent_when_nobody_will_hear_that_it_was_not_collected():
    left = {"id": "h", "title": 1, "wants": "title", "source": "ils", "fulfilment": "round"}
    for place, found in (("slot", {"unsent"}), ("bike", set())):
        street = {"holds": [{**left, "place": place, "was_out": 1}]}
        assert findings(in_the_street("unload_document", street=street)) == found


def test_a_restored_backup_may_lose_what_phones_do_not_keep():
    told = acknowledged("applied")
    forgotten = a_history(told, {"what": "restored"}, log=[])
    assert findings(forgotten) == {"forgot", "mute"}
    forgotten.lines[0]["action"] = {**ADA, "name": "register_patron"}
    assert findings(forgotten) == set()
    told["outcomes"][0]["outcome"] = "quarantined"
    assert findings(forgotten) == {"forgot", "mute"}
