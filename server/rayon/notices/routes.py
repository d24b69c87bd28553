"""The demo's mailbox, the calls to make, and mails whose fate nobody knows."""

from email import message_from_string, policy
from typing import Any, Literal
from uuid import UUID

from apiflask import APIBlueprint
from flask import jsonify
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from rayon import clock
from rayon.database import reading
from rayon.errors import Refusal
from rayon.notices import outcomes
from rayon.notices.channels import paper_letter, phone_list
from rayon.notices.channels.phone_list import CallResult
from rayon.notices.models import MailboxMail, Message
from rayon.staff.access import allow, person

routes = APIBlueprint("notices", __name__, url_prefix="/api")


@routes.get("/mailbox")
@allow("supervisor")
def mailbox() -> ResponseReturnValue:
    """Mails of a demo library, newest first."""
    with reading() as session:
        mails = session.scalars(
            select(MailboxMail)
            .where(MailboxMail.branch_id == person().branch_id)
            .order_by(MailboxMail.received_at.desc(), MailboxMail.id)
            .limit(200)
        )
        return jsonify(mails=[_line(mail) for mail in mails])


@routes.get("/mailbox/<uuid:mail_id>")
@allow("supervisor")
def one_mail(mail_id: UUID) -> ResponseReturnValue:
    """One mail as its reader sees it, in plain text."""
    with reading() as session:
        mail = session.get(MailboxMail, str(mail_id))
        if mail is None or mail.branch_id != person().branch_id:
            raise Refusal("not_found", status=404)
        return jsonify(**_line(mail), text=_plain_text(mail.raw))


class CallIn(BaseModel):
    """How a call went."""

    model_config = ConfigDict(extra="forbid")
    result: CallResult
    notices: list[int] = Field(default_factory=list, max_length=200)


class PostedIn(BaseModel):
    """Which notices the letter told that was posted."""

    model_config = ConfigDict(extra="forbid")
    notices: list[int] = Field(max_length=200)


class FateIn(BaseModel):
    """What to do with a mail that may or may not have arrived."""

    model_config = ConfigDict(extra="forbid")
    choice: Literal["resend", "consider_told"]


@routes.get("/calls")
@allow("desk", "supervisor")
def calls() -> ResponseReturnValue:
    """Whom to call, and what to say."""
    listed = phone_list.list_calls(person().branch_id, str(get_locale()), clock.now())
    return jsonify(calls=listed)


@routes.post("/calls/<uuid:call_id>/result")
@allow("desk", "supervisor")
@routes.input(CallIn, arg_name="body")
def call_result(call_id: UUID, body: CallIn) -> ResponseReturnValue:
    """Write down how a call went."""
    phone_list.record_call(str(call_id), person().branch_id, body.result, clock.now(), body.notices)
    return jsonify(call=str(call_id), result=body.result)


@routes.get("/letters")
@allow("desk", "supervisor")
def letters() -> ResponseReturnValue:
    """To whom a letter is owed, after three calls in vain."""
    return jsonify(letters=paper_letter.list_letters(person().branch_id))


@routes.post("/letters/<uuid:call_id>/posted")
@allow("desk", "supervisor")
@routes.input(PostedIn, arg_name="body")
def posted(call_id: UUID, body: PostedIn) -> ResponseReturnValue:
    """The letter was printed and is in the post: its patron is told."""
    paper_letter.record_posted(str(call_id), person().branch_id, body.notices, clock.now())
    return jsonify(letter=str(call_id))


@routes.post("/messages/<uuid:message_id>/fate")
@allow("supervisor")
@routes.input(FateIn, arg_name="body")
def message_fate(message_id: UUID, body: FateIn) -> ResponseReturnValue:
    """Decide about a mail whose server fell silent: never done without a person."""
    with reading() as session:
        message = session.get(Message, str(message_id))
        if message is None or message.branch_id != person().branch_id:
            raise Refusal("not_found", status=404)
    decide = outcomes.resend if body.choice == "resend" else outcomes.consider_told
    decide(str(message_id), clock.now())
    return jsonify(message=str(message_id), choice=body.choice)


def _line(mail: MailboxMail) -> dict[str, Any]:
    return {
        "id": mail.id,
        "received_at": mail.received_at.isoformat(),
        "to": mail.to,
        "subject": mail.subject,
    }


def _plain_text(raw: str) -> str:
    message = message_from_string(raw, policy=policy.default)
    body = message.get_body(preferencelist=("plain",))
    return str(body.get_content()) if body else ""
