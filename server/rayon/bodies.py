"""What requests of every step of the work send."""

from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

#: At the edges of the calendar the day before, or the next visit, is no date any more.
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]
Moment = Annotated[
    AwareDatetime,
    Field(ge=datetime(2000, 1, 1, tzinfo=UTC), lt=datetime(2101, 1, 1, tzinfo=UTC)),
]


class NothingIn(BaseModel):
    """An empty body."""

    model_config = ConfigDict(extra="forbid")
