"""What screens see of a branch."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from rayon.catalogue.branches import all_of
from rayon.catalogue.models import Location

#: Settings that a phone acts on; the others stay on the server.
PHONE_SETTINGS = {
    "second_look_after_minutes",
    "kept_days",
    "card_prefixes",
    "barcode_pattern",
    "notices_by",
    "turning_metres",
}


def branch_view(session: Session, branch_id: int) -> dict[str, Any]:
    """A branch with its shelving locations, as phones keep it."""
    branch = all_of(session)[branch_id]
    return {
        "id": branch.id,
        "code": branch.code,
        "name": branch.name,
        "language": branch.language,
        "time_zone": branch.time_zone,
        "settings": {
            **branch.settings.model_dump(mode="json", include=PHONE_SETTINGS),
            "ready_when": branch.ready_when,
        },
        "locations": [
            {
                "id": row.id,
                "code": row.code,
                "name": row.name,
                "hint": row.hint,
                "colour": row.colour,
                "pictogram": row.pictogram,
                "other_places": row.other_places,
                "walk_order": row.walk_order,
            }
            for row in session.scalars(
                select(Location)
                .where(Location.branch_id == branch_id)
                .order_by(Location.walk_order, Location.id)
            )
        ],
    }
