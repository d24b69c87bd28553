"""A kind with two stops: the case stands in its bin, the disc lies in a drawer. Pure."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Row = dict[str, Any]

#: How much of a barcode people read out to each other.
LAST_SIGNS = 4


class SecondStop(BaseModel):
    """Kept as JSON on a location. ``number_from``: what the drawer's number is read off."""

    model_config = ConfigDict(extra="forbid")

    kinds: list[str] = Field(min_length=1)
    name: str = Field(min_length=1, max_length=60)
    hint: str = Field("", max_length=120)
    number_from: Literal["barcode", "call_number", ""] = "barcode"


def second_stop_of(copy: Row, setting: Row) -> Row | None:
    """Where the other half of this copy is: name, hint and number; None when it has one stop."""
    if not setting:
        return None
    stop = SecondStop.model_validate(setting)
    if copy["kind"] not in stop.kinds:
        return None
    return {"name": stop.name, "hint": stop.hint, "number": _number(copy, stop)}


def _number(copy: Row, stop: SecondStop) -> str:
    if stop.number_from == "barcode":
        return str(copy["barcode"])[-LAST_SIGNS:]
    return str(copy["call_number"]) if stop.number_from else ""
