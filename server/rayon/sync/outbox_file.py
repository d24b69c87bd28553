"""The file that a phone saved because it could not send: whose it is, and what stands in it.

One JSON text a line: first the phone's id, then an action each, last a seal over all lines before
it. The key of the seal is the hash of the phone's credential: the phone can make it and we keep
it, but whoever carries the file has neither.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import select

from rayon.database import reading
from rayon.errors import Refusal
from rayon.staff.models import Device
from rayon.strict_json import read_json
from rayon.sync.envelope import RawAction
from rayon.sync.recorded import Uuid

#: Many times what a phone does in the three days for which it keeps what was done.
LARGEST = 4 * 1024 * 1024


class Line(BaseModel):
    """One line; nothing else may stand in it."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Head(Line):
    """Which phone wrote this."""

    format: Literal["rayon-outbox"]
    v: Literal[2]
    device: Uuid


class About(Line):
    """What the person saw: for the screen that shows the file."""

    title: str
    label: str
    slip: int | None


class Done(Line):
    """Something that was done."""

    action: RawAction
    about: About


class Foot(Line):
    """The seal over all that stands above it."""

    seal: str = Field(pattern=r"^[0-9a-f]{64}$")


AnyLine = TypeVar("AnyLine", bound=Line)


@dataclass(frozen=True)
class OutboxFile:
    """What a phone of this branch had done, in the order in which it was done."""

    device: Device
    actions: Sequence[dict[str, Any]]


def read_outbox_file(text: str, branch_id: int) -> OutboxFile:
    """What stands in a file. Raises ``Refusal`` unless it is just what a phone here saved."""
    first, *done, last = _lines(text)
    head, foot = _read(Head, first), _read(Foot, last)
    device = _device(head.device, branch_id)
    if device is None:
        raise Refusal("outbox_file_unknown_phone", status=422)
    if not hmac.compare_digest(foot.seal, _seal([first, *done], device)):
        raise Refusal("outbox_file_changed", status=422)
    if device.revoked_at is not None:
        raise Refusal("outbox_file_shut_out", {"phone": device.name})
    return OutboxFile(device, [_read(Done, line).action for line in done])


def _lines(text: str) -> list[str]:
    """What mail programs and editors do to the ends of lines changes nothing."""
    lines = [line.rstrip("\r") for line in text.removeprefix("\ufeff").split("\n")]
    lines = [line for line in lines if line]
    if len(lines) < 2:
        raise Refusal("no_outbox_file", status=422)
    return lines


def _read(kind: type[AnyLine], line: str) -> AnyLine:
    try:
        return kind.model_validate(read_json(line))
    except (Refusal, ValidationError):
        raise Refusal("no_outbox_file", status=422) from None


def _device(device_id: str, branch_id: int) -> Device | None:
    mine = select(Device).where(Device.id == device_id, Device.branch_id == branch_id)
    with reading() as session:
        device = session.scalars(mine).one_or_none()
        session.expunge_all()
    return device


def _seal(lines: Sequence[str], device: Device) -> str:
    sealed = "\n".join(lines).encode("utf-8", "surrogatepass")
    return hmac.new(device.credential_hash.encode(), sealed, "sha256").hexdigest()
