"""A floor and what is wanted on it, from JSON that anybody may have written."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rayon.errors import Refusal
from rayon.shelves.route.graph import NoSuchWalk, Spot, Walkways, Way, check_spots
from rayon.strict_json import read_json

#: More than the largest library has; beyond it, somebody has sent the wrong file.
MOST_BYTES = 8_000_000
MOST_NODES = 2000
MOST_EDGES = 8000
MOST_PICKS = 2000

Id = Annotated[str, Field(min_length=1, max_length=200)]
Metres = Annotated[float, Field(allow_inf_nan=False)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Edge(_Strict):
    id: Id
    begins: Id = Field(alias="from")
    ends: Id = Field(alias="to")
    metres: Metres


class _Pick(_Strict):
    id: Id
    edge: Id
    at: Metres


class _File(_Strict):
    nodes: list[Id] = Field(max_length=MOST_NODES)
    edges: list[_Edge] = Field(max_length=MOST_EDGES)
    start: Id
    picks: list[_Pick] = Field(max_length=MOST_PICKS)


def read_floor(content: bytes) -> tuple[Walkways, list[Spot]]:
    """Raises ``NoSuchWalk`` with one sentence about the first thing that is wrong."""
    if len(content) > MOST_BYTES:
        raise NoSuchWalk(f"the file is larger than {MOST_BYTES // 1_000_000} MB")
    try:
        file = _File.model_validate(read_json(content))
    except Refusal as refusal:
        raise NoSuchWalk(f"this is not JSON: {refusal.facts['reason']}") from None
    except ValidationError as error:
        raise NoSuchWalk(_first_of(error)) from None
    ways = [Way(edge.id, edge.begins, edge.ends, edge.metres) for edge in file.edges]
    walkways = Walkways(file.nodes, ways, file.start)
    spots = [Spot(pick.id, pick.edge, pick.at) for pick in file.picks]
    walkways.check()
    check_spots(walkways, spots)
    return walkways, spots


def _first_of(error: ValidationError) -> str:
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"]) or "the file"
    return f"{place}: {first['msg']}"
