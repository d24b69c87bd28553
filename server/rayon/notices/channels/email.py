"""A letter as a mail: headers, plain text, and the same in HTML."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from io import BytesIO

import segno

from rayon.config import Settings
from rayon.notices.channels.addresses import usable
from rayon.notices.channels.post import Envelope
from rayon.notices.channels.sender_address import sender_address
from rayon.notices.letters import Addressed
from rayon.notices.rendering import render

#: What a scan reads before the code itself, so that a phone knows what it is without a network.
CODE_PREFIX = "PICKUP:"
# Long headers stay whole: folded ones come out garbled in some mail programs.
POLICY = SMTP.clone(max_line_length=998, cte_type="7bit")


def envelope(message_id: str, letter: Addressed, settings: Settings) -> Envelope:
    """The mail of a letter. The same message has the same Message-ID, however often it is tried."""
    sender = sender_address(letter.branch, settings)
    recipient = usable(letter.email)
    assert recipient is not None
    words = render(letter)
    mail = EmailMessage(policy=POLICY)
    mail["From"] = Address(" ".join(letter.branch.name.split()), addr_spec=sender)
    mail["To"] = Address(addr_spec=recipient)
    if letter.branch.email and letter.branch.email != sender:
        mail["Reply-To"] = Address(addr_spec=letter.branch.email)
    mail["Subject"] = words.subject
    mail["Date"] = format_datetime(letter.written_at)
    mail["Message-ID"] = f"<{message_id}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    for name, said in letter.headers:
        mail[name] = said
    mail.set_content(words.text, cte="quoted-printable")
    mail.add_alternative(words.html, subtype="html", cte="quoted-printable")
    if "cid:pickup-code" in words.html:
        _draw_code(mail, letter.code)
    # Set last: headers about content move into the first part when a second one joins it.
    mail["Content-Language"] = letter.language
    return Envelope(message_id, letter.branch.id, sender, recipient, mail)


def _draw_code(mail: EmailMessage, code: str) -> None:
    """The QR code inside the mail itself: a picture fetched from elsewhere would not be shown."""
    picture = BytesIO()
    segno.make(CODE_PREFIX + code, micro=False, error="q").save(
        picture, kind="png", scale=6, border=4
    )
    html = mail.get_body(("html",))
    assert isinstance(html, EmailMessage)
    html.add_related(
        picture.getvalue(),
        maintype="image",
        subtype="png",
        cid="<pickup-code>",
        filename="code.png",
        disposition="inline",
    )
