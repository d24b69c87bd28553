"""Whose address a branch's mail bears."""

from rayon.catalogue.branches import BranchFacts
from rayon.config import Settings

MAILBOX = "mailbox:"


def sender_address(branch: BranchFacts, settings: Settings) -> str:
    """The installation's address, else the branch's own; "" when neither is set.

    Mail into the mailbox of a demo library goes nowhere, so that any address will do. A real
    library that has not named its mail server sends nothing: its notices wait, visibly.
    """
    if settings.smtp_url == MAILBOX and not settings.demo:
        return ""
    fallback = "rayon@localhost" if settings.smtp_url == MAILBOX else ""
    return settings.mail_from or branch.email or fallback
