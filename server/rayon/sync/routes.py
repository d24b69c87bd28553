"""How phones send what was done and hear what is new."""

from typing import Any

from apiflask import APIBlueprint
from flask import jsonify, request
from flask.typing import ResponseReturnValue

from rayon import clock
from rayon.database import reading
from rayon.holds.action import Judged
from rayon.sentences import sentence
from rayon.staff import access
from rayon.staff.access import allow_device
from rayon.sync.apply import apply
from rayon.sync.changes import news_for
from rayon.sync.envelope import Envelope, read_action, read_envelope
from rayon.sync.installation import epoch_now
from rayon.sync.sender import Sender

routes = APIBlueprint("sync", __name__, url_prefix="/api")


@routes.post("/sync")
@allow_device()
def sync() -> ResponseReturnValue:
    """Take a batch of actions, answer each, and send what this phone has not seen.

    A phone that does not know of a restored backup yet is answered nothing but the new epoch and
    its rows: what it did before the backup has to come first, and that it must send again.
    """
    envelope = read_envelope(request.get_data(cache=False))
    phone = access.device()
    is_up_to_date = envelope.epoch in (None, epoch_now())
    answers = _take(envelope, Sender(phone.id, phone.branch_id)) if is_up_to_date else []
    with reading() as session:
        news = news_for(session, phone.id, phone.branch_id, envelope.epoch, envelope.cursor)
    return jsonify(
        epoch=news.epoch,
        server_time=clock.now().isoformat(),
        outcomes=answers,
        reset=news.reset,
        changes=news.changes,
        cursor=news.cursor,
        more=news.more,
    )


def _take(envelope: Envelope, sender: Sender) -> list[dict[str, Any]]:
    read = [read_action(raw) for raw in envelope.actions]
    # An action of another store came through a copied phone; its ids still make it unique.
    judged = iter(apply([action for action in read if action is not None], sender))
    return [
        _answer(next(judged)) if action is not None else _unreadable(raw)
        for action, raw in zip(read, envelope.actions, strict=True)
    ]


def _answer(judged: Judged) -> dict[str, Any]:
    why = None
    if judged.why:
        why = {"code": judged.why, "text": sentence(judged.why, judged.facts)}
    return {"id": judged.id, "outcome": judged.outcome, "why": why}


def _unreadable(raw: dict[str, Any]) -> dict[str, Any]:
    """It has no place in the log; the phone keeps it and shows it to the person who did it."""
    why = {"code": "bad_action", "text": sentence("bad_action", {})}
    return {"id": raw["id"], "outcome": "quarantined", "why": why}
