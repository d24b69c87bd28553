"""What an admin decides about notices. Pure handlers."""

from datetime import timedelta

from pydantic import Field

from rayon.holds.action import Action, Decision, Payload, State, applied, insert, refused
from rayon.notices.passages import WORDED_IN, WORDINGS, flaws

#: The shortest time that both databases tell apart.
LEAST = timedelta(microseconds=1)


class SetWording(Payload):
    """How one mail is worded from now on; without passages, as we word it."""

    branch: int
    kind: str = Field(max_length=20)
    language: str = Field(max_length=8)
    passages: dict[str, str] = Field(default_factory=dict, max_length=20)


def set_wording(action: Action, state: State) -> Decision:
    """A new version of a wording. What has left stays as it was said."""
    asked: SetWording = action.payload
    is_here = action.branch_id in (None, asked.branch)
    if state.get("branch", asked.branch) is None or not is_here:
        return refused("unknown_branch")
    if asked.kind not in WORDINGS or asked.language not in WORDED_IN:
        return refused("unknown_wording")
    if asked.passages:
        for flaw in flaws(asked.kind, asked.language, asked.passages):
            return refused(flaw.code, **flaw.facts)
    which = {"branch_id": asked.branch, "kind": asked.kind, "language": asked.language}
    before = [one["made_at"] for one in state.where("wording", **which)]
    return applied(
        insert(
            "wording",
            action.id,
            **which,
            passages=asked.passages,
            # The newest is in force: after the one before, also where the clock went back.
            made_at=max([action.now, *(at + LEAST for at in before)]),
        )
    )
