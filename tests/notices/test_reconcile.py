"""What is owed, by what was told and what became of each attempt."""

from rayon.notices.reconcile import Told, to_write, what_is_owed
from tests.faults.library import NINE


def a_notice(number: int, kind: str, state: str, channel: str = "email", **more: object) -> Told:
    told = {
        "subject_id": "h",
        "patron_id": 1,
        "branch_id": 1,
        "generation": 1 if kind == "ready" else 2,
        "why": "",
        "says": "ready" if kind == "ready" else "looking",
        "due_at": NINE,
        "until": None,
        "details": "",
        "told_at": None,
        "message_id": None,
        "call_id": None,
        "next_try_at": None,
    }
    return Told(id=number, kind=kind, state=state, channel=channel, **{**told, **more})


def test_a_call_that_was_taken_back_is_owed_again_after_a_refused_mail():
    told = a_notice(1, "ready", "told")
    refused = a_notice(2, "correction", "failed")
    call = a_notice(3, "correction", "withdrawn", "phone")
    owed = what_is_owed("looking", [told, refused, call])
    again = to_write(owed, [told, refused, call])
    assert again is not None
    assert (again.kind, again.channel) == ("correction", "phone")
    waiting = a_notice(3, "correction", "owed", "phone")
    assert to_write(owed, [told, refused, waiting]) is None


def test_a_refused_mail_of_which_nobody_is_called_stays_refused():
    refused = a_notice(1, "ready", "failed")
    assert to_write(what_is_owed("ready", [refused]), [refused]) is None


def test_a_mail_that_was_taken_back_is_owed_again_after_a_refused_push():
    told = a_notice(1, "ready", "told", "push")
    refused = a_notice(2, "correction", "failed", "push")
    mail = a_notice(3, "correction", "withdrawn")
    owed = what_is_owed("looking", [told, refused, mail])
    again = to_write(owed, [told, refused, mail])
    assert again is not None
    assert (again.kind, again.channel) == ("correction", "email")


def test_a_call_that_was_taken_back_is_owed_again_after_a_refused_push_and_mail():
    told = a_notice(1, "ready", "told", "push")
    push = a_notice(2, "correction", "failed", "push")
    mail = a_notice(3, "correction", "failed")
    call = a_notice(4, "correction", "withdrawn", "phone")
    owed = what_is_owed("looking", [told, push, mail, call])
    again = to_write(owed, [told, push, mail, call])
    assert again is not None
    assert again.channel == "phone"
