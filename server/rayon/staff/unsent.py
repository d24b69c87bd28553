"""What a phone says with each sync about itself: how much of what it recorded is still on it."""

from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import update

from rayon.database import if_there_is_room, table_of
from rayon.staff.access import Enrolled
from rayon.staff.models import Device

#: A header, and not a field of the envelope: servers of before refuse a field that they do not
#: know, and a phone that was refused for this would keep everything.
HEADER = "X-Rayon-Unsent"
LONGEST = timedelta(days=366)
#: A slow network, or seconds cut off, do not make what waits any older.
SAME = timedelta(minutes=1)


class Unsent(BaseModel):
    """What stays on the phone once this batch is here; ``seconds``: how old the oldest of it is.

    A span, measured by one clock from end to end: what the clock says does not matter.
    """

    model_config = ConfigDict(extra="forbid", strict=True)
    actions: int = Field(ge=0, le=2**31 - 1)
    seconds: int = Field(ge=0, le=int(LONGEST.total_seconds()))


def read_unsent(header: str) -> Unsent | None:
    """What was said, or None: what came along must not be refused for a word about the rest."""
    try:
        return Unsent.model_validate_json(header)
    except ValidationError:
        return None


def note_unsent(phone: Enrolled, said: Unsent | None, now: datetime) -> None:
    """Keep it with the server's own time. Nearly always nothing has changed: nothing is written."""
    count = said.actions if said else None
    since = now - timedelta(seconds=said.seconds) if said and said.actions else None
    if count == phone.unsent and _is_same(since, phone.unsent_since):
        return
    table = table_of(Device)
    values = {"unsent": count, "unsent_since": since, "seen_at": now}
    with if_there_is_room() as session:
        session.execute(update(table).where(table.c.id == phone.id).values(values))


def _is_same(one: datetime | None, other: datetime | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) < SAME
