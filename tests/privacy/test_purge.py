"""Nothing is kept past its date, whatever happens in a library."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from rayon import diary
from rayon.catalogue.models import Item
from rayon.database import Base, reading, writing
from rayon.holds.searching import REVIVED_WITHIN
from rayon.ids import new_id
from rayon.ils.models import IlsTask
from rayon.notices.models import Message, Notice
from rayon.privacy import jobs
from rayon.privacy import purge as purging
from rayon.privacy.purge import past_their_date as counts_past_date
from rayon.privacy.purge import purge
from rayon.privacy.retention import RULES, BadRetention, days_kept
from rayon.sync.models import ActionRow
from rayon.sync.perform import perform_all
from tests.builders import a_copy, a_title
from tests.notices.stories import Library
from tests.people import a_person
from tests.phones import a_phone
from tests.privacy import a_day
from tests.privacy.limits import everything, past_their_date

DAYS = 500
#: Busy for three weeks, then closed for works.
BUSY = 20


@pytest.fixture
def busy(library: Library) -> Library:
    """A library with a colleague, a device and a book."""
    a_copy(library.app, library.canal, a_title(library.app), "30000000000001")
    a_phone(library.app, library.canal, a_person(library.app, library.canal, "Ada", "picker"))
    return library


def test_on_45_nights_nothing_is_found_past_its_date(busy):
    live_through(busy, nights=45)


@pytest.mark.full
def test_on_500_nights_nothing_is_found_past_its_date(busy):
    live_through(busy, nights=DAYS)
    assert a_day.CANARY not in everything()


def test_without_the_purge_every_kind_of_row_would_be_found(busy):
    a_day.goes_by(busy.canal, 0)
    busy.clock.move(timedelta(days=DAYS))
    assert len(past_their_date(busy.clock.now())) == 34
    assert a_day.CANARY in everything()


def test_every_rule_finds_its_row_and_a_dry_run_changes_nothing(busy):
    a_day.goes_by(busy.canal, 0)
    busy.clock.move(timedelta(days=DAYS))
    found = counts_past_date(busy.clock.now())
    # Notice and patrons wait until no hold and no loan names them any more; none was unfilled;
    # sums due are kept for longer than that.
    not_found = {what for what, count in found.items() if not count}
    assert not_found == {"notices", "patrons", "unfilled_links", "sums_due"}
    assert counts_past_date(busy.clock.now()) == found


def test_purging_twice_is_the_same_as_once(busy):
    for day in range(4):
        a_day.goes_by(busy.canal, day)
    # Sums due are kept longest: two years after their month was closed.
    busy.clock.move(timedelta(days=800))
    first = purge(busy.clock.now())
    once = everything()
    assert all(first[rule.what] for rule in RULES)
    assert not any(purge(busy.clock.now()).values())
    assert everything() == once


def test_a_fresh_day_loses_nothing_but_calls_that_are_over(busy):
    a_day.goes_by(busy.canal, 0)
    before = sizes()
    gone = {what for what, count in purge(busy.clock.now()).items() if count}
    assert gone == {"calls_made"}
    assert {name for name, size in sizes().items() if size != before[name]} == {"phone_call"}


def test_more_than_a_batch_is_forgotten_in_one_night(busy, monkeypatch):
    monkeypatch.setattr(purging, "BATCH", 3)
    for day in range(10):
        a_day.goes_by(busy.canal, day)
    busy.clock.move(timedelta(days=8))
    assert purge(busy.clock.now())["orders_refused"] == 10


def test_a_hold_that_goes_on_keeps_its_patron_and_what_was_told(library, ana):
    hold = library.hold(ana)
    library.fetched(hold)
    library.run()
    library.clock.move(timedelta(days=60))
    purge(library.clock.now())
    assert library.row(hold).patron_id == ana
    library.run()
    assert library.state_of(hold) == [("ready", "email", "told")]


def test_a_week_after_ana_took_it_home_nothing_says_whose_it_was(library, ana):
    hold = library.hold(ana)
    library.fetched(hold)
    library.run()
    library.change(hold, status="handed_over", fact_at=library.clock.now())
    library.clock.move(timedelta(days=6, hours=23))
    assert purge(library.clock.now())["patron_links"] == 0
    library.clock.move(timedelta(hours=2))
    assert purge(library.clock.now())["patron_links"] == 1
    with reading() as session:
        assert session.scalars(select(Notice.patron_id)).all() == [None]
        assert session.scalars(select(Message.patron_id)).all() == [None]
        (asked,) = session.scalars(select(ActionRow).where(ActionRow.name == "place_hold"))
    assert (asked.payload["patron"], asked.body_hash) == (None, "")


def test_a_document_that_turns_up_never_wakes_a_hold_that_names_nobody():
    assert days_kept({})["unfilled_links"] >= REVIVED_WITHIN.days


def test_a_loan_that_nobody_has_keyed_yet_names_its_patron_a_month_longer(busy, ana):
    hold = busy.hold(ana)
    busy.change(hold, status="handed_over", fact_at=busy.clock.now())
    with writing() as session:
        book = session.scalars(select(Item.id)).first()
        lent = {"kind": "loan", "branch_id": busy.canal, "hold_id": hold, "item_id": book}
        session.add(IlsTask(id=new_id(), at=busy.clock.now(), **lent))
    busy.clock.move(timedelta(days=36))
    purge(busy.clock.now())
    assert busy.row(hold).patron_id == ana
    busy.clock.move(timedelta(days=2))
    purge(busy.clock.now())
    assert busy.row(hold).patron_id is None


def test_a_call_that_nobody_made_is_given_up_and_the_board_knows(library):
    bea = library.patron("Béa", email="")
    hold = library.hold(bea)
    library.fetched(hold)
    library.run()
    library.clock.move(timedelta(days=8))
    purge(library.clock.now())
    assert library.calls() == []
    assert library.state_of(hold)[-1] == ("ready", "phone", "failed")
    assert library.why(hold) == "not_reached"


def test_notices_go_on_working_after_a_hold_was_cut_from_its_patron(library, ana):
    lost, kept = library.hold(ana, "Dune"), library.hold(ana, "Emma")
    walk = library.walk(lost, kept)
    library.not_there(lost)
    library.found(kept)
    library.finish(walk)
    library.done("give_up", lost)
    library.settle()
    library.run()
    library.clock.move(timedelta(days=31))
    purge(library.clock.now())
    assert library.row(lost).patron_id is None
    library.run()
    assert library.state_of(kept) == [("ready", "email", "told")]
    assert library.mails() == []


def test_the_diary_keeps_35_days(library):
    diary.write({"what": "revoked", "device": "gone"})
    library.clock.move(timedelta(days=34))
    purge(library.clock.now())
    assert len(list(diary.read(diary.folder()))) == 1
    library.clock.move(timedelta(days=2))
    purge(library.clock.now())
    assert list(diary.read(diary.folder())) == []


def test_a_library_may_keep_less_but_never_more_than_the_limit():
    assert days_kept({"patron_links": 2})["patron_links"] == 2
    with pytest.raises(BadRetention, match="0 to 120"):
        days_kept({"patron_links": 121})
    with pytest.raises(BadRetention, match="patron_links"):
        days_kept({"everything": 1})


def test_shifts_are_kept_for_as_long_as_a_phone_may_be_away():
    assert days_kept({})["shifts"] == 100
    assert (days_kept({"shifts": 0})["shifts"], days_kept({"shifts": 95})["shifts"]) == (90, 95)
    with pytest.raises(BadRetention, match="90 to 365"):
        days_kept({"shifts": 366})


@pytest.mark.parametrize("chosen", [{}, {"shifts": 0}])
def test_what_a_phone_recorded_three_months_ago_counts(library, ana, chosen):
    settings = library.app.config["RAYON"]
    library.app.config["RAYON"] = settings.model_copy(update={"retention": chosen})
    phone = a_phone(
        library.app, library.canal, a_person(library.app, library.canal, "Ada", "picker")
    )
    dune = library.hold(ana, "Dune")
    library.walk(dune)
    seen = {"barcode": library.barcodes[dune], "how": "camera"}
    found = phone.record("report_found", library.picks[dune], seen)
    library.clock.move(timedelta(days=90))
    purge(library.clock.now())
    assert phone.push(found)["outcomes"][0]["outcome"] == "applied"
    assert library.row(dune).status == "found"


def live_through(busy: Library, nights: int) -> None:
    """Day by day; every morning somebody looks for what should not be there."""
    for day in range(nights):
        if day < BUSY:
            a_day.goes_by(busy.canal, day)
        busy.clock.move(timedelta(days=1))
        jobs.run(busy.clock.now(), perform_all)
        assert past_their_date(busy.clock.now()) == [], f"day {day}"


def sizes() -> dict[str, int]:
    """How many rows each table has."""
    with reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }
