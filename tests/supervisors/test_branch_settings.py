"""Max sets the rules of his branch; whoever may not, cannot, and nonsense is refused in words."""

import pytest

from rayon.catalogue.branches import all_of
from rayon.database import reading
from tests.people import a_branch, a_person
from tests.phones import a_phone

ADDRESS = "/api/branch-settings"


@pytest.fixture
def max_at_work(app, canal):
    return a_phone(app, canal, a_person(app, canal, "Max", "admin"))


def branch_now(app, branch: int):
    with app.app_context(), reading() as session:
        return all_of(session)[branch]


def test_what_max_sees(app, canal, max_at_work):
    seen = max_at_work.get(ADDRESS).get_json()
    assert seen["about"]["name"] == branch_now(app, canal).name
    assert (seen["kinds"]["dvd"], seen["kinds"]["game"]) == ("DVD", "Jeu")
    assert seen["usual"]["kept_days"] == seen["settings"]["kept_days"] == 5


def test_a_rule_holds_from_now_on_and_the_others_stay(app, canal, max_at_work):
    max_at_work.post(ADDRESS, {"settings": {"kept_days": 7}})
    answer = max_at_work.post(
        ADDRESS, {"settings": {"turning_metres": 6, "delivery_cutoff": "12:00"}}
    )
    assert answer.status_code == 200
    settings = answer.get_json()["settings"]
    assert (settings["kept_days"], settings["turning_metres"]) == (7, 6)
    assert branch_now(app, canal).settings.delivery_cutoff.hour == 12


def test_only_what_was_set_is_kept_so_that_the_rest_follows_what_is_usual(app, canal, max_at_work):
    max_at_work.post(ADDRESS, {"settings": {"looks": 3}})
    assert branch_now(app, canal).settings.model_fields_set <= {"looks", "barcode_pattern"}


def test_patrons_read_the_new_name_and_address(app, canal, max_at_work):
    about = {"name": " Médiathèque du Pont ", "phone": "01 40 00 00 00"}
    assert max_at_work.post(ADDRESS, {"about": about}).status_code == 200
    branch = branch_now(app, canal)
    assert (branch.name, branch.phone) == ("Médiathèque du Pont", "01 40 00 00 00")


def test_the_same_again_is_no_mistake(max_at_work):
    for _ in range(2):
        assert max_at_work.post(ADDRESS, {"settings": {"looks": 3}}).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {"settings": {"kept_days": 0}},
        {"settings": {"kept_days": "many"}},
        {"settings": {"free_beer": True}},
        {"settings": {"barcode_pattern": "("}},
        {"settings": {"delivery_days": [7]}},
        {"about": {"name": ""}},
        {"about": {"email": "not an address"}},
        {"about": {"code": "OTHER"}},
        {"settings": []},
    ],
)
def test_nonsense_changes_nothing(app, canal, max_at_work, body):
    before = branch_now(app, canal)
    assert max_at_work.post(ADDRESS, body).status_code == 422
    assert branch_now(app, canal) == before


def test_hours_of_delivery_that_cross_are_refused_in_words(max_at_work):
    crossed = {"settings": {"delivery_from": "20:00", "delivery_to": "16:00"}}
    answer = max_at_work.post(ADDRESS, crossed)
    assert (answer.status_code, answer.get_json()["code"]) == (
        409,
        "delivery_ends_before_it_begins",
    )


def test_an_address_that_mail_servers_do_not_take_is_refused_in_words(app, canal, max_at_work):
    before = branch_now(app, canal)
    answer = max_at_work.post(ADDRESS, {"about": {"email": "médiathèque@example.org"}})
    assert (answer.status_code, answer.get_json()["code"]) == (422, "bad_branch_email")
    assert branch_now(app, canal) == before
    for address in ("contact@médiathèque.fr", ""):
        assert max_at_work.post(ADDRESS, {"about": {"email": address}}).status_code == 200


def test_a_supervisor_reads_the_rules_and_does_not_change_them(app, canal, office):
    assert office.get(ADDRESS).status_code == 200
    assert office.post(ADDRESS, {"settings": {"looks": 3}}).status_code == 403


def test_the_rules_of_another_branch_are_out_of_reach(app, canal, max_at_work):
    other = a_branch(app, "ANNEXE")
    before = branch_now(app, other)
    max_at_work.post(ADDRESS, {"settings": {"looks": 3}})
    assert branch_now(app, other) == before
