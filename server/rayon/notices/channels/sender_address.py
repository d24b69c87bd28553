"""Whose address a branch's mail bears."""

from rayon.catalogue.branches import BranchFacts
from rayon.config import Settings
from rayon.notices.channels.addresses import usable_of_library

MAILBOX = "mailbox:"


def sender_address(branch: BranchFacts, settings: Settings) -> str:
    """The installation's address, else the branch's own; "" when neither can be written to.

    Mail into the mailbox of a demo library goes nowhere, so that any address will do. A real
    library that has not named its mail server sends nothing: its notices wait, visibly.
    """
    if settings.smtp_url == MAILBOX and not settings.demo:
        return ""
    fallback = "rayon@localhost" if settings.smtp_url == MAILBOX else ""
    # An address within the town's own network is no less good for that.
    ours = usable_of_library(settings.mail_from) or settings.mail_from
    return ours or usable_of_library(branch.email) or fallback
