"""The rules of a branch on a screen: what is set, what is usual, and changing it."""

from typing import Any

from apiflask import APIBlueprint
from flask import jsonify
from flask.typing import ResponseReturnValue

from rayon.catalogue.branches import all_of
from rayon.catalogue.kind_names import KIND_NAMES
from rayon.catalogue.settings import BranchSettings
from rayon.database import reading
from rayon.doors import done, perform
from rayon.errors import Refusal
from rayon.notices.channels.addresses import is_usable
from rayon.staff.access import allow, person
from rayon.supervisors.changing_branches import About, Changes

routes = APIBlueprint("branch_settings", __name__, url_prefix="/api/branch-settings")


@routes.get("")
@allow("supervisor", "admin")
def show() -> ResponseReturnValue:
    """The branch and its rules."""
    return jsonify(_view())


@routes.post("")
@allow("admin")
@routes.input(Changes, arg_name="body")
def change(body: Changes) -> ResponseReturnValue:
    """Work by other rules from now on."""
    branch = person().branch_id
    if body.about.email and not is_usable(body.about.email):
        raise Refusal("bad_branch_email", status=422)
    said = body.model_dump(mode="json", exclude_none=True)
    done(perform("change_branch", str(branch), by=person(), branch=branch, **said))
    return jsonify(_view())


def _view() -> dict[str, Any]:
    with reading() as session:
        branch = all_of(session)[person().branch_id]
    return {
        "about": {key: getattr(branch, key) for key in About.model_fields},
        "settings": branch.settings.model_dump(mode="json"),
        "usual": BranchSettings.model_validate({}).model_dump(mode="json"),
        "kinds": {kind: str(name) for kind, name in KIND_NAMES.items()},
        "has_hold_shelf": branch.has_hold_shelf,
    }
