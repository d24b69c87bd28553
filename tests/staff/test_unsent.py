"""A phone says how much it has not sent yet; it is kept, and nothing ever waits for it."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, select

from rayon.database import reading, writing_engine
from rayon.staff.models import Device
from rayon.staff.unsent import HEADER
from tests.phones import Phone

TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
QUARTER = {"actions": 3, "seconds": 900}


@pytest.fixture(autouse=True)
def tuesday(clock):
    clock.set(TUESDAY)


def kept(app, phone: Phone) -> tuple[int | None, datetime | None]:
    """How many, and since which minute."""
    with app.app_context(), reading() as session:
        row = session.execute(
            select(Device.unsent, Device.unsent_since).where(Device.id == phone.device)
        ).one()
    since = row.unsent_since
    return row.unsent, since and since.replace(second=0, microsecond=0)


def say(phone: Phone, said: object) -> None:
    phone.unsent = said if isinstance(said, str) else json.dumps(said)
    phone.push()


def test_what_a_phone_has_left_is_kept_with_the_time_of_the_server(app, phone):
    say(phone, QUARTER)
    assert kept(app, phone) == (3, TUESDAY - timedelta(minutes=15))
    say(phone, {"actions": 0, "seconds": 0})
    assert kept(app, phone) == (0, None)


def test_a_phone_of_before_says_nothing_and_syncs(app, phone):
    phone.push()
    assert kept(app, phone) == (None, None)
    say(phone, QUARTER)
    phone.unsent = ""
    phone.push()
    assert kept(app, phone) == (None, None)


UNREADABLE = {
    "no json": "three",
    "no object": 3,
    "nothing in it": {},
    "fewer than none": {"actions": -1, "seconds": 0},
    "not yet": {"actions": 1, "seconds": -1},
    "from before there were phones": {"actions": 1, "seconds": 10**10},
    "more than a column holds": {"actions": 2**31, "seconds": 0},
    "a text": {"actions": "3", "seconds": 900},
    "true": {"actions": True, "seconds": 900},
    "a field too many": {**QUARTER, "who": "Ada"},
    "no number": '{"actions": NaN, "seconds": 0}',
    "deep": "[" * 5000,
}


@pytest.mark.parametrize("said", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_nothing_said(app, phone, said):
    say(phone, QUARTER)
    phone.unsent = said if isinstance(said, str) else json.dumps(said)
    (outcome,) = phone.push(phone.record("look_later", "nowhere"))["outcomes"]
    assert outcome["outcome"] == "refused"
    assert kept(app, phone) == (None, None)


def test_the_same_again_is_not_written_again(app, phone, clock):
    say(phone, QUARTER)
    with app.app_context():
        engine = writing_engine()
        words: list[str] = []
        event.listen(engine, "before_cursor_execute", lambda *args: words.append(args[2]))
        clock.move(timedelta(seconds=30))
        say(phone, {"actions": 3, "seconds": 925})
        assert not [one for one in words if "UPDATE device" in one]
        say(phone, {"actions": 4, "seconds": 925})
        assert [one for one in words if "UPDATE device" in one]


def test_the_app_says_it_where_it_is_looked_for():
    exchange = Path(__file__).resolve().parents[2] / "pwa/src/sync/exchange.ts"
    assert f'"{HEADER}":' in exchange.read_text(encoding="utf-8")


def test_what_is_not_taken_in_is_not_said_to_have_left(app, phone):
    """A phone from before a restored backup: its batch is not even judged."""
    say(phone, QUARTER)
    phone.epoch = "before"
    say(phone, {"actions": 0, "seconds": 0})
    assert kept(app, phone) == (3, TUESDAY - timedelta(minutes=15))
