"""A phone that was away all day and whose answers get lost: the same 200 actions, fifty times."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from apiflask import APIFlask
from sqlalchemy import func, select

from rayon.database import reading
from rayon.holds.models import HoldEvent
from rayon.sync.models import ActionRow
from tests.bench.morning import Picker, fill
from tests.phones import Phone


def test_two_hundred_actions_sent_fifty_times_have_two_hundred_effects(app):
    with app.app_context():
        day = fill(phones=1, behind=0, ahead=200)
    (ada,) = day.pickers
    batch = ada.actions(200)
    body = {"store": ada.store, "epoch": day.epoch, "cursor": int(ada.cursor), "actions": batch}

    with ThreadPoolExecutor(8) as connections:
        answers = list(connections.map(lambda _: _sent(app, ada, body), range(50)))

    told = Counter(outcome["outcome"] for answer in answers for outcome in answer["outcomes"])
    assert told == {"applied": 200, "duplicate": 49 * 200}
    assert _counted(app, ActionRow) == 200
    # Of twenty deeds eighteen move a hold: one is left for later, one is seen by chance.
    assert _counted(app, HoldEvent) == 180


def _sent(app: APIFlask, picker: Picker, body: dict[str, Any]) -> dict[str, Any]:
    """The answer of one sync; a phone whose server is busy sends again."""
    phone = Phone(app.test_client(), picker.credential, picker.device)
    while (answer := phone.post("/api/sync", body)).status_code == 503:
        assert answer.headers["Retry-After"]
    told: dict[str, Any] = json.loads(answer.data)
    return told


def _counted(app: APIFlask, model: Any) -> int:
    with app.app_context(), reading() as session:
        return session.execute(select(func.count()).select_from(model)).scalar_one()
