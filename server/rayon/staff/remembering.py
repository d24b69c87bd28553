"""Devices and shifts that a restored backup does not know, from the diary.

What a phone recorded counts by its shift and arrives by its credential: without them all that was
done since the backup would be kept from the library, although the phone sends it again.
"""

from typing import Any

from rayon import diary
from rayon.staff.models import AuthSession, Device

Row = dict[str, Any]


def note_device(phone: Device) -> None:
    """A device was enrolled. What it is called stays out of the diary."""
    diary.write(
        {
            "what": "enrolled",
            "device": phone.id,
            "branch": phone.branch_id,
            "credential": phone.credential_hash,
        }
    )


def note_shift(ticket: AuthSession) -> None:
    """Somebody signed in."""
    diary.write(
        {
            "what": "shift",
            "shift": ticket.id,
            "staff": ticket.staff_id,
            "device": ticket.device_id,
            "ends": ticket.ends_at.isoformat(),
        }
    )
