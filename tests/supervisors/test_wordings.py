"""Max words the mails of his branch: tried out, set, taken back; patrons read it from then on."""

from datetime import timedelta

import pytest

from rayon.database import reading
from rayon.notices.passages import WORDINGS
from rayon.notices.rendering import starting_texts
from rayon.notices.wordings import OwnWords
from tests.people import a_branch, a_person
from tests.phones import a_phone

ADDRESS = "/api/wordings/message/fr"
OWN = {
    **starting_texts("fr")["message"],
    "closing": "À très vite, l’équipe du Canal <3",
}


@pytest.fixture
def max_at_work(app, canal):
    return a_phone(app, canal, a_person(app, canal, "Max", "admin"))


def in_force(app, branch: int):
    with app.app_context(), reading() as session:
        return OwnWords(session).of(branch, "message", "fr")


def test_max_sees_passages_what_they_may_name_and_our_own_text(max_at_work):
    seen = max_at_work.get(ADDRESS).get_json()
    ready = next(one for one in seen["passages"] if one["name"] == "ready")
    assert ready["must"] == ["documents", "dernier jour"]
    assert "bibliothèque" in seen["everywhere"]
    assert "{documents}" in seen["ours"]["ready"]
    assert seen["versions"] == []


def test_a_wording_is_in_force_from_now_on_and_can_be_taken_back(app, canal, clock, max_at_work):
    assert max_at_work.post(ADDRESS, {"passages": OWN}).status_code == 200
    assert in_force(app, canal)["closing"] == OWN["closing"]
    assert max_at_work.get("/api/wordings").get_json()["mails"][0] == {
        "kind": "message",
        "own": ["fr"],
    }
    versions = max_at_work.post(ADDRESS, {"passages": {}}).get_json()["versions"]
    assert [version["passages"] for version in versions] == [{}, OWN]
    assert in_force(app, canal) is None
    assert {version["who"]["name"] for version in versions} == {"Max"}


def test_who_made_it_is_a_role_after_a_month(app, canal, clock, max_at_work):
    max_at_work.post(ADDRESS, {"passages": OWN})
    clock.move(timedelta(days=31))
    max_later = a_phone(app, canal, a_person(app, canal, "Max II", "admin"))
    (version,) = max_later.get(ADDRESS).get_json()["versions"]
    assert version["who"] == {"role": "admin"}


def test_what_cannot_be_said_is_refused_in_words_and_changes_nothing(app, canal, max_at_work):
    answer = max_at_work.post(ADDRESS, {"passages": OWN | {"ready": "Venez, {titres} !"}})
    assert answer.status_code == 422
    said = answer.get_json()
    assert (said["code"], said["passage"]) == ("unknown_placeholder", "ready")
    assert "{titres}" in said["message"]
    assert in_force(app, canal) is None


@pytest.mark.parametrize(
    "body", [{"passages": []}, {"passages": {"ready": 7}}, {"passages": OWN, "html": "x"}, []]
)
def test_nonsense_is_refused(max_at_work, body):
    assert max_at_work.post(ADDRESS, body).status_code == 422


@pytest.mark.parametrize("address", ["message/de", "letter/fr", "../fr"])
def test_there_is_no_such_mail(max_at_work, address):
    assert max_at_work.get(f"/api/wordings/{address}").status_code == 404


def test_what_an_invented_patron_would_read(max_at_work):
    answer = max_at_work.post(f"{ADDRESS}/preview", {"passages": OWN}).get_json()
    assert [mail["occasion"] for mail in answer["mails"]] == ["ready", "not_found", "all"]
    assert all("l’équipe du Canal <3" in mail["text"] for mail in answer["mails"])
    ours = max_at_work.post(f"{ADDRESS}/preview", {"passages": {}}).get_json()
    assert "équipe" not in ours["mails"][0]["text"]


def test_every_mail_can_be_looked_at_before(max_at_work):
    for kind in WORDINGS:
        shown = max_at_work.post(f"/api/wordings/{kind}/en/preview", {"passages": {}}).get_json()[
            "mails"
        ]
        assert all(mail["subject"] and mail["text"] for mail in shown)


def test_max_sends_himself_a_test(app, smtp_server, max_at_work):
    app.config["RAYON"].smtp_url = smtp_server.url
    app.config["RAYON"].mail_from = "canal@example.org"
    body = {"passages": OWN, "to": "max@example.org", "occasion": "ready"}
    assert max_at_work.post(f"{ADDRESS}/test", body).status_code == 200
    (letter,) = smtp_server.letters
    assert letter.recipients == ["max@example.org"]
    assert letter.message["Subject"].startswith("[Essai] ")
    assert letter.text.startswith("Ceci est un essai")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"to": "max at work"}, "bad_test_address"),
        ({"occasion": "birthday"}, "bad_field"),
        ({"passages": OWN | {"ready": ""}}, "empty_passage"),
    ],
)
def test_a_test_that_cannot_be_sent(max_at_work, change, code):
    body = {"passages": OWN, "to": "max@example.org", "occasion": "ready"} | change
    answer = max_at_work.post(f"{ADDRESS}/test", body)
    assert (answer.status_code, answer.get_json()["code"]) == (422, code)


def test_the_words_of_another_branch_are_its_own(app, canal, max_at_work):
    other = a_branch(app, "ANNEXE")
    max_at_work.post(ADDRESS, {"passages": OWN})
    assert in_force(app, other) is None


def test_a_supervisor_words_nothing(office):
    assert office.get(ADDRESS).status_code == 403
    assert office.post(ADDRESS, {"passages": OWN}).status_code == 403


@pytest.mark.parametrize("ends", ["\r", "\x0b", "\u2028"])
def test_a_subject_is_one_line_however_lines_end(app, canal, max_at_work, ends):
    own = OWN | {"subject": f"Bonjour{ends}{{nouvelle}}"}
    assert max_at_work.post(ADDRESS, {"passages": own}).status_code == 200
    assert in_force(app, canal)["subject"] == "Bonjour\n{nouvelle}"
    mails = max_at_work.post(f"{ADDRESS}/preview", {"passages": own}).get_json()["mails"]
    assert all(len(mail["subject"].splitlines()) == 1 for mail in mails)
