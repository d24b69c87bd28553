"""Enrolling a device, signing in on it, and what a screen needs to know of both."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import segno
from apiflask import APIBlueprint
from flask import current_app, jsonify, make_response, request
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from rayon import clock
from rayon.catalogue.views import branch_view
from rayon.database import reading
from rayon.limits import limiter
from rayon.staff import access, enrolling, signing_in
from rayon.staff.access import allow, allow_any_role, allow_anyone, allow_device
from rayon.staff.models import Device
from rayon.staff.noting import note
from rayon.staff.pins import Pin
from rayon.staff.secrets import hash_of

routes = APIBlueprint("staff", __name__, url_prefix="/api")

SHIFT = timedelta(hours=12)
COOKIE: dict[str, Any] = {"secure": True, "httponly": True, "samesite": "Lax"}


class EnrolIn(BaseModel):
    """A short code from the supervisor's screen, and how the phone is called."""

    model_config = ConfigDict(extra="forbid")
    code: str = Field(min_length=4, max_length=40)
    name: str = Field(default="", max_length=60)


class SignInIn(BaseModel):
    """Who, and their six digits."""

    model_config = ConfigDict(extra="forbid")
    staff: int = Field(ge=1, le=2**31 - 1)
    pin: Pin


class SignOutIn(BaseModel):
    """Which shift; without it, the one that is open in this browser."""

    model_config = ConfigDict(extra="forbid")
    shift: UUID | None = None


class CodeIn(BaseModel):
    """How the new phone will be called."""

    model_config = ConfigDict(extra="forbid")
    device_name: str = Field(default="", max_length=60)


@routes.post("/devices/enrol")
@allow_anyone("needs a short-lived code, and few tries a minute are let through")
@limiter.limit("20/minute")
@routes.input(EnrolIn, arg_name="body")
def enrol(body: EnrolIn) -> ResponseReturnValue:
    """Turn this browser into an enrolled device."""
    phone, credential = enrolling.enrol(body.code, body.name)
    with reading() as session:
        branch = branch_view(session, phone.branch_id)
    answer = {"device": _device_view(phone), "credential": credential, "branch": branch}
    return jsonify(answer), 201


@routes.get("/device")
@allow_device()
def this_device() -> ResponseReturnValue:
    """This device, its branch, and who may sign in on it."""
    phone = access.device()
    with reading() as session:
        return jsonify(
            device=_device_view(phone),
            branch=branch_view(session, phone.branch_id),
            people=signing_in.people_at(session, phone.branch_id),
            demo=current_app.config["RAYON"].demo,
        )


@routes.post("/sign-in")
@allow_device()
@limiter.limit("30/minute")
@routes.input(SignInIn, arg_name="body")
def sign_in(body: SignInIn) -> ResponseReturnValue:
    """Open a shift of 12 hours for one person on this device."""
    phone = access.device()
    ticket, token, staff = signing_in.sign_in(phone, body.staff, body.pin, SHIFT)
    times = {"ends_at": ticket.ends_at.isoformat(), "server_time": clock.now().isoformat()}
    response = make_response(jsonify(shift=ticket.id, staff=staff, **times))
    seconds = int(SHIFT.total_seconds())
    response.set_cookie(access.SESSION_COOKIE, token, max_age=seconds, **COOKIE)
    return response


@routes.post("/sign-out")
@allow_device()
@routes.input(SignOutIn, arg_name="body")
def sign_out(body: SignOutIn) -> ResponseReturnValue:
    """End a shift of this device, perhaps hours later; what was recorded in it stays valid."""
    token = request.cookies.get(access.SESSION_COOKIE, "")
    ended = signing_in.end_shift(access.device(), body.shift, hash_of(token))
    response = make_response("", 204)
    # A colleague may have signed in since: their cookie stays.
    if ended == hash_of(token):
        response.delete_cookie(access.SESSION_COOKIE, **COOKIE)
    return response


@routes.get("/me")
@allow_any_role()
def me() -> ResponseReturnValue:
    """Who is signed in here."""
    someone = access.person()
    with reading() as session:
        return jsonify(
            staff={
                "id": someone.author.staff_id,
                "name": someone.name,
                "language": someone.language,
                "roles": signing_in.roles_at(someone.author, someone.branch_id),
            },
            branch=branch_view(session, someone.branch_id),
            shift=someone.shift,
            ends_at=someone.ends_at.isoformat(),
        )


@routes.get("/devices")
@allow("supervisor", "admin")
def devices() -> ResponseReturnValue:
    """The enrolled devices of this branch."""
    with reading() as session:
        rows = session.scalars(
            select(Device)
            .where(Device.branch_id == access.person().branch_id)
            .order_by(Device.enrolled_at)
        )
        return jsonify(devices=[_device_line(row) for row in rows])


@routes.post("/devices/codes")
@allow("supervisor", "admin")
@routes.input(CodeIn, arg_name="body")
def new_enrolment_code(body: CodeIn) -> ResponseReturnValue:
    """A code, good for one phone and 15 minutes, as text and as a QR picture."""
    code, expires_at = enrolling.new_enrolment(access.person().branch_id, body.device_name)
    note("note_phone", what="code")
    settings = current_app.config["RAYON"]
    url = f"{settings.public_url.rstrip('/')}/app/enrol/{code}"
    qr = segno.make_qr(url, error="m").svg_data_uri(scale=6, border=4)
    return jsonify(code=code, expires_at=expires_at.isoformat(), url=url, qr=qr), 201


@routes.post("/devices/<uuid:device_id>/revoke")
@allow("supervisor", "admin")
def revoke(device_id: UUID) -> ResponseReturnValue:
    """Shut a lost phone out; it wipes itself when it next calls."""
    enrolling.revoke(str(device_id), access.person().branch_id)
    note("note_phone", phone=str(device_id), what="shut_out")
    return jsonify(device=str(device_id), revoked=True)


def _device_view(phone: Device | access.Enrolled) -> dict[str, str]:
    return {"id": phone.id, "name": phone.name}


def _device_line(phone: Device) -> dict[str, Any]:
    return {
        "id": phone.id,
        "name": phone.name,
        "enrolled_at": phone.enrolled_at.isoformat(),
        "seen_at": phone.seen_at.isoformat() if phone.seen_at else None,
        "revoked": phone.revoked_at is not None,
    }
