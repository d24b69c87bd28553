"""What a mail server can do to a message, verb by verb, and what the patron hears of it."""

import threading
from datetime import timedelta
from typing import Any
from urllib.parse import SplitResult

import pytest

from rayon import diary, faults
from rayon.errors import Refusal
from rayon.notices import claiming, letters, outcomes, sender
from rayon.notices.channels import post, smtp
from rayon.notices.channels.result import Result
from rayon.notices.due import Group
from tests.notices.mail_server import HANG_UP, SILENCE, MailServer, RawServer, TwoAtOnce
from tests.notices.stories import Library


def one_message(library: Library) -> tuple[str, str, str]:
    """State, phase and answer of the only message."""
    (message,) = library.messages()
    return message.state, message.phase, message.answer


def test_one_connection_serves_many_messages(library: Library, mail: MailServer):
    patrons = [library.patron(f"Lecteur{number}") for number in range(20)]
    library.fetched(*[library.hold(patron) for patron in patrons])
    library.run()
    assert sorted(mail.sayings.recipients) == sorted(
        f"lecteur{number}@example.org" for number in range(20)
    )
    assert len(mail.sayings.peers) <= sender.CONNECTIONS


def test_connections_are_kept_from_batch_to_batch(
    library: Library, mail: MailServer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sender, "CONNECTIONS", 2)
    monkeypatch.setattr(claiming, "AT_ONCE", 4)
    library.fetched(*[library.hold(library.patron(f"Lecteur{number}")) for number in range(12)])
    library.run()
    assert len(mail.arrived) == 12
    assert len(mail.sayings.peers) <= 2


def test_a_server_that_allows_two_connections_gets_all_mails_over_these(library: Library):
    with TwoAtOnce() as server:
        library.post_to(server.url)
        library.fetched(*[library.hold(library.patron(f"Lecteur{n}")) for n in range(40)])
        library.run()
    assert server.turned_away
    assert len(server.texts) == len(set(server.texts)) == 40
    assert {(one.state, one.attempts) for one in library.messages()} == {("accepted", 1)}


def test_a_greylisted_message_arrives_with_its_second_try(
    library: Library, mail: MailServer, ana: int
):
    mail.will_say("RCPT", "451 4.7.1 Greylisted, come back later")
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    assert mail.arrived == []
    assert one_message(library)[:2] == ("retry", "rcpt")
    assert library.why(dune) == "retry"
    library.run()
    assert mail.arrived == []
    library.clock.move(timedelta(minutes=2))
    library.run()
    assert len(mail.arrived) == 1
    assert library.state_of(dune) == [("ready", "email", "told")]


def test_what_is_no_longer_true_is_not_tried_again(library: Library, mail: MailServer, ana: int):
    mail.will_say("RCPT", "451 Later")
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    library.undo(dune)
    library.clock.move(timedelta(hours=1))
    library.run()
    assert mail.arrived == []
    assert [message.state for message in library.messages()] == ["withdrawn"]


@pytest.mark.parametrize(
    ("verb", "answer", "why"),
    [
        ("RCPT", "550 5.1.1 <Ana@Example.org>: no such user", "address_refused"),
        ("RCPT", "552 Mailbox full", "address_refused"),
        ("DATA", "554 5.7.1 Looks like spam", "mail_refused"),
        ("MAIL", "553 Sender not allowed", "mail_refused"),
    ],
)
def test_a_refusal_for_good_goes_to_the_phone_list(
    library: Library, mail: MailServer, ana: int, verb: str, answer: str, why: str
):
    mail.will_say(verb, answer)
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    library.run()
    state, phase, kept = one_message(library)
    assert (state, phase) == ("failed", verb.lower() if verb != "DATA" else "dot")
    assert "ana@example.org" not in kept.casefold()
    assert library.state_of(dune) == [("ready", "email", "failed"), ("ready", "phone", "owed")]
    assert [call.why for call in library.calls()] == [why]


def test_a_refused_address_does_not_hold_the_next_message_back(
    library: Library, mail: MailServer, ana: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sender, "CONNECTIONS", 1)
    mail.will_say("RCPT", "550 No such user")
    bob = library.patron("Bob")
    library.fetched(library.hold(ana), library.hold(bob))
    library.run()
    assert len(mail.arrived) == 1
    assert sorted(message.state for message in library.messages()) == ["accepted", "failed"]


def test_a_line_cut_after_the_final_dot_is_ambiguous_and_never_resent_by_itself(
    library: Library, mail: MailServer, ana: int
):
    mail.will_say("DATA", HANG_UP)
    dune = library.hold(ana)
    library.fetched(dune)
    for _ in range(5):
        library.run()
        library.clock.move(timedelta(hours=1))
    assert len(mail.arrived) == 1
    assert one_message(library)[:2] == ("ambiguous", "dot")
    assert library.state_of(dune) == [("ready", "email", "ambiguous")]
    assert library.why(dune) == "no_answer"
    assert library.row(dune).ready_until is not None


def test_the_diary_knows_only_what_the_mail_said_when_it_left_at_last(
    library: Library, mail: MailServer, ana: int
):
    mail.will_say("RCPT", "450 Come back")
    dune, solaris = library.hold(ana), library.hold(ana, title="Solaris")
    library.fetched(dune, solaris)
    library.run()
    library.clock.move(timedelta(minutes=5))
    end = faults.rehearse(
        lambda name: (
            library.done("cancel_hold", dune, because="ils") if name == "notices.looked" else None
        )
    )
    claimed, _to_call = claiming.claim(library.clock.now(), library.app.config["RAYON"])
    end()
    with sender.Lines(library.app.config["RAYON"]) as lines:
        lines.send(claimed)
    assert library.state_of(solaris) == [("ready", "email", "told")]
    assert len(list(diary.read(diary.folder()))) == 1


def test_a_person_may_resend_an_ambiguous_message_as_the_same_message(
    library: Library, mail: MailServer, ana: int
):
    mail.will_say("DATA", HANG_UP)
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    (message,) = library.messages()
    library.clock.move(timedelta(hours=1))
    outcomes.resend(message.id, library.clock.now())
    library.run()
    first, second = mail.arrived
    assert first["Message-ID"] == second["Message-ID"]
    assert library.state_of(dune) == [("ready", "email", "told")]
    with pytest.raises(Refusal):
        outcomes.resend(message.id, library.clock.now())


def test_what_is_being_resent_may_have_been_told_and_is_corrected(
    library: Library, mail: MailServer, ana: int
):
    mail.will_say("DATA", HANG_UP)
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    (message,) = library.messages()
    outcomes.resend(message.id, library.clock.now())
    library.undo(dune)
    library.run()
    library.settle()
    library.run()
    assert library.state_of(dune) == [
        ("ready", "email", "ambiguous"),
        ("correction", "email", "told"),
    ]
    assert len(mail.arrived) == 2


def test_a_person_may_know_that_an_ambiguous_message_arrived(
    library: Library, mail: MailServer, ana: int
):
    mail.will_say("DATA", HANG_UP)
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    (message,) = library.messages()
    outcomes.consider_told(message.id, library.clock.now())
    library.run()
    assert len(mail.arrived) == 1
    assert library.state_of(dune) == [("ready", "email", "told")]


def test_an_ambiguous_ready_that_became_false_is_corrected(
    library: Library, mail: MailServer, ana: int
):
    mail.will_say("DATA", HANG_UP)
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    library.undo(dune)
    library.settle()
    library.run()
    assert str(mail.arrived[1]["Subject"]).startswith("Rectificatif")


def test_a_line_cut_before_the_text_is_tried_again(library: Library, mail: MailServer, ana: int):
    mail.will_say("RCPT", HANG_UP)
    library.fetched(library.hold(ana))
    library.run()
    assert one_message(library)[:2] == ("retry", "rcpt")
    library.clock.move(timedelta(minutes=2))
    library.run()
    assert len(mail.arrived) == 1


def test_a_server_that_says_nothing_before_the_text_is_tried_again(
    library: Library, mail: MailServer, ana: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(smtp, "VERB_SECONDS", 0.3)
    mail.will_say("RCPT", SILENCE)
    library.fetched(library.hold(ana))
    library.run()
    assert one_message(library) == ("retry", "rcpt", "TimeoutError")


def test_a_server_that_says_nothing_after_the_final_dot_is_ambiguous(
    library: Library, mail: MailServer, ana: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(smtp, "VERB_SECONDS", 0.3)
    mail.will_say("DATA", SILENCE)
    library.fetched(library.hold(ana))
    library.run()
    assert one_message(library) == ("ambiguous", "dot", "TimeoutError")


def test_a_banner_that_drips_is_given_up_in_time(
    library: Library, ana: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(smtp, "VERB_SECONDS", 0.3)
    with RawServer(b"220-slowly\r\n" * 8, pause=0.05) as server:
        library.post_to(server.url)
        library.fetched(library.hold(ana))
        library.run()
    assert one_message(library) == ("retry", "connect", "SMTPServerDisconnected")


@pytest.mark.parametrize("banner", [b"421 Too busy\r\n", b"554 No mail here\r\n", b"nonsense\r\n"])
def test_a_server_that_turns_everybody_away_blames_no_address(
    library: Library, ana: int, banner: bytes
):
    dune = library.hold(ana)
    with RawServer(banner) as server:
        library.post_to(server.url)
        library.fetched(dune)
        library.run()
    assert one_message(library)[:2] == ("retry", "connect")
    assert library.state_of(dune) == [("ready", "email", "owed")]


def test_a_refused_data_command_is_not_ambiguous(library: Library, ana: int):
    friendly = [b"220 hello\r\n", b"250 hello\r\n", b"250 sender\r\n", b"250 recipient\r\n"]
    with RawServer(*friendly, b"451 not now\r\n", b"250 reset\r\n") as server:
        library.post_to(server.url)
        library.fetched(library.hold(ana))
        library.run()
    assert one_message(library) == ("retry", "data", "451 not now")


def test_a_meaningless_answer_to_the_final_dot_is_ambiguous():
    assert smtp.judge("dot", -1, "??").kind == "ambiguous"
    assert smtp.judge("dot", 452, "disk full").kind == "temporary"


def test_a_wording_that_breaks_is_said_to_be_ours_and_not_the_mail_server_s(
    library: Library, mail: MailServer, ana: int, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_of: object) -> None:
        raise KeyError("no such field")

    dune = library.hold(ana)
    library.fetched(dune)
    with monkeypatch.context() as at_first:
        at_first.setattr(sender, "envelope", broken)
        library.run()
        library.run()
        assert library.why(dune) == "not_written"
    library.clock.move(timedelta(minutes=2))
    library.run()
    assert library.state_of(dune) == [("ready", "email", "told")], "it was mended"


def test_who_cannot_be_written_to_holds_nobody_back(
    library: Library, mail: MailServer, ana: int, monkeypatch: pytest.MonkeyPatch
):
    written, bob = letters.write, library.patron("Bob", email="bob@example.org")

    def broken_for_ana(group: Group, *rest: Any) -> Any:
        return written(group, *rest) if group.patron_id == bob else 1 / 0

    monkeypatch.setattr(letters, "write", broken_for_ana)
    dune = library.hold(ana)
    library.fetched(dune, library.hold(bob, "Maus"))
    library.run()
    assert mail.sayings.recipients == ["bob@example.org"]
    library.run()
    assert library.why(dune) == "not_written"
    monkeypatch.setattr(letters, "write", written)
    library.clock.move(timedelta(minutes=15))
    library.run()
    assert library.state_of(dune) == [("ready", "email", "told")], "it was mended"


def test_no_server_at_all_for_a_day_ends_on_the_phone_list(library: Library, ana: int):
    library.post_to("smtp://127.0.0.1:1")
    dune = library.hold(ana)
    library.fetched(dune)
    for _ in range(30):
        library.run()
        library.clock.move(timedelta(hours=1))
    assert library.state_of(dune) == [("ready", "email", "failed"), ("ready", "phone", "owed")]
    assert [call.why for call in library.calls()] == ["mail_server_down"]


def test_the_pauses_grow_from_a_minute_to_four_hours():
    pauses = [outcomes.pause_before(attempt) for attempt in range(1, 40)]
    assert timedelta(seconds=48) <= pauses[0] <= timedelta(seconds=72)
    assert all(timedelta(hours=3) <= pause <= timedelta(hours=5) for pause in pauses[10:])


def test_a_sender_that_died_before_the_text_left_harms_nobody(
    library: Library, mail: MailServer, ana: int
):
    library.fetched(library.hold(ana))
    library.run_owing()
    claiming.claim(library.clock.now(), library.app.config["RAYON"])
    library.clock.move(timedelta(minutes=7))
    library.run()
    assert len(mail.arrived) == 1


def test_a_sender_that_died_while_handing_over_leaves_it_to_a_person(
    library: Library, mail: MailServer, ana: int
):
    library.fetched(library.hold(ana))
    library.run_owing()
    (claimed,), _ = claiming.claim(library.clock.now(), library.app.config["RAYON"])
    assert outcomes.about_to_hand_over(
        claimed.message_id, claimed.lease, library.clock.now(), claiming.LEASE
    )
    library.clock.move(timedelta(minutes=7))
    library.run()
    assert mail.arrived == []
    assert one_message(library)[0] == "ambiguous"


def test_a_sender_that_dies_while_handing_over_hangs_up(
    library: Library, mail: MailServer, ana: int, monkeypatch: pytest.MonkeyPatch
):
    lines: list[smtp.Line] = []
    connect = post._connect

    def connected(url: SplitResult, own_address: str) -> smtp.Line:
        lines.append(connect(url, own_address))
        return lines[-1]

    def die(instant: str) -> None:
        if instant == "notices.marked":
            raise RuntimeError(instant)

    monkeypatch.setattr(post, "_connect", connected)
    library.fetched(library.hold(ana))
    alive = faults.rehearse(die)
    with pytest.raises(RuntimeError):
        library.run()
    alive()
    assert [line.sock for line in lines] == [None]
    assert mail.arrived == []


def test_an_error_while_sending_is_not_taken_for_the_end_of_the_work(
    library: Library, mail: MailServer, ana: int
):
    def stumble(instant: str) -> None:
        if instant == "notices.marked":
            raise IndexError(instant)

    library.fetched(library.hold(ana))
    alive = faults.rehearse(stumble)
    with pytest.raises(IndexError):
        library.run()
    alive()
    assert mail.arrived == []


def test_a_sender_that_wakes_up_too_late_sends_and_writes_nothing(
    library: Library, mail: MailServer, ana: int
):
    settings = library.app.config["RAYON"]
    dune = library.hold(ana)
    library.fetched(dune)
    library.run_owing()
    asleep, _ = claiming.claim(library.clock.now(), settings)
    library.clock.move(timedelta(minutes=7))
    library.run()
    with sender.Lines(settings) as lines:
        lines.send(asleep)
    late = Result("failed", "rcpt", "address_refused")
    (old,) = asleep
    assert not outcomes.record(old.message_id, old.lease, late, library.clock.now())
    assert len(mail.arrived) == 1
    assert library.state_of(dune) == [("ready", "email", "told")]


def test_four_workers_at_once_send_each_message_once(library: Library, mail: MailServer):
    patrons = [library.patron(f"Lecteur{number}") for number in range(60)]
    library.fetched(*[library.hold(patron) for patron in patrons])

    def work() -> None:
        with library.app.app_context():
            library.run()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    library.run()
    assert len(mail.arrived) == 60
    assert len(set(mail.sayings.recipients)) == 60


@pytest.mark.parametrize(
    ("address", "answers_to"),
    [
        ("contact@médiathèque.fr", "contact@xn--mdiathque-53af.fr"),
        ("médiathèque@example.org", None),
    ],
)
def test_an_address_beyond_ascii_stops_no_mail(
    library: Library, mail: MailServer, ana: int, address: str, answers_to: str | None
):
    library.change_branch(email=address)
    library.fetched(library.hold(ana))
    library.run()
    (arrived,) = mail.arrived
    assert arrived["Reply-To"] == answers_to


def test_a_branch_writes_from_its_own_address_beyond_ascii(
    library: Library, mail: MailServer, ana: int
):
    library.post_to(mail.url, mail_from="")
    library.change_branch(email="contact@médiathèque.fr")
    library.fetched(library.hold(ana))
    library.run()
    (arrived,) = mail.arrived
    assert "contact@xn--mdiathque-53af.fr" in str(arrived["From"])


def test_a_branch_without_any_address_to_write_from_waits(
    library: Library, mail: MailServer, ana: int
):
    library.post_to(mail.url, mail_from="")
    library.change_branch(email="")
    dune = library.hold(ana)
    library.fetched(dune)
    library.run()
    assert library.why(dune) == "no_sender"
