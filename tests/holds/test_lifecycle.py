"""The table, and its copy on the phones."""

import json
from pathlib import Path

from rayon.holds.lifecycle import (
    CLOSED_STATUSES,
    IN_HAND,
    LIFECYCLE,
    OPEN_STATUSES,
    as_json,
    next_status,
)

ON_PHONES = Path(__file__).parents[2] / "pwa/src/picking/lifecycle.json"
STATUSES = {*OPEN_STATUSES, *CLOSED_STATUSES}


def test_the_phones_have_the_same_table():
    told = "run `rayon lifecycle json --output pwa/src/picking/lifecycle.json`"
    assert json.loads(ON_PHONES.read_text()) == as_json(), told


def test_the_command_writes_what_the_phones_have(app, tmp_path):
    file = tmp_path / "lifecycle.json"
    result = app.test_cli_runner().invoke(args=["lifecycle", "json", "--output", str(file)])
    assert result.exit_code == 0
    assert file.read_text() == ON_PHONES.read_text()


def test_every_status_is_known_and_can_be_reached():
    named = {status for status, _step in LIFECYCLE} | set(LIFECYCLE.values())
    assert named == STATUSES
    assert set(LIFECYCLE.values()) >= STATUSES - {"open"}


def test_every_open_hold_can_be_cancelled_and_no_step_leads_nowhere():
    assert all(next_status(status, "cancel") == "cancelled" for status in OPEN_STATUSES)
    assert set(IN_HAND) < set(OPEN_STATUSES)
    assert next_status("handed_over", "find") is None
