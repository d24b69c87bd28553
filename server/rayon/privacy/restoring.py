"""What must be put right in a database that was restored, before anybody is served from it."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, update

from rayon import diary
from rayon.catalogue.branches import all_of
from rayon.catalogue.models import Patron
from rayon.database import reading, writing
from rayon.delivery.models import Delivery
from rayon.holds.action import Perform
from rayon.holds.models import Hold
from rayon.notices import browsers, outcomes
from rayon.notices.owing import drop_empty
from rayon.notices.remembering import given_back, recall, take_in
from rayon.privacy.erasing import erase, key_of_card
from rayon.privacy.purge import purge
from rayon.rounds import subscribing
from rayon.staff.enrolling import free_name
from rayon.staff.models import AuthSession, Device
from rayon.staff.remembering import people_by_key, set_people_again
from rayon.staff.secrets import hash_of, new_secret
from rayon.sync.models import Installation

Row = dict[str, Any]


def put_right(now: datetime, perform_all: Perform, diaries: Iterable[Path]) -> dict[str, int]:
    """Bring a restored database up to the day, from these diary folders; what was done, by counts.

    Patrons erased since are erased again, subscriptions ended since are ended again, devices
    enrolled since are known and those revoked since are shut out again, people taken on since are
    so again, without a PIN, as are those let go; others have the roles they had last, and no PIN
    where theirs is another since, notices told since are
    told, everybody has to sign in again, phones send again what they kept (new epoch), what they
    recorded in a shift since is known to be of that shift, and what is past its date is forgotten.
    Twice is the same as once.
    """
    entries = list(diary.read(*diaries))
    counts = {
        "devices_enrolled": _enrol_again(entries),
        **set_people_again(entries),
        "shifts_known": _know_shifts_again(entries, now),
        "notices_told": _recall(entries, now),
        "patrons_erased": _erase_again(entries, perform_all),
        "devices_revoked": _revoke_again(entries, now),
        "subscriptions_ended": _leave_again(entries),
    }
    _begin_again(now)
    return counts | purge(now)


def _recall(entries: list[Row], now: datetime) -> int:
    with writing() as session:
        told = take_in(session, entries)
        holds = session.scalars(select(Hold.id).where(Hold.patron_id.is_not(None))).all()
        rides = session.scalars(select(Delivery.id).where(Delivery.patron_id.is_not(None))).all()
        recall(session, [*holds, *rides])
        drop_empty(session)
        outcomes.count_as_returned(session, given_back(session, entries), now)
    return told


def _erase_again(entries: list[Row], perform_all: Perform) -> int:
    erased = {entry["card"] for entry in entries if entry["what"] == "erased"}
    if not erased:
        return 0
    with reading() as session:
        cards = session.scalars(select(Patron.card)).all()
        back = [card for card in cards if key_of_card(session, card) in erased]
    for card in back:
        erase(card, perform_all)
    return len(back)


def _enrol_again(entries: list[Row]) -> int:
    """Devices enrolled since, with the secret that they hold; nobody is signed in on them."""
    enrolled = {entry["device"]: entry for entry in entries if entry["what"] == "enrolled"}
    with writing() as session:
        known = set(session.scalars(select(Device.id)))
        branches = all_of(session).keys()
        back = [entry for id, entry in enrolled.items() if id not in known]
        back = [entry for entry in back if entry["branch"] in branches]
        for entry in back:
            session.add(
                Device(
                    id=entry["device"],
                    name=free_name(session, entry["branch"]),
                    branch_id=entry["branch"],
                    credential_hash=entry["credential"],
                    enrolled_at=datetime.fromisoformat(entry["at"]),
                )
            )
            session.flush()
    return len(back)


def _know_shifts_again(entries: list[Row], now: datetime) -> int:
    """Shifts since, ended: who recorded what is known again, and nobody is signed in by it."""
    begun = {entry["shift"]: entry for entry in entries if entry["what"] == "shift"}
    with writing() as session:
        known = set(session.scalars(select(AuthSession.id)))
        staff = people_by_key(session)
        devices = set(session.scalars(select(Device.id)))
        back = [
            AuthSession(
                id=entry["shift"],
                token_hash=hash_of(new_secret()),
                staff_id=number,
                device_id=entry["device"],
                started_at=datetime.fromisoformat(entry["at"]),
                ends_at=datetime.fromisoformat(entry["ends"]),
                revoked_at=now,
            )
            for id, entry in begun.items()
            if id not in known and entry["device"] in devices
            if (number := staff.get(entry.get("person", "")))
        ]
        session.add_all(back)
    return len(back)


def _revoke_again(entries: list[Row], now: datetime) -> int:
    revoked = {entry["device"] for entry in entries if entry["what"] == "revoked"}
    back = (Device.id.in_(revoked), Device.revoked_at.is_(None))
    with writing() as session:
        count = session.scalar(select(func.count(Device.id)).where(*back))
        session.execute(update(Device).where(*back).values(revoked_at=now))
    return count or 0


def _leave_again(entries: list[Row]) -> int:
    left = [entry["subscription"] for entry in entries if entry["what"] == "left"]
    return subscribing.leave_again(left) + browsers.leave_again(left)


def _begin_again(now: datetime) -> None:
    with writing() as session:
        still_open = AuthSession.revoked_at.is_(None)
        session.execute(update(AuthSession).where(still_open).values(revoked_at=now))
        session.execute(update(Installation).values(epoch=str(uuid.uuid4())))
