"""The page of an outside courier firm, for whoever holds the link and has heard the PIN.

It works without scripts and without an account. It is read by GET and changed by a form that
only itself can send.
"""

from datetime import timedelta
from typing import Any, Literal, TypeVar

from apiflask import APIBlueprint
from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from werkzeug.exceptions import HTTPException

from rayon import clock
from rayon.catalogue.branches import BranchFacts, all_of
from rayon.content_policy import content_policy, styles_in
from rayon.database import reading
from rayon.delivery import firm
from rayon.delivery.models import FirmLink
from rayon.delivery.views import ON_ITS_WAY, round_view
from rayon.doors import done, perform_as_server
from rayon.errors import Refusal
from rayon.holds.action import Deed
from rayon.limits import limiter
from rayon.sentences import sentence
from rayon.staff.access import allow_anyone
from rayon.web import is_same_origin

routes = APIBlueprint("firm_page", __name__, url_prefix="/p/firm", enable_openapi=False)
Row = dict[str, Any]
Form = TypeVar("Form", bound=BaseModel)
AboutParcel = TypeVar("AboutParcel", bound="ParcelForm")
COOKIE = "rayon-firm"
WHY_OPEN = "needs the link, and the PIN that was told by telephone; see delivery/firm.py"
#: What a form says, as an action.
OUTCOMES = {
    "patron": ("deliver_parcel", {"to": "patron"}),
    "household": ("deliver_parcel", {"to": "household"}),
    "caretaker": ("deliver_parcel", {"to": "caretaker"}),
    "absent": ("report_absent", {}),
    "refused": ("report_refused", {}),
    "wrong_address": ("report_wrong_address", {}),
    "incident": ("report_incident", {}),
}


class PinForm(BaseModel):
    """What was told by telephone."""

    model_config = ConfigDict(extra="forbid")
    pin: str = Field(max_length=20)


class ParcelForm(BaseModel):
    """One parcel of today, and what only our own page knows."""

    model_config = ConfigDict(extra="forbid")
    key: str = Field(max_length=64)
    parcel: str = Field(max_length=36)


class OutcomeForm(ParcelForm):
    """How it ended."""

    outcome: Literal[
        "patron", "household", "caretaker", "absent", "refused", "wrong_address", "incident"
    ]


@routes.get("/<token>")
@allow_anyone(WHY_OPEN)
@limiter.limit("120/minute")
def show(token: str) -> ResponseReturnValue:
    """The stops of today, or the question for the PIN."""
    link = firm.link_of(token, clock.now())
    return _stops(link, token) if _has_heard(link) else _page("pin", token=token)


@routes.post("/<token>/pin")
@allow_anyone(WHY_OPEN)
@limiter.limit("10/minute")
def enter(token: str) -> ResponseReturnValue:
    """The PIN opens the page on this browser until tonight."""
    link = firm.link_of(token, clock.now())
    _check_origin()
    typed = "".join(_form(PinForm).pin.split())
    try:
        proof = firm.check_pin(link, typed)
    except Refusal as refusal:
        if refusal.code != "wrong_firm_pin":
            raise
        return _page("pin", 403, token=token, problem=sentence(refusal.code, {}))
    response = redirect(url_for("firm_page.show", token=token), 303)
    left = link.ends_at - clock.now()
    response.set_cookie(
        COOKIE,
        proof,
        max_age=max(left, timedelta()),
        path=url_for("firm_page.show", token=token),
        secure=request.is_secure,
        httponly=True,
        samesite="Strict",
    )
    return response


@routes.post("/<token>/outcome")
@allow_anyone(WHY_OPEN)
@limiter.limit("120/minute")
def report(token: str) -> ResponseReturnValue:
    """How one parcel of today ended, through the one door."""
    link, said, parcel = _said(token, OutcomeForm)
    name, payload = OUTCOMES[said.outcome]
    return _do(link, token, parcel, Deed(name, parcel["id"], payload))


@routes.post("/<token>/undo")
@allow_anyone(WHY_OPEN)
@limiter.limit("120/minute")
def take_back(token: str) -> ResponseReturnValue:
    """The wrong button, or the door opened after all: the parcel is on its way again."""
    link, _, parcel = _said(token, ParcelForm)
    if not parcel["undoable"]:
        return _stops(link, token, 409, problem=sentence("has_moved_on", {}))
    return _do(link, token, parcel, Deed("undo", parcel["undoable"]))


def _said(token: str, shape: type[AboutParcel]) -> tuple[FirmLink, AboutParcel, Row]:
    """What our own page sent of a parcel of today, by somebody who has heard the PIN."""
    link = firm.link_of(token, clock.now())
    _check_origin()
    said = _form(shape)
    if not _has_heard(link) or not firm.is_same(said.key, firm.form_key(link)):
        raise Refusal("cross_site", status=403)
    parcel = next((one for one in _parcels(_view(link)) if one["id"] == said.parcel), None)
    if parcel is None:
        raise Refusal("unknown_parcel", status=404)
    return link, said, parcel


def _do(link: FirmLink, token: str, parcel: Row, deed: Deed) -> ResponseReturnValue:
    try:
        (judged,) = perform_as_server()([deed])
        done(judged)
    except Refusal as refusal:
        return _stops(link, token, 409, problem=sentence(refusal.code, refusal.facts))
    return redirect(f"{url_for('firm_page.show', token=token)}#{parcel['id']}", 303)


def _stops(link: FirmLink, token: str, status: int = 200, problem: str = "") -> Response:
    view = _view(link)
    parcels = _parcels(view)
    to_tell = sum(parcel["status"] in ON_ITS_WAY for parcel in parcels)
    return _page(
        "stops",
        status,
        token=token,
        key=firm.form_key(link),
        problem=problem,
        view=view,
        told=len(parcels) - to_tell,
        all=len(parcels),
        on_its_way=ON_ITS_WAY,
        branch=_branch(link).name,
    )


def _parcels(view: Row) -> list[Row]:
    return [parcel for stop in view["stops"] for parcel in stop["parcels"]]


def _view(link: FirmLink) -> Row:
    with reading() as session:
        view = round_view(session, all_of(session)[link.branch_id], link.day)
        outcomes = firm.outcomes_of(session, link)
    for parcel in _parcels(view):
        parcel["undoable"] = outcomes.get(parcel["id"], "")
    return view


def _branch(link: FirmLink) -> BranchFacts:
    with reading() as session:
        return all_of(session)[link.branch_id]


def _has_heard(link: FirmLink) -> bool:
    return firm.is_same(request.cookies.get(COOKIE, ""), firm.proof_of(link))


def _check_origin() -> None:
    if not is_same_origin():
        raise Refusal("cross_site", status=403)


def _form(shape: type[Form]) -> Form:
    try:
        return shape.model_validate(request.form.to_dict())
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0])
        facts = {"field": field, "reason": error.errors()[0]["msg"]}
        raise Refusal("bad_field", facts, status=422) from error


def _page(which: str, status: int = 200, **shown: Any) -> Response:
    html = render_template(f"firm/{which}.html", language=str(get_locale()), **shown)
    response = make_response(html, status)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Content-Security-Policy"] = content_policy(*styles_in(html.encode()))
    return response


@routes.errorhandler(Refusal)
def refused(refusal: Refusal) -> ResponseReturnValue:
    """Whoever reads a page gets a page."""
    return _page("over", refusal.status, problem=sentence(refusal.code, refusal.facts))


@routes.errorhandler(HTTPException)
def failed(error: HTTPException) -> ResponseReturnValue:
    """Too often, too large, and the like."""
    status = error.code or 500
    code = {404: "not_found", 405: "wrong_method", 429: "too_often"}.get(status, "bad_request")
    return _page("over", status, problem=sentence(code, {}))
