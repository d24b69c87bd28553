"""Making a browser an enrolled device, and shutting it out again."""

from datetime import datetime, timedelta
from itertools import count

from flask_babel import force_locale, gettext
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from rayon import clock, diary
from rayon.catalogue.branches import all_of
from rayon.database import table_of, writing
from rayon.errors import Refusal
from rayon.ids import new_id
from rayon.staff import remembering
from rayon.staff.models import AuthSession, Device, Enrolment
from rayon.staff.secrets import hash_of, new_code, new_secret

CODE_LIFE = timedelta(minutes=15)


def new_enrolment(branch_id: int, device_name: str) -> tuple[str, datetime]:
    """A fresh code for one phone, and until when it is good."""
    code, expires_at = new_code(), clock.now() + CODE_LIFE
    with writing() as session:
        session.add(
            Enrolment(
                code_hash=hash_of(code),
                branch_id=branch_id,
                device_name=device_name,
                expires_at=expires_at,
            )
        )
    return code, expires_at


def enrol(code: str, name: str) -> tuple[Device, str]:
    """Use a code up; the device and its credential, which only the phone keeps."""
    credential, now = new_secret(), clock.now()
    table = table_of(Enrolment)
    with writing() as session:
        used = session.execute(
            update(table)
            .where(
                table.c.code_hash == hash_of(code.strip().upper()),
                table.c.expires_at > now,
                table.c.uses_left > 0,
            )
            .values(uses_left=table.c.uses_left - 1)
            .returning(table.c.branch_id, table.c.device_name)
        ).one_or_none()
        if used is None:
            raise Refusal("unknown_code", status=403)
        phone = Device(
            id=new_id(),
            name=name.strip() or used.device_name or free_name(session, used.branch_id),
            branch_id=used.branch_id,
            credential_hash=hash_of(credential),
            enrolled_at=now,
            seen_at=now,
            unsent=0,
        )
        session.add(phone)
        remembering.note_device(phone)
    return phone, credential


def free_name(session: Session, branch_id: int) -> str:
    """The first number that no phone of the branch is called by, for nobody said a name."""
    named = select(Device.name).where(Device.branch_id == branch_id, Device.revoked_at.is_(None))
    taken = set(session.scalars(named))
    with force_locale(all_of(session)[branch_id].language):
        names = (gettext("Phone %(number)s", number=number) for number in count(1))
        return next(name for name in names if name not in taken)


def revoke(device_id: str, branch_id: int) -> None:
    """From the next request on the device and every shift on it are refused."""
    now = clock.now()
    with writing() as session:
        phone = session.scalar(
            select(Device).where(Device.id == device_id, Device.branch_id == branch_id)
        )
        if phone is None:
            raise Refusal("unknown_device", status=404)
        diary.write({"what": "revoked", "device": device_id})
        phone.revoked_at = phone.revoked_at or now
        shifts = table_of(AuthSession)
        session.execute(
            update(shifts)
            .where(shifts.c.device_id == device_id, shifts.c.revoked_at.is_(None))
            .values(revoked_at=now)
        )
