"""How a supervisor sees the statement of sums due, puts it right, closes and exports it."""

from typing import Literal
from uuid import UUID

from apiflask import APIBlueprint
from flask import Response, jsonify
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from rayon import clock
from rayon.catalogue.branches import BranchFacts, all_of
from rayon.database import reading
from rayon.delivery.actions.money import month_of
from rayon.delivery.sheets import statement, statement_sheet
from rayon.doors import perform
from rayon.holds.routes import refusal_of
from rayon.staff.access import allow, person

routes = APIBlueprint("sums", __name__, url_prefix="/api/delivery/sums")
MONTH = r"^20\d\d-(0[1-9]|1[0-2])$"


class MonthIn(BaseModel):
    """Which month; this one unless told."""

    model_config = ConfigDict(extra="forbid")
    month: str = Field("", pattern=f"{MONTH}|^$")


class CloseIn(BaseModel):
    """The month whose statement has left."""

    model_config = ConfigDict(extra="forbid")
    month: str = Field(pattern=MONTH)


class AnnulIn(BaseModel):
    """Why a line is annulled."""

    model_config = ConfigDict(extra="forbid")
    reason: Literal["our_mistake", "courier_mistake", "wrong_report"]


@routes.get("")
@allow("supervisor")
@routes.input(MonthIn, location="query", arg_name="asked")
def show(asked: MonthIn) -> ResponseReturnValue:
    """The sums of a month by payer."""
    with reading() as session:
        this_month = month_of(_here(session).calendar.local_day(clock.now()))
        month = asked.month or this_month
        return jsonify(**statement(session, person().branch_id, month), this_month=this_month)


@routes.get("/statement.csv")
@allow("supervisor")
@routes.input(CloseIn, location="query", arg_name="asked")
def export(asked: CloseIn) -> ResponseReturnValue:
    """The statement for the town's billing service."""
    with reading() as session:
        text = statement_sheet(statement(session, person().branch_id, asked.month))
    headers = {"Content-Disposition": f'attachment; filename="statement-{asked.month}.csv"'}
    return Response(text, mimetype="text/csv", headers=headers)


@routes.post("/<uuid:line>/annul")
@allow("supervisor")
@routes.input(AnnulIn, arg_name="body")
def annul(line: UUID, body: AnnulIn) -> ResponseReturnValue:
    """Annul one line (error), as long as its month is open."""
    judged = perform("annul_sum", str(line), by=person(), reason=body.reason)
    if judged.outcome in ("refused", "quarantined"):
        raise refusal_of(judged.why, judged.facts)
    return jsonify(annulled=True)


@routes.post("/close")
@allow("supervisor")
@routes.input(CloseIn, arg_name="body")
def close(body: CloseIn) -> ResponseReturnValue:
    """Close a month for good."""
    judged = perform("close_month", "", by=person(), month=body.month)
    if judged.outcome in ("refused", "quarantined"):
        raise refusal_of(judged.why, judged.facts)
    return jsonify(closed=body.month)


def _here(session: Session) -> BranchFacts:
    return all_of(session)[person().branch_id]
