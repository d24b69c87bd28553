"""One row of every kind that a library leaves behind in a day, all of them dated now."""

from datetime import time, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from rayon import clock
from rayon.catalogue.models import Item, Patron, ShelfCheck
from rayon.database import writing
from rayon.delivery.models import BillingMonth, Delivery, Door, FirmLink, SumDue
from rayon.holds.lifecycle import CLOSED_STATUSES
from rayon.holds.models import Hold
from rayon.ids import new_id
from rayon.ils.models import IlsTask
from rayon.notices.models import MailboxMail, Message, Notice, PatronPush, PhoneCall
from rayon.notices.remembering import ToldBefore
from rayon.picking.models import Walk
from rayon.rounds.models import (
    Announcement,
    CartRequest,
    CartWish,
    Neighbourhood,
    RoundStop,
    Subscription,
)
from rayon.staff.models import AuthSession, Device, Enrolment, PinFailure, Staff
from rayon.sync.models import ActionRow, Trouble

#: In every field that may name a patron: nothing may hold it in the end.
CANARY = "Canari"


def goes_by(branch: int, day: int) -> None:
    """Somebody asked, was told, came; somebody walked, signed in, mistyped a PIN."""
    now = clock.now()
    with writing() as session:
        staff = session.scalars(select(Staff.id)).first()
        device = session.scalars(select(Device.id)).first()
        patron = Patron(
            card=f"{CANARY}{day}", last_name=CANARY, email=f"{CANARY}@example.org", payer_card=""
        )
        child = Patron(card=f"enfant{CANARY}{day}", payer_card=f"{CANARY}{day}")
        session.add_all([patron, child])
        session.flush()
        hold = _hold(branch, patron.id, day, staff)
        session.add(hold)
        whose = {"patron_id": patron.id, "branch_id": branch}
        session.add_all(_home(hold.id, branch, patron.id))
        session.add_all(_statement(branch, day))
        neighbourhood, stop = _where_the_cart_comes(branch)
        session.add(neighbourhood)
        session.flush()
        session.add(stop)
        session.flush()
        session.add_all(_told_of_the_cart(branch, stop.id, patron.id, day))
        wish = {"branch_id": branch, "neighbourhood_id": neighbourhood.id, "words": CANARY}
        session.add(CartWish(id=new_id(), asked_at=now, **wish))
        session.add(_notice(hold.id, **whose))
        browser = {"endpoint": f"https://push.example/{CANARY}", "key": "", "secret": ""}
        session.add(PatronPush(id=new_id(), patron_id=patron.id, seen_at=now, **browser))
        session.add(_message(**whose))
        session.add_all(
            PhoneCall(id=new_id(), state=state, created_at=now, next_try_at=now, **whose)
            for state in ("to_call", "to_write", "told", "by_letter", "given_up", "withdrawn")
        )
        session.add_all(_of_one(branch, staff, device, hold.id, patron.id, day))
        keyed = {"item_id": session.scalars(select(Item.id)).first(), "done_by": staff}
        session.add(
            IlsTask(id=new_id(), kind="to_trap", branch_id=branch, at=now, done_at=now, **keyed)
        )
        lent = {"item_id": keyed["item_id"], "patron_id": child.id, "branch_id": branch}
        session.add_all(
            IlsTask(id=new_id(), kind="loan", at=now, done_at=done_at, **lent)
            for done_at in (now, None)
        )
        # One a day, also where several days' worth of rows are dated now.
        looked = {"day": now.date() + timedelta(days=day), "at": now, "by": staff}
        session.add(ShelfCheck(id=new_id(), branch_id=branch, **looked))


def _hold(branch: int, patron: int, day: int, staff: int | None) -> Hold:
    now = clock.now()
    return Hold(
        id=new_id(),
        source="test",
        reference=f"{day}",
        patron_id=patron,
        wants="selection",
        selection={"kind": "", "age": "6", "number": 2, "wishes": f"pour {CANARY}"},
        pickup_branch_id=branch,
        asked_at=now,
        fact_at=now,
        status=CLOSED_STATUSES[day % len(CLOSED_STATUSES)],
        slip=1,
        slip_day=now.date(),
        looked_by=staff,
        looked_at=now,
    )


def _notice(hold: str, **whose: Any) -> Notice:
    now = clock.now()
    key = {"subject_kind": "hold", "subject_id": hold, "kind": "ready", "generation": 1}
    dated = {"created_at": now, "due_at": now, "told_at": now}
    return Notice(channel="email", state="told", says="ready", **key, **dated, **whose)


def _message(**whose: Any) -> Message:
    now = clock.now()
    return Message(
        id=new_id(), channel="email", language="fr", state="accepted", first_try_at=now, **whose
    )


def _of_one(
    branch: int, staff: int | None, device: str | None, hold: str, patron: int, day: int
) -> list[Any]:
    now = clock.now()
    asked = {"patron": patron, "selection": {"wishes": CANARY}, "reference": f"{day}"}
    return [
        _action("place_hold", asked, subject=hold),
        _action("order_hold", asked, outcome="refused"),
        _action("lend_document", {"barcode": "1001", "card_of": patron}),
        _action("report_found", {"barcode": CANARY}, outcome="quarantined", by=staff),
        _action("reassign_walk", {"to": staff}, by=staff, shift=new_id(), facts={"name": "Ada"}),
        MailboxMail(
            id=new_id(), branch_id=branch, received_at=now, to=CANARY, subject="", raw=CANARY
        ),
        PinFailure(staff_id=staff, device_id=device, failed_at=now),
        AuthSession(
            id=new_id(),
            token_hash=uuid4().hex,
            staff_id=staff,
            device_id=device,
            started_at=now,
            ends_at=now + timedelta(hours=12),
        ),
        Enrolment(code_hash=uuid4().hex, branch_id=branch, expires_at=now + timedelta(minutes=15)),
        Trouble(id=new_id(), branch_id=branch, kind="reshelve", opened_at=now, closed_at=now),
        Walk(
            id=new_id(),
            branch_id=branch,
            name="Matin",
            day=now.date(),
            status="finished",
            claimed_by=staff,
            claimed_on=device,
            finished_at=now,
        ),
        ToldBefore(
            hold_key=uuid4().hex,
            kind="ready",
            generation=1,
            channel="email",
            state="told",
            says="ready",
            told_at=now,
        ),
    ]


def _action(name: str, payload: dict[str, Any], **values: Any) -> ActionRow:
    named = {"outcome": "applied", "subject": "", **values}
    return ActionRow(
        id=new_id(),
        store=new_id(),
        v=1,
        name=name,
        payload=payload,
        body_hash=uuid4().hex,
        received_at=clock.now(),
        **named,
    )


def _home(delivery: str, branch: int, patron: int) -> list[Any]:
    now = clock.now()
    named = {"bell": CANARY, "line": CANARY, "instructions": CANARY, "account": CANARY}
    where = {"postcode": "92300", "town": "Levallois-Perret", "phone": "+33639980001"}
    until = {"day": now.date(), "closes_at": now, "cancel_until": now}
    told = {"ordered_at": now, "fee_cents": 500, "agreed": "read"}
    return [
        Door(id=delivery, branch_id=branch, is_known=True, written_at=now, **named, **where),
        Delivery(id=delivery, branch_id=branch, patron_id=patron, **until, **told),
    ]


def _statement(branch: int, day: int) -> list[Any]:
    """A month that was closed, another one each day; an account number is all that it names."""
    now = clock.now()
    month = f"{now + timedelta(days=31 * day):%Y-%m}"
    parcel = {"parcel_id": new_id(), "number": "COL1", "account": "FAC-0042", "day": now.date()}
    return [
        BillingMonth(id=new_id(), branch_id=branch, month=month, closed_at=now),
        FirmLink(
            id=new_id(),
            branch_id=branch,
            day=now.date(),
            token_hash=uuid4().hex,
            pin_hash="",
            made_at=now,
            ends_at=now + timedelta(hours=12),
        ),
        SumDue(id=new_id(), branch_id=branch, month=month, cents=500, kind="due", at=now, **parcel),
    ]


def _where_the_cart_comes(branch: int) -> tuple[Neighbourhood, RoundStop]:
    """Once, and then no more."""
    now, id_ = clock.now(), new_id()
    rule = {"bike": "1", "first_day": now.date(), "rule": "FREQ=WEEKLY", "in_breaks": False}
    ended = {"changed_at": now, "ended_at": now}
    where = {"place": "Quai", "begins": time(16), "ends": time(17), "removed_at": now}
    whose = {"branch_id": branch}
    return (
        Neighbourhood(id=id_, code=uuid4().hex[:8], name="Quai", **rule, **ended, **whose),
        RoundStop(id=new_id(), code=uuid4().hex[:8], neighbourhood_id=id_, **where, **whose),
    )


def _told_of_the_cart(branch: int, stop: str, patron: int, day: int) -> list[Any]:
    """Somebody asked and did not confirm, somebody did; the latter was told of a visit. A patron
    asked for something.
    """
    now = clock.now()
    of_stop = {"branch_id": branch, "stop_id": stop}
    asked = {"language": "fr", "asked_at": now, **of_stop}
    subscriber = new_id()
    told = {"planned": now.date(), "ends_at": now, "made_at": now}
    return [
        Subscription(id=new_id(), email=f"{CANARY}{day}@example.org", **asked),
        Subscription(id=subscriber, email=f"{day}{CANARY}@example.org", confirmed_at=now, **asked),
        Announcement(id=new_id(), subscription_id=subscriber, **of_stop, **told),
        CartRequest(
            id=new_id(), card="", patron_id=patron, lines=[], words=CANARY, state="closed", **asked
        ),
    ]
