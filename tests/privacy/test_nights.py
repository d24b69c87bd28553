"""The nightly purge runs once a night, on however many hosts, and catches up once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from rayon import diary
from rayon.database import reading
from rayon.privacy import jobs
from rayon.sync.models import Due
from rayon.sync.perform import perform_all

#: Ten in the evening in Paris, the last day of a month.
EVENING = datetime(2026, 11, 30, 21, 0, tzinfo=UTC)


@pytest.fixture
def runs(in_app, clock, monkeypatch) -> list[str]:
    """What the job did, in order, from that evening on; that day's night is done."""
    done: list[str] = []
    monkeypatch.setattr(jobs, "purge", lambda _now: done.append("purge"))
    monkeypatch.setattr(jobs, "compare", lambda _now, _perform: done.append("compare"))
    monkeypatch.setattr(jobs.sqlite_file, "vacuum", lambda: done.append("vacuum"))
    clock.set(EVENING)
    jobs.run(clock.now(), perform_all)
    done.clear()
    return done


def test_it_runs_once_in_the_night_and_the_file_is_built_anew_on_the_first(runs, clock):
    for _hour in range(24):
        clock.move(timedelta(hours=1))
        jobs.run(clock.now(), perform_all)
    assert runs == ["purge", "compare", "vacuum"]


def test_missed_nights_are_caught_up_once(runs, clock):
    clock.move(timedelta(days=10))
    assert jobs.run(clock.now(), perform_all) == 3
    assert jobs.run(clock.now(), perform_all) == 0
    assert runs == ["purge", "compare", "vacuum"]


def test_while_one_host_is_at_it_another_leaves_it_alone(runs, clock, monkeypatch):
    clock.move(timedelta(hours=6))
    second_host: list[int] = []
    monkeypatch.setattr(jobs, "purge", lambda now: second_host.append(jobs.run(now, perform_all)))
    jobs.run(clock.now(), perform_all)
    # The second host had the comparing and the vacuum of the month left to do.
    assert second_host == [2]


def test_a_host_that_dies_at_it_is_taken_over_an_hour_later(runs, clock, monkeypatch):
    clock.move(timedelta(hours=6))
    with monkeypatch.context() as dying, pytest.raises(SystemExit):
        dying.setattr(jobs, "purge", lambda _now: exit("killed"))
        jobs.run(clock.now(), perform_all)
    clock.move(timedelta(minutes=30))
    jobs.run(clock.now(), perform_all)
    assert runs == ["compare", "vacuum"]
    clock.move(timedelta(minutes=31))
    jobs.run(clock.now(), perform_all)
    assert runs == ["compare", "vacuum", "purge"]


def test_a_night_is_one_row_however_often_it_is_asked(runs):
    with reading() as session:
        assert len(session.scalars(select(Due).where(Due.name == "purge")).all()) == 1


def test_every_host_cuts_its_own_diary_though_another_one_purges(runs, clock):
    clock.move(timedelta(hours=6))
    jobs.run(clock.now(), perform_all)
    old, kept = a_day_file(clock, 36), a_day_file(clock, 35)
    runs.clear()
    # The second host finds the night done.
    jobs.run(clock.now(), perform_all)
    assert runs == []
    assert not old.exists() and kept.exists()


def test_a_host_that_runs_no_jobs_cuts_its_diary_with_the_first_line_of_a_day(in_app, clock):
    old, kept = a_day_file(clock, 36), a_day_file(clock, 35)
    diary.write({"what": "left", "subscription": "s1"})
    assert not old.exists() and kept.exists()


def a_day_file(clock, days: int) -> Path:
    """What this host has written so many days ago."""
    diary.folder().mkdir(exist_ok=True)
    file = diary.folder() / f"{(clock.now() - timedelta(days=days)).date().isoformat()}.jsonl"
    file.write_text("{}\n")
    return file
