"""Why a notice has not left, or why somebody must be called, in the reader's language."""

from typing import Any

from flask_babel import lazy_gettext as _l

#: The fault is on our side: in a wording, or in what stands about one patron.
NOT_WRITTEN = "not_written"
#: A mail server took the mail, and could not deliver it.
MAIL_RETURNED = "mail_returned"
REASONS: dict[str, Any] = {
    # -- not yet
    "settling": _l("Waits a few minutes, in case it is undone."),
    "walk_open": _l("Waits for the end of a walk that still looks for documents of this patron."),
    "closed_today": _l("Waits for the day on which the library opens again."),
    "quiet_hours": _l("Waits for the morning: nobody is written to at night."),
    "retry": _l("The mail server is busy or silent. It is tried again by itself."),
    NOT_WRITTEN: _l("This mail could not be written. Tell an administrator."),
    "no_sender": _l("Neither the branch nor the server has an address to write from. Set one."),
    "to_call": _l("Is on the phone list."),
    # -- not by mail
    "no_mail": _l("This patron has no mail. Call."),
    "bad_address": _l("The mail address is not valid. Call, and ask for the right one."),
    "address_refused": _l("The mail server does not know this address. Call."),
    MAIL_RETURNED: _l("The mail came back from this address. Call, and ask for the right one."),
    "mail_refused": _l("The mail server refused this mail. Call, and tell an administrator."),
    "mail_server_down": _l("The mail server was silent for a day. Call."),
    "not_reached": _l("Called three times in vain. A letter is on the phone list, to be printed."),
    "push_gone": _l("This browser takes no more: its subscription has ended."),
    "push_refused": _l("The push service refused this. Tell an administrator."),
    "mailed_instead": _l("The phone could not be told. A mail leaves in its place."),
    # -- nobody knows
    "no_answer": _l("The mail may have arrived: the mail server fell silent. Resend it, or not."),
}


def reason(code: str) -> str:
    """The sentence of a code; "" when there is nothing to say."""
    return str(REASONS.get(code, ""))
