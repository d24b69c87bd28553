"""The samples that phones are tested with are what the server takes."""

import json
from datetime import date
from pathlib import Path

import pytest

from rayon import clock
from rayon.database import writing
from rayon.delivery.models import Delivery, Door, Parcel
from rayon.ids import new_id
from rayon.rounds.models import CartRound, Neighbourhood
from rayon.sync.envelope import read_action
from rayon.sync.handlers import HANDLERS
from tests.builders import a_copy, a_selection, a_slot, a_title, the_server_does
from tests.phones import a_phone

SAMPLES = sorted((Path(__file__).parents[1] / "samples/actions").glob("*.json"))
WALK, PICK = "0198f3a0-0000-7000-8000-0000000000a1", "0198f3a0-0000-7000-8000-0000000000b1"
PARCEL, HOME = "0198f3a0-0000-7000-8000-0000000000d1", "0198f3a0-0000-7000-8000-0000000000d2"
DONE = "0198f3a0-0000-7000-8000-0000000000c1"
RIDE, QUAI = "0198f3a0-0000-7000-8000-0000000000f1", "0198f3a0-0000-7000-8000-0000000000f2"
HOLD, SLOT = "0198f3a0-0000-7000-8000-0000000000e1", "0198f3a0-0000-7000-8000-0000000000e2"
FOUND = {"barcode": "31234000123453", "how": "camera"}

#: What has to have happened before, and the outcome that is meant.
BEFORE = {
    "claim_walk": ([], "applied"),
    "pause_walk": (["claim_walk"], "applied"),
    "resume_walk": (["claim_walk", "pause_walk"], "applied"),
    "finish_walk": (["claim_walk"], "applied"),
    "report_found": ([], "applied"),
    "choose_item": ([], "applied"),
    "report_not_found": ([], "applied"),
    "report_unusable": ([], "applied"),
    "look_later": ([], "applied"),
    "report_seen": ([], "applied"),
    "undo": (["look_later"], "applied"),
    "report_misplaced": ([], "applied"),
    "survey_bay": ([], "applied"),
    "survey_shelf": ([], "applied"),
    "move_bay_start": ([], "superseded"),
    "remove_bay": ([], "applied"),
    "put_on_bay": ([], "applied"),
    "load_parcel": ([], "applied"),
    "deliver_parcel": ([], "applied"),
    "report_absent": ([], "applied"),
    "report_refused": ([], "applied"),
    "report_wrong_address": ([], "applied"),
    "report_incident": ([], "applied"),
    "shelve": (["report_found"], "applied"),
    "send_on": (["report_found"], "refused"),
    "receive": (["report_found"], "superseded"),
    "take_off": (["report_found"], "superseded"),
    "reshelve": ([], "superseded"),
    "hand_over": (["report_found"], "applied"),
    "report_missing": (["report_found"], "applied"),
    "load_document": ([], "refused"),
    "lend_document": ([], "applied"),
    "take_back_document": ([], "applied"),
    "leave_stop": ([], "applied"),
    "report_late": ([], "superseded"),
    "report_rain": ([], "superseded"),
    "unload_document": ([], "superseded"),
    "end_round": ([], "applied"),
    "note_wish": ([], "applied"),
    "register_patron": ([], "applied"),
    "reserve_for_next": ([], "refused"),
}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_an_action_as_it_comes_in(path):
    action = read_action(json.loads(path.read_text()))
    assert action is not None and action.name == path.stem
    HANDLERS[action.name].payload.model_validate(action.payload)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_applied(app, canal, ada, sol, path):
    sample = json.loads(path.read_text())
    is_pickers = "picker" in HANDLERS[sample["name"]].roles
    phone = a_phone(app, canal, ada if is_pickers else sol)
    _stage(app, canal, phone, sample["name"])
    earlier, meant = BEFORE[sample["name"]]
    first = [
        {**phone.record(name, _subject(name), _said(name)), "id": _id_for(sample)}
        for name in earlier[-1:]
    ]
    for name in earlier[:-1]:
        phone.do(name, _subject(name))
    mine = {"store": phone.store, "number": 9, "by": phone.by, "shift": phone.shift}
    answer = phone.push(*first, {**sample, **mine})
    assert answer["outcomes"][-1]["outcome"] == meant, answer["outcomes"]


def _stage(app, canal, phone, name):
    """The walk and the pick that samples name, with the copy they scan."""
    title = a_title(app)
    copy = a_copy(app, canal, title, "31234000123453")
    hold = a_selection(app, canal) if name == "choose_item" else _hold(app, canal, title)
    a_slot(app, canal, id=SLOT)
    line = {"id": PICK, "hold": hold, "item": None if name == "choose_item" else copy}
    plan = {"branch": canal, "name": "Romans", "day": "2026-11-24"}
    the_server_does(app, "plan_walk", WALK, {**plan, "picks": [{**line, "position": 10}]})
    table = {"bay": "TABLE-1", "kind": "display_table", "floor": "Rez-de-chaussée"}
    bays = [{**table, "ends_on": "2099-12-24"}]
    floor = {"branch": canal, "floors": {"Rez-de-chaussée": 0}, "bays": bays}
    the_server_does(app, "draw_floor", "", floor)
    _stage_a_parcel(app, canal)
    _stage_a_round(app, canal)


def _stage_a_round(app, canal):
    """A round of the bike cart, under the id that samples name."""
    at, here = clock.now(), {"branch_id": canal}
    rule = {"bike": "1", "rule": "FREQ=WEEKLY", "in_breaks": False, "first_day": date(2020, 1, 1)}
    with app.app_context(), writing() as session:
        session.add(Neighbourhood(id=QUAI, code="quai", name="Quai", changed_at=at, **rule, **here))
        session.flush()
        ride = {"neighbourhood_id": QUAI, "day": at.date(), "begun_at": at}
        session.add(CartRound(id=RIDE, **ride, **here))


def _stage_a_parcel(app, canal):
    """A packed parcel, under the id that samples name."""
    at = clock.now()
    until = {"day": at.date(), "closes_at": at, "cancel_until": at, "ordered_at": at}
    door = {"bell": "Petit", "line": "12 Rue Voltaire", "postcode": "92300", "town": "Levallois"}
    known = {"is_known": True, "phone": "+33639980001", "account": "FAC-1", "written_at": at}
    here = {"id": HOME, "branch_id": canal}
    with app.app_context(), writing() as session:
        session.add(Door(**here, **door, **known))
        session.add(Delivery(**here, **until, fee_cents=500, agreed="read"))
        session.flush()
        packed = {"number": "COLSAMPLE22", "status": "closed", "day": at.date()}
        session.add(Parcel(id=PARCEL, delivery_id=HOME, branch_id=canal, **packed))


def _hold(app, canal, title):
    asked = {"source": "test", "reference": "1", "title": title, "pickup_branch": canal}
    the_server_does(app, "place_hold", HOLD, {**asked, "asked_at": "2026-11-24T08:00:00Z"})
    return HOLD


def _said(name):
    return FOUND if name == "report_found" else {}


def _subject(name):
    return WALK if name.endswith("_walk") else PICK


def _id_for(sample):
    return DONE if sample["name"] == "undo" else new_id()
