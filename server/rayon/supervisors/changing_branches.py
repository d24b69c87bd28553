"""What an admin sets for a branch: who it is and by which rules it works. A pure handler."""

import re
from typing import Any

from pydantic import Field, field_validator

from rayon.catalogue.settings import BranchSettings
from rayon.holds.action import (
    Action,
    Change,
    Decision,
    Payload,
    State,
    applied,
    refused,
    superseded,
)


class About(Payload):
    """How the branch is called and reached, as patrons read it; what is not given stays."""

    name: str | None = Field(None, min_length=1, max_length=120)
    address: str | None = Field(None, max_length=200)
    phone: str | None = Field(None, max_length=30)
    email: str | None = Field(None, max_length=254, pattern=r"^$|^[^@\s]+@[^@\s]+$")


class Changes(Payload):
    """What is different from now on. ``settings``: see ``BranchSettings``; the others stay."""

    about: About = Field(default_factory=lambda: About.model_validate({}))
    settings: dict[str, Any] = Field(default_factory=dict)

    @field_validator("settings")
    @classmethod
    def _possible(cls, settings: dict[str, Any]) -> dict[str, Any]:
        if "notices_since" in settings:
            raise ValueError("notices_since is not set by hand")
        asked = BranchSettings.model_validate(settings)
        try:
            re.compile(asked.barcode_pattern)
        except re.error as error:
            raise ValueError("barcode_pattern is no pattern") from error
        return asked.model_dump(mode="json", exclude_unset=True)


class ChangeBranch(Changes):
    """The same, for a branch."""

    branch: int


def change_branch(action: Action, state: State) -> Decision:
    """Work by other rules from now on; what patrons were promised before stays so."""
    asked: ChangeBranch = action.payload
    branch = state.get("branch", asked.branch)
    is_here = action.branch_id in (None, asked.branch)
    if branch is None or action.subject != str(asked.branch) or not is_here:
        return refused("unknown_branch")
    before: BranchSettings = branch["settings"]
    kept = before.model_dump(mode="json", exclude_unset=True)
    after = BranchSettings.model_validate({**kept, **asked.settings})
    if (before.notices_by, after.notices_by) == ("ils", "rayon"):
        # What is so by now was the other system's to tell: nobody hears it twice.
        after = BranchSettings.model_validate(
            {**kept, **asked.settings, "notices_since": action.now}
        )
    if after.delivery_from >= after.delivery_to:
        return refused("delivery_ends_before_it_begins")
    about = asked.about.model_dump(exclude_none=True)
    changed = {key: text.strip() for key, text in about.items() if text.strip() != branch[key]}
    if after == before and not changed:
        return superseded("already_decided")
    settings = after.model_dump(mode="json", exclude_unset=True)
    return applied(Change("branch", asked.branch, {"settings": settings, **changed}))
