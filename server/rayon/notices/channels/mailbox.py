"""The mailbox of a demo library: mail is kept to be read in the app, and goes nowhere."""

from collections.abc import Callable

from rayon import clock
from rayon.database import insert_or, table_of, writing
from rayon.notices.channels.post import Envelope
from rayon.notices.channels.result import Result
from rayon.notices.models import MailboxMail


class Mailbox:
    """Takes every mail at once."""

    def deliver(self, envelope: Envelope, about_to: Callable[[], bool]) -> Result:
        """Keep the mail; the same message is kept once."""
        if not about_to():
            return Result("fenced", "rcpt")
        with writing() as session:
            session.execute(
                insert_or(session, table_of(MailboxMail))
                .values(
                    id=envelope.message_id,
                    branch_id=envelope.branch_id,
                    received_at=clock.now(),
                    to=envelope.recipient,
                    subject=envelope.subject[:200],
                    raw=envelope.mail.decode("ascii"),
                )
                .on_conflict_do_nothing()
            )
        return Result("accepted", "accepted", answer="mailbox")

    def close(self) -> None:
        """Nothing is kept open."""
