"""The report adds up, by day and by place, and a French spreadsheet opens it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from rayon.database import reading
from rayon.holds.models import Hold
from rayon.notices import jobs
from rayon.privacy.purge import purge
from rayon.supervisors.day_sums import kept_sums
from rayon.supervisors.figures import range_of
from rayon.supervisors.jobs import sum_up
from rayon.sync.perform import perform_all
from tests.builders import (
    a_copy,
    a_hold,
    a_location,
    a_patron,
    a_title,
    a_walk,
    pick_of,
    the_server_does,
)

#: Monday, nine o'clock in Paris.
MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
DAYS = "first=2026-11-23&last=2026-11-25"


@pytest.fixture(autouse=True)
def monday(clock) -> None:
    clock.set(MONDAY)


@pytest.fixture
def sols(office, sol):
    """The office, with Sol signed in again: stories here last longer than a shift."""

    def ask(path: str):
        office.sign_in(sol)
        answer = office.get(path)
        assert answer.status_code == 200
        return answer

    return ask


def report(sols):
    return sols(f"/api/report?{DAYS}").get_json()


def a_morning(app, canal, clock) -> dict[str, str]:
    """Lou asks for two documents and Max for one by telephone; one is not there, one damaged."""
    romans, films = a_location(app, canal, "Romans"), a_location(app, canal, "=Films", 2)
    app.config["RAYON"].demo = True
    lou = a_patron(app, email="lou@example.org")
    max_ = a_patron(app, email="max@example.org")
    asked = {
        "dune": (lou, romans, "book", "test"),
        "nana": (lou, films, "dvd", "test"),
        "milou": (max_, films, "dvd", "phone"),
    }
    holds = {}
    for number, (name, (patron, location, kind, source)) in enumerate(asked.items()):
        title = a_title(app, name)
        a_copy(app, canal, title, f"3424200000{number:04}", location, kind=kind)
        holds[name] = a_hold(app, canal, title, patron=patron, source=source)
    clock.move(timedelta(days=1))
    walk = a_walk(app, canal, *holds.values())
    seen = {"barcode": "34242000000000", "how": "scanner"}
    the_server_does(app, "report_found", pick_of(app, holds["dune"]), seen)
    the_server_does(app, "report_not_found", pick_of(app, holds["nana"]))
    the_server_does(app, "report_unusable", pick_of(app, holds["milou"]), {"reason": "damaged"})
    the_server_does(app, "close_walk", walk)
    clock.move(timedelta(hours=2))
    with app.app_context():
        jobs.run(clock.now(), perform_all)
        jobs.run(clock.now(), perform_all)
    return holds


def test_what_was_asked_found_and_told(app, canal, clock, sols):
    a_morning(app, canal, clock)
    monday, tuesday = report(sols)["days"]
    assert (monday["day"], monday["holds"], monday["by_phone"]) == ("2026-11-23", 3, 1)
    assert (monday["named"], monday["patrons"]) == (3, 2)
    assert (tuesday["found"], tuesday["not_found"], tuesday["unusable"]) == (1, 1, 1)
    assert (tuesday["ready"], tuesday["hours_to_ready"]) == (1, 26.0)
    assert tuesday["missed"] == 0


def test_by_location_and_kind_the_worst_first(app, canal, clock, sols):
    a_morning(app, canal, clock)
    assert report(sols)["places"] == [
        {"location": "=Films", "kind": "DVD", "found": 0, "not_found": 1, "unusable": 1},
        {"location": "Romans", "kind": "Livre", "found": 1, "not_found": 0, "unusable": 0},
    ]


def test_an_announced_document_that_is_missing_counts(app, canal, clock, sols):
    holds = a_morning(app, canal, clock)
    clock.move(timedelta(hours=1))
    the_server_does(app, "report_missing", holds["dune"])
    assert report(sols)["days"][1]["missed"] == 1


def test_what_was_never_announced_was_not_missed(app, canal, clock, sols):
    title = a_title(app)
    a_copy(app, canal, title, "C-1")
    hold = a_hold(app, canal, title)
    a_walk(app, canal, hold)
    the_server_does(app, "report_found", pick_of(app, hold), {"barcode": "C-1", "how": "scanner"})
    the_server_does(app, "report_missing", hold)
    assert report(sols)["days"][0]["missed"] == 0


def test_how_holds_ended(app, canal, clock, sols):
    hold = a_hold(app, canal, a_title(app))
    the_server_does(app, "cancel_hold", hold)
    other = a_hold(app, canal, a_title(app))
    the_server_does(app, "give_up", other)
    (day,) = report(sols)["days"]
    assert (day["cancelled"], day["unfilled"]) == (1, 1)


def test_a_day_is_a_day_of_the_branch(app, canal, clock, sols):
    clock.set(datetime(2026, 11, 23, 23, 30, tzinfo=UTC))
    a_hold(app, canal, asked_at="2026-11-23T23:30:00+00:00")
    assert [day["day"] for day in report(sols)["days"]] == ["2026-11-24"]


def test_the_files_open_in_a_french_spreadsheet(app, canal, clock, sols):
    a_morning(app, canal, clock)
    answer = sols(f"/api/report/file?{DAYS}&table=days")
    text = answer.get_data(as_text=True)
    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert text.startswith("\ufeffJour;Documents demandés;")
    monday, tuesday = text.splitlines()[1:]
    assert monday.split(";")[:4] == ["2026-11-23", "3", "1", "1,5"]
    assert tuesday.split(";")[8] == "26,0"
    places = sols(f"/api/report/file?{DAYS}&table=places").get_data(as_text=True)
    assert "\r\n'=Films;DVD;0;1;1\r\n" in places


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "first=2026-11-23",
        "first=2026-11-25&last=2026-11-23",
        "first=2020-01-01&last=2026-01-01",
    ],
)
def test_days_that_cannot_be_are_refused(office, asked):
    assert office.get(f"/api/report?{asked}").status_code == 422


def test_the_report_is_for_supervisors(desk, phone):
    for device in (desk, phone):
        assert device.get(f"/api/report?{DAYS}").status_code == 403
        assert device.get(f"/api/report/file?{DAYS}").status_code == 403


def test_what_a_day_brought_is_known_when_its_patrons_are_forgotten(app, canal, clock, sols):
    holds = a_morning(app, canal, clock)
    clock.move(timedelta(hours=1))
    the_server_does(app, "report_missing", holds["dune"])
    for hold in holds.values():
        the_server_does(app, "cancel_hold", hold)
    before = report(sols)["days"][:2]
    _nights(app, clock, 60)
    after = report(sols)["days"]
    figures = ("named", "patrons", "ready", "hours_to_ready", "missed")
    for name in figures:
        assert [day[name] for day in after[:2]] == [day[name] for day in before], name
    with app.app_context(), reading() as session:
        assert set(session.scalars(select(Hold.patron_id))) == {None}, "they are forgotten"


def test_what_was_brought_in_late_is_summed_up_anew(app, canal, clock, sols):
    a_hold(app, canal, a_title(app), patron=a_patron(app))
    _nights(app, clock, 2)
    a_hold(app, canal, a_title(app), patron=a_patron(app, card="2"), asked_at=MONDAY.isoformat())
    _nights(app, clock, 2)
    with app.app_context(), reading() as session:
        kept = kept_sums(session, canal, MONDAY.date(), MONDAY.date())
    assert (kept[MONDAY.date()].named, kept[MONDAY.date()].patrons) == (2, 2)


def test_months_are_summed_up_and_open_in_a_spreadsheet(app, canal, clock, sols):
    a_morning(app, canal, clock)
    clock.set(datetime(2026, 12, 2, 8, tzinfo=UTC))
    a_hold(app, canal, a_title(app), patron=a_patron(app, card="3"))
    span = "first=2026-11-01&last=2026-12-31"
    november, december = sols(f"/api/report?{span}").get_json()["months"]
    assert (november["first"], november["holds"], november["by_phone"]) == ("2026-11-01", 3, 1)
    assert (november["documents_per_patron"], november["ready"]) == (1.5, 1)
    assert (december["holds"], december["documents_per_patron"]) == (1, 1.0)
    text = sols(f"/api/report/file?{span}&table=months").get_data(as_text=True)
    assert text.startswith("\ufeffMois;Documents demandés;")
    assert text.splitlines()[1].startswith("2026-11;3;1;1,5;1;26,0;")


def _nights(app, clock, count: int) -> None:
    """So many nights go by, each with its work."""
    for _ in range(count):
        clock.move(timedelta(days=1))
        with app.app_context():
            sum_up(clock.now())
            purge(clock.now())


def test_looks_are_counted_by_range_of_call_numbers_by_week_and_by_second_look(
    app, canal, phone, sols
):
    for number, label in enumerate(("843.914 CAM", "848 PER", "R CAM", "R DUR")):
        title = a_title(app, f"Tome {number}")
        a_copy(app, canal, title, f"C-{number}", call_number=label)
        hold = a_hold(app, canal, title)
        a_walk(app, canal, hold)
        if number % 2 == 0:
            phone.do("report_not_found", pick_of(app, hold))
            a_walk(app, canal, hold)
        phone.do("report_found", pick_of(app, hold), {"barcode": f"C-{number}", "how": "camera"})
    seen = report(sols)
    assert [
        (one["begins"], one["found"], one["not_found"], one["rate"]) for one in seen["ranges"]
    ] == [
        ("R C", 1, 1, 0.5),
        ("840", 2, 1, 0.333),
    ]
    assert seen["second_looks"] == {"again": 2, "found": 2}
    (week,) = seen["weeks"]
    assert (week["first"], week["found"], week["not_found"]) == ("2026-11-23", 4, 2)
    ranges = sols(f"/api/report/file?{DAYS}&table=ranges").get_data(as_text=True)
    assert ranges.splitlines()[2] == "Romans;840;2;1;33,3"
    weeks = sols(f"/api/report/file?{DAYS}&table=weeks").get_data(as_text=True)
    assert weeks.splitlines()[1].startswith("2026-11-23;4;")


def test_looks_are_counted_by_the_bay_in_which_a_document_belongs_now(
    app, canal, phone, office, sols
):
    for number, label in enumerate(("R CAM", "R DUR", "R ZOL", "R AAA")):
        title = a_title(app, f"Tome {number}")
        a_copy(app, canal, title, f"C-{number}", call_number=label)
        hold = a_hold(app, canal, title)
        a_walk(app, canal, hold)
        if number == 0:
            found = {"barcode": "C-0", "how": "camera"}
            phone.do("report_found", pick_of(app, hold), found)
        else:
            phone.do("report_not_found", pick_of(app, hold))
    assert report(sols)["bays"] == []
    for position, barcode in enumerate(("C-0", "C-2"), start=1):
        bay = {"bay": f"B-{position}", "floor": "RdC", "range": "B", "position": position}
        assert office.do("survey_bay", "", {**bay, "barcode": barcode})["outcome"] == "applied"
    assert [
        (one["bay"], one["found"], one["not_found"], one["rate"]) for one in report(sols)["bays"]
    ] == [("B-2", 0, 1, 1.0), ("B-1", 1, 1, 0.5)]
    bays = sols(f"/api/report/file?{DAYS}&table=bays").get_data(as_text=True)
    assert bays.splitlines()[1] == "B-2;0;1;100,0"


def test_where_documents_are_put_back_wrong_again_and_again(app, canal, phone, sols):
    title = a_title(app)
    for number in range(3):
        a_copy(app, canal, title, f"C-{number}")
        said = {"barcode": f"C-{number}", "seen": "Z-1", "home": "Z-3"}
        assert phone.do("report_misplaced", "", said)["outcome"] == "applied"
    (spot,) = report(sols)["misplaced"]
    assert spot == {"location": "Romans", "bay": "Z-1", "documents": 3}
    text = sols(f"/api/report/file?{DAYS}&table=misplaced").get_data(as_text=True)
    assert text.splitlines()[1] == "Romans;Z-1;3"


def test_nothing_in_the_report_says_who(app, canal, clock, phone, sols, ada):
    a_morning(app, canal, clock)
    assert "Ada" not in str(report(sols))
    for table in ("days", "weeks", "months", "places", "ranges", "misplaced"):
        assert "Ada" not in sols(f"/api/report/file?{DAYS}&table={table}").get_data(as_text=True)


@pytest.mark.parametrize(
    ("label", "begins"),
    [("843.914 CAM ETR", "840"), ("R CAM", "R C"), ("BD", "BD"), ("", ""), ("J 843", "J 8")],
)
def test_to_which_range_a_label_belongs(label, begins):
    assert range_of(label) == begins


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_at_the_edge_of_the_calendar_is_refused_in_words(office, day):
    answer = office.get(f"/api/report?first={day}&last={day}")
    assert (answer.status_code, answer.get_json()["code"]) == (422, "bad_field")
