"""The courier firm's page, as the supervisor makes and revokes it; ``firm_page.py`` is the page."""

from apiflask import APIBlueprint
from flask import jsonify, url_for
from flask.typing import ResponseReturnValue

from rayon import clock
from rayon.catalogue.branches import all_of
from rayon.database import reading
from rayon.delivery import firm
from rayon.staff.access import allow, person

routes = APIBlueprint("firm_links", __name__, url_prefix="/api/delivery")


@routes.get("/firm-link")
@allow("supervisor")
def show_link() -> ResponseReturnValue:
    """Whether today's link is open, and until when; never the link itself."""
    now = clock.now()
    with reading() as session:
        branch = all_of(session)[person().branch_id]
        link = firm.open_of(session, branch.id, branch.calendar.local_day(now), now)
        return jsonify(made_at=link.made_at.isoformat() if link else None)


@routes.post("/firm-link")
@allow("supervisor")
def make_link() -> ResponseReturnValue:
    """A link for today's stops and its PIN, shown this once."""
    now = clock.now()
    with reading() as session:
        branch = all_of(session)[person().branch_id]
    made = firm.make_link(branch, branch.calendar.local_day(now), now)
    return jsonify(path=url_for("firm_page.show", token=made.token), pin=made.pin), 201


@routes.post("/firm-link/revoke")
@allow("supervisor")
def revoke_link() -> ResponseReturnValue:
    """From now on nobody sees anything through it."""
    now = clock.now()
    with reading() as session:
        branch = all_of(session)[person().branch_id]
    firm.revoke(branch.id, branch.calendar.local_day(now), now)
    return jsonify(revoked=True)
