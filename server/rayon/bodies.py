"""What requests of every step of the work send."""

from pydantic import BaseModel, ConfigDict


class NothingIn(BaseModel):
    """An empty body."""

    model_config = ConfigDict(extra="forbid")
