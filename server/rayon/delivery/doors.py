"""Where a delivery goes, as it was said: checked, placed and written down before it is ordered."""

import re

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from rayon import clock
from rayon.catalogue.files.patron_cells import read_phone
from rayon.database import insert_or, table_of
from rayon.delivery.addresses import has_any, is_in_town, line_of
from rayon.delivery.models import Door, TownAddress
from rayon.errors import Refusal

LARGEST_ID = 2**31 - 1
#: What the town’s billing service takes for an account.
ACCOUNT = re.compile(r"[0-9A-Za-z][0-9A-Za-z ./-]{2,39}")


class Typed(BaseModel):
    """An address that the town's file does not have. ``near``: a known one that is close by."""

    model_config = ConfigDict(extra="forbid")
    line: str = Field(min_length=3, max_length=160)
    postcode: str = Field(min_length=3, max_length=12, pattern=r"^[0-9A-Za-z -]+$")
    town: str = Field(min_length=1, max_length=80)
    near: int | None = Field(None, ge=1, le=LARGEST_ID)


class DoorIn(BaseModel):
    """What is asked of a patron who wants it brought home."""

    model_config = ConfigDict(extra="forbid")
    address: int | None = Field(None, ge=1, le=LARGEST_ID)
    typed: Typed | None = None
    bell: str = Field(min_length=1, max_length=80)
    instructions: str = Field("", max_length=300)
    phone: str = Field(min_length=4, max_length=30)
    caretaker: bool = False
    account: str = Field(max_length=80)
    category: str = Field("", max_length=20)


def write_door(session: Session, door_id: str, branch_id: int, asked: DoorIn) -> None:
    """Keep it under the id of the delivery; one that is there already stays as it is.

    Raises ``Refusal`` with what to ask the patron.
    """
    where = _typed(session, asked.typed) if asked.typed else _known(session, asked.address)
    values = {
        "id": door_id,
        "branch_id": branch_id,
        **where,
        "bell": asked.bell.strip(),
        "instructions": asked.instructions.strip(),
        "phone": _phone(asked.phone),
        "caretaker": asked.caretaker,
        "account": _account(asked.account.strip()),
        "category": asked.category,
        "written_at": clock.now(),
    }
    statement = insert_or(session, table_of(Door)).values(**values)
    session.execute(statement.on_conflict_do_nothing(index_elements=["id"]))


def _known(session: Session, address_id: int | None) -> dict[str, object]:
    address = session.get(TownAddress, address_id) if address_id else None
    if address is None:
        raise Refusal("unknown_address", status=404)
    return {
        "line": line_of(address),
        "postcode": address.postcode,
        "town": address.town,
        "lon": address.lon,
        "lat": address.lat,
        "is_known": True,
    }


def _typed(session: Session, typed: Typed) -> dict[str, object]:
    if not has_any(session):
        raise Refusal("no_addresses")
    if not is_in_town(session, typed.postcode.strip()):
        raise Refusal("out_of_town", {"postcode": typed.postcode.strip()})
    near = session.get(TownAddress, typed.near) if typed.near else None
    return {
        "line": typed.line.strip(),
        "postcode": typed.postcode.strip(),
        "town": typed.town.strip(),
        "lon": near.lon if near else None,
        "lat": near.lat if near else None,
        "is_known": False,
    }


def _account(text: str) -> str:
    if not ACCOUNT.fullmatch(text):
        raise Refusal("bad_account", status=422)
    return text


def _phone(text: str) -> str:
    """As the courier's phone dials it."""
    try:
        return read_phone(text)
    except ValueError:
        raise Refusal("bad_phone", status=422) from None
