"""Whether mail can be sent to an address at all."""

from functools import lru_cache

from email_validator import EmailNotValidError, validate_email


def usable(address: str) -> str | None:
    """The address as mail servers want it, or None when no server would take it.

    Local parts beyond ASCII need a server feature that many lack; those patrons are called.
    """
    try:
        return validate_email(address.strip(), check_deliverability=False).ascii_email
    except EmailNotValidError:
        return None


@lru_cache(maxsize=256)
def usable_of_library(address: str) -> str | None:
    """The same for a branch: each of its mails asks. What patrons write is not kept like this."""
    return usable(address)


def is_usable(address: str) -> bool:
    """Whether the address can be written to."""
    return usable(address) is not None
