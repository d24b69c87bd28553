"""How phones send what was done and hear what is new."""

from collections.abc import Sequence
from typing import Any

import structlog
from apiflask import APIBlueprint
from flask import jsonify, request
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict, Field

from rayon import clock
from rayon.database import one_view
from rayon.holds.action import Deed, Judged, line_id
from rayon.sentences import in_each_language, sentence
from rayon.staff import access
from rayon.staff.access import Enrolled, allow, allow_device, person
from rayon.staff.unsent import HEADER, note_unsent, read_unsent
from rayon.strict_json import is_surely_storable
from rayon.sync.apply import apply
from rayon.sync.batch import Batch
from rayon.sync.changes import HEADER as READS
from rayon.sync.changes import STATES, Reader, news_for
from rayon.sync.envelope import MOST_ACTIONS, read_action, read_envelope, why_unreadable
from rayon.sync.outbox_file import LARGEST, read_outbox_file
from rayon.sync.perform import perform_all
from rayon.sync.recorded import Recorded
from rayon.sync.sender import Sender
from rayon.sync.turns import computing

routes = APIBlueprint("sync", __name__, url_prefix="/api")
log = structlog.get_logger()

#: As much of an id as tells actions of one phone apart in the server's own log.
SHORT_ID = 13


class FileIn(BaseModel):
    """A file as a phone saved it."""

    model_config = ConfigDict(extra="forbid")
    file: str = Field(max_length=LARGEST)


@routes.before_request
def _room_for_a_file() -> None:
    """Before the body is read; quotes take two bytes there. Others keep the usual limit."""
    if request.endpoint == "sync.bring_in":
        request.max_content_length = 2 * LARGEST


@routes.post("/sync")
@allow_device()
def sync() -> ResponseReturnValue:
    """Take a batch of actions, answer each, and send what this phone has not seen.

    A phone that does not know of a restored backup yet is answered nothing but the new epoch and
    its rows: what it did before the backup has to come first, and that it must send again.
    """
    body = request.get_data(cache=False)
    phone = access.device()
    envelope = read_envelope(body)
    read = _read(envelope.actions, surely_storable=is_surely_storable(body))
    _note_unreadable(phone, envelope.actions, read)
    judged = _apply(read, Sender(phone.id, phone.branch_id), envelope.epoch)
    reader = Reader(phone.id, phone.branch_id, request.headers.get(READS) == STATES)
    with computing(), one_view() as connection:
        news = news_for(connection, reader, envelope.epoch, envelope.cursor)
        is_up_to_date = envelope.epoch in (None, news.epoch)
        if envelope.epoch == news.epoch and envelope.cursor > news.cursor:
            log.error("older than what a phone has seen: run rayon after-restore", device=phone.id)
        answer = jsonify(
            epoch=news.epoch,
            server_time=clock.now().isoformat(),
            outcomes=_answers(envelope.actions, read, judged) if is_up_to_date else [],
            reset=news.reset,
            changes=news.changes,
            cursor=news.cursor,
            more=news.more,
        )
    if is_up_to_date:
        note_unsent(phone, read_unsent(request.headers.get(HEADER, "")), clock.now())
    return answer


@routes.post("/outbox-file")
@allow("supervisor")
@routes.input(FileIn, arg_name="body")
def bring_in(body: FileIn) -> ResponseReturnValue:
    """Take in what a phone saved as a file: each action is judged as if that phone had sent it."""
    supervisor = person()
    found = read_outbox_file(body.file, supervisor.branch_id)
    sender = Sender(found.device.id, found.device.branch_id)
    answers: list[dict[str, Any]] = []
    for start in range(0, len(found.actions), MOST_ACTIONS):
        said = found.actions[start : start + MOST_ACTIONS]
        read = _read(said)
        answers += _answers(said, read, _apply(read, sender))
    by = supervisor.author.staff_id
    log.info("outbox file", device=found.device.id, by=by, actions=len(answers))
    return jsonify(phone=found.device.name, outcomes=answers)


def _read(
    actions: Sequence[dict[str, Any]], *, surely_storable: bool = False
) -> list[Recorded | None]:
    return [read_action(raw, surely_storable=surely_storable) for raw in actions]


def _note_unreadable(
    phone: Enrolled, actions: Sequence[dict[str, Any]], read: Sequence[Recorded | None]
) -> None:
    """These are in no log of what was done: a line for whoever runs the server, and one a day for a
    supervisor, since the phone alone has them.
    """
    lost = [raw for raw, action in zip(actions, read, strict=True) if action is None]
    if not lost:
        return
    first = lost[0]["id"][:SHORT_ID]
    why = why_unreadable(lost[0])
    log.warning("unreadable actions", device=phone.id, actions=len(lost), first=first, why=why)
    about = {"subject_kind": "device", "subject_id": phone.id}
    line = {"branch": phone.branch_id, "kind": "unreadable", **about}
    day = clock.now().date().isoformat()
    perform_all([Deed("open_trouble", line_id("unreadable", phone.id, day), line)])


def _apply(
    read: Sequence[Recorded | None], sender: Sender, epoch: str | None = None
) -> list[Judged]:
    # An action of another store came through a copied phone; its ids still make it unique.
    return apply(Batch([action for action in read if action is not None], sender, epoch))


def _answers(
    actions: Sequence[dict[str, Any]], read: Sequence[Recorded | None], judged: Sequence[Judged]
) -> list[dict[str, Any]]:
    told = iter(judged)
    return [
        _answer(next(told)) if action is not None else _unreadable(raw)
        for action, raw in zip(read, actions, strict=True)
    ]


def _answer(judged: Judged) -> dict[str, Any]:
    why = _why(judged.why, judged.facts) if judged.why else None
    return {"id": judged.id, "outcome": judged.outcome, "why": why}


def _why(code: str, facts: dict[str, Any]) -> dict[str, Any]:
    return {
        "code": code,
        "text": sentence(code, facts),
        "texts": in_each_language(code, facts),
    }


def _unreadable(raw: dict[str, Any]) -> dict[str, Any]:
    """It has no place in the log; the phone keeps it and shows it to the person who did it."""
    return {"id": raw["id"], "outcome": "quarantined", "why": _why("bad_action", {})}
