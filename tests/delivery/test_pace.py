"""How a round is getting on: when it ends at the pace so far, and what the supervisor reads."""

from datetime import UTC, datetime, timedelta

import pytest

from rayon.delivery.pace import expected_end
from tests.people import a_person
from tests.phones import a_phone

FOUR = datetime(2026, 11, 24, 15, tzinfo=UTC)


def minutes(*many):
    return [FOUR + timedelta(minutes=one) for one in many]


@pytest.mark.parametrize(
    ("ended", "left", "now", "ends"),
    [
        ((), 4, 0, None),
        ((5,), 4, 6, None),
        ((5, 15), 0, 16, None),
        ((5, 15), 3, 16, 45),
        ((15, 5, 10), 4, 16, 35),
        # Nothing was heard for an hour: the last stop is not reached in the past.
        ((5, 15), 3, 75, 75),
        # A phone that had no network for long says all at once.
        ((60, 60, 60), 3, 61, 61),
    ],
)
def test_the_last_stop_is_expected_at_the_pace_so_far(ended, left, now, ends):
    expected = expected_end(minutes(*ended), left, *minutes(now))
    assert expected == (None if ends is None else minutes(ends)[0])


def test_a_supervisor_reads_which_stop_was_heard_of_last_and_what_is_late(
    app, canal, afternoon, clock
):
    parcels = [afternoon.loaded(afternoon.order()) for _ in range(3)]
    path = "/api/delivery/day?day=2026-11-24"
    before = afternoon.desk.get(path).get_json()
    assert (before["last"], before["left"], before["expected"]) == (None, 3, None)
    clock.set(FOUR + timedelta(minutes=30))
    dana = a_phone(app, canal, a_person(app, canal, "Dana on Tuesday", "desk", "supervisor"))
    dana.do("report_absent", parcels[0])
    clock.move(timedelta(hours=3))
    dana.do("deliver_parcel", parcels[1], {"to": "patron"})
    said = dana.get(path).get_json()
    assert (said["left"], said["last"]["name"], said["is_late"]) == (1, "Lou Petit", False)
    assert said["expected"][:16] == "2026-11-24T21:30"
