"""The demo's mailbox, and the calls to make."""

from email import message_from_string, policy
from typing import Any

from apiflask import APIBlueprint
from flask import jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from rayon.database import reading
from rayon.errors import Refusal
from rayon.notices.models import MailboxMail
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


@routes.get("/mailbox/<mail_id>")
@allow("supervisor")
def one_mail(mail_id: str) -> ResponseReturnValue:
    """One mail as its reader sees it, in plain text."""
    with reading() as session:
        mail = session.get(MailboxMail, mail_id)
        if mail is None or mail.branch_id != person().branch_id:
            raise Refusal("not_found", status=404)
        return jsonify(**_line(mail), text=_plain_text(mail.raw))


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
