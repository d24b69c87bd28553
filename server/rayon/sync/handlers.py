"""THE list of what can be done: name -> who may, what it says, which rows it needs, what judges it.

``roles`` empty: only the server itself does it (imports, plans, jobs).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rayon.delivery.actions import correcting, money, packing, riding, staying, stopping
from rayon.delivery.actions import ordering as deliveries
from rayon.delivery.actions.needed import rows_for
from rayon.hold_shelf.actions import clearing, handing, moving, shelving, slots
from rayon.holds import actions as holds
from rayon.holds import keeping, ordering
from rayon.holds.action import Action, Decision, Payload, State
from rayon.ils import actions as ils
from rayon.notices import actions as notices
from rayon.picking.actions import (
    choosing,
    drawing,
    finding,
    misplaced,
    missing,
    planning,
    seeing,
    surveying,
    undoing,
    walking,
)
from rayon.rounds import actions as rounds
from rayon.rounds import calling_off, ending, registering, reserving, street, today
from rayon.rounds import choosing as cart
from rayon.supervisors import actions as supervisors
from rayon.supervisors import changing_branches, changing_locations

PICKER = frozenset(walking.WALKERS)
SUPERVISOR = frozenset({"supervisor"})
DESK = frozenset({"desk", "supervisor"})
HANDS_OVER = DESK | {"cart"}
COURIER = frozenset({"courier", "desk", "supervisor"})
CART = frozenset({"cart", "supervisor"})
ADMIN = frozenset({"admin"})
SURVEYOR = frozenset({"supervisor", "admin"})
SERVER: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Handler:
    """One thing that can be done. ``subject`` names the kind of row that ``Action.subject`` is.

    ``whole_walk``: it is judged against every pick of the walk.
    """

    subject: str
    payload: type[Payload]
    roles: frozenset[str]
    judge: Callable[[Action, State], Decision]
    whole_walk: bool = False


#: What a phone may have recorded by itself. The rest goes through a page that asks who is there.
OFFLINE = frozenset(
    {
        "claim_walk",
        "pause_walk",
        "resume_walk",
        "finish_walk",
        "report_found",
        "choose_item",
        "report_not_found",
        "report_unusable",
        "look_later",
        "undo",
        "report_seen",
        "report_misplaced",
        "survey_bay",
        "survey_shelf",
        "move_bay_start",
        "remove_bay",
        "put_on_bay",
        "load_parcel",
        "deliver_parcel",
        "report_absent",
        "report_refused",
        "report_wrong_address",
        "report_incident",
        "shelve",
        "send_on",
        "receive",
        "take_off",
        "reshelve",
        "hand_over",
        "report_missing",
        "load_document",
        "lend_document",
        "take_back_document",
        "leave_stop",
        "report_late",
        "report_rain",
        "unload_document",
        "end_round",
        "note_wish",
        "register_patron",
        "reserve_for_next",
    }
)

HANDLERS: dict[str, Handler] = {
    # -- the walk
    "claim_walk": Handler("walk", walking.OnWalk, PICKER, walking.claim_walk),
    "pause_walk": Handler("walk", walking.OnWalk, PICKER, walking.pause_walk),
    "resume_walk": Handler("walk", walking.OnWalk, PICKER, walking.resume_walk),
    "finish_walk": Handler("walk", walking.OnWalk, PICKER, walking.finish_walk, whole_walk=True),
    "report_found": Handler("pick", finding.ReportFound, PICKER, finding.report_found),
    "choose_item": Handler("pick", choosing.ChooseItem, PICKER, choosing.choose_item),
    "report_not_found": Handler("pick", missing.ReportNotFound, PICKER, missing.report_not_found),
    "report_unusable": Handler("pick", missing.ReportUnusable, PICKER, missing.report_unusable),
    "look_later": Handler("pick", missing.LookLater, PICKER, missing.look_later),
    "undo": Handler("action", undoing.Undo, PICKER | COURIER | CART, undoing.undo),
    "report_seen": Handler("", seeing.ReportSeen, PICKER, seeing.report_seen),
    "report_misplaced": Handler("", misplaced.ReportMisplaced, PICKER, misplaced.report_misplaced),
    # -- the hold shelf
    "shelve": Handler("hold", shelving.Shelve, PICKER, shelving.shelve),
    "send_on": Handler("hold", moving.SendOn, PICKER, moving.send_on),
    "receive": Handler("hold", moving.Receive, PICKER, moving.receive),
    "take_off": Handler("hold", clearing.TakeOff, PICKER, clearing.take_off),
    "reshelve": Handler("", clearing.Reshelve, PICKER, clearing.reshelve),
    "hand_over": Handler("hold", handing.HandOver, HANDS_OVER, handing.hand_over),
    "report_missing": Handler("hold", handing.ReportMissing, PICKER, handing.report_missing),
    "set_up_slots": Handler("", slots.SetUpSlots, SUPERVISOR, slots.set_up_slots),
    "remove_slot": Handler("slot", slots.RemoveSlot, SUPERVISOR, slots.remove_slot),
    # -- the floor
    "survey_bay": Handler("", surveying.SurveyBay, SURVEYOR, surveying.survey_bay),
    "survey_shelf": Handler("", surveying.SurveyShelf, SURVEYOR, surveying.survey_shelf),
    "move_bay_start": Handler("", surveying.MoveBayStart, PICKER, surveying.move_bay_start),
    "remove_bay": Handler("", surveying.RemoveBay, SURVEYOR, surveying.remove_bay),
    "put_on_bay": Handler("", surveying.PutOnBay, PICKER, surveying.put_on_bay),
    "draw_floor": Handler("", drawing.DrawFloor, SERVER, drawing.draw_floor),
    # -- plans
    "plan_walk": Handler("", planning.PlanWalk, SERVER, planning.plan_walk),
    "join_walk": Handler("walk", planning.JoinWalk, SERVER, planning.join_walk, whole_walk=True),
    # -- the life of a hold
    "place_hold": Handler("hold", holds.PlaceHold, SERVER, holds.place_hold),
    "order_hold": Handler("hold", ordering.OrderHold, DESK, ordering.order_hold),
    "cancel_hold": Handler("hold", holds.CancelHold, DESK, holds.cancel_hold),
    "give_up": Handler("hold", holds.GiveUp, SUPERVISOR, holds.give_up),
    "name_volume": Handler("hold", holds.NameVolume, SUPERVISOR, holds.name_volume),
    "record_told": Handler("hold", holds.RecordTold, SERVER, holds.record_told),
    # -- home delivery
    "order_delivery": Handler(
        "delivery", deliveries.OrderDelivery, DESK, deliveries.order_delivery
    ),
    "cancel_delivery": Handler(
        "delivery", deliveries.CancelDelivery, DESK, deliveries.cancel_delivery
    ),
    "pack_document": Handler("parcel", packing.PackDocument, DESK, packing.pack_document),
    "unpack_document": Handler("parcel", packing.UnpackDocument, DESK, packing.unpack_document),
    "weigh_document": Handler("", packing.WeighDocument, DESK, packing.weigh_document),
    "close_parcel": Handler("parcel", packing.CloseParcel, DESK, packing.close_parcel),
    "reopen_parcel": Handler("parcel", packing.ReopenParcel, DESK, packing.reopen_parcel),
    "agree_to_parcels": Handler("delivery", packing.AgreeToParcels, DESK, packing.agree_to_parcels),
    "leave_behind": Handler("delivery", packing.LeaveBehind, DESK, packing.leave_behind),
    "order_stops": Handler("", stopping.OrderStops, DESK, stopping.order_stops),
    "load_parcel": Handler("parcel", riding.LoadParcel, COURIER, riding.load_parcel),
    "deliver_parcel": Handler("parcel", riding.DeliverParcel, COURIER, riding.end_parcel),
    "report_absent": Handler("parcel", riding.NotDelivered, COURIER, riding.end_parcel),
    "report_refused": Handler("parcel", riding.NotDelivered, COURIER, riding.end_parcel),
    "report_wrong_address": Handler("parcel", riding.NotDelivered, COURIER, riding.end_parcel),
    "report_incident": Handler("parcel", riding.NotDelivered, COURIER, riding.end_parcel),
    "correct_parcel": Handler("parcel", correcting.CorrectParcel, DESK, correcting.correct_parcel),
    "keep_at_desk": Handler("hold", staying.KeepAtDesk, SERVER, staying.keep_at_desk),
    "receive_parcel": Handler("", riding.ReceiveParcel, DESK, riding.receive_parcel),
    "annul_sum": Handler("sum_due", money.AnnulSum, SUPERVISOR, money.annul_sum),
    "close_month": Handler("", money.CloseMonth, SUPERVISOR, money.close_month),
    # -- the bike cart
    "set_neighbourhood": Handler(
        "neighbourhood", rounds.SetNeighbourhood, SUPERVISOR, ending.set_neighbourhood
    ),
    "end_neighbourhood": Handler(
        "neighbourhood", rounds.EndNeighbourhood, SUPERVISOR, ending.end_neighbourhood
    ),
    "move_visit": Handler("neighbourhood", rounds.MoveVisit, CART, rounds.move_visit),
    "cancel_visit": Handler("neighbourhood", rounds.CancelVisit, CART, calling_off.cancel_visit),
    "keep_visit": Handler("neighbourhood", rounds.KeepVisit, CART, rounds.keep_visit),
    "set_school_breaks": Handler("", rounds.SetSchoolBreaks, SUPERVISOR, rounds.set_school_breaks),
    "begin_round": Handler("", cart.BeginRound, CART, cart.begin_round),
    "choose_for_cart": Handler("", cart.ChooseForCart, CART, cart.choose_for_cart),
    "leave_at_home": Handler("hold", cart.LeaveAtHome, CART, cart.leave_at_home),
    "note_wish": Handler("", cart.NoteWish, CART, cart.note_wish),
    "close_wish": Handler("cart_wish", cart.CloseWish, CART, cart.close_wish),
    "load_document": Handler("hold", cart.OfRound, CART, cart.load_document),
    "lend_document": Handler("", street.LendDocument, CART, street.lend_document),
    "take_back_document": Handler("", cart.OfRound, CART, street.take_back_document),
    "leave_stop": Handler("cart_round", street.LeaveStop, CART, street.leave_stop),
    "unload_document": Handler("", cart.OfRound, CART, street.unload_document),
    "end_round": Handler("cart_round", street.EndRound, CART, street.end_round),
    "report_late": Handler("neighbourhood", today.ReportLate, CART, today.report_late),
    "report_rain": Handler("neighbourhood", today.ReportRain, CART, today.report_rain),
    "reserve_from_cart": Handler(
        "hold", reserving.ReserveFromCart, DESK, reserving.reserve_from_cart
    ),
    "register_patron": Handler("", registering.RegisterPatron, CART, registering.register_patron),
    "complete_registration": Handler(
        "", registering.CompleteRegistration, DESK, registering.complete_registration
    ),
    "reserve_for_next": Handler("", registering.ReserveForNext, CART, registering.reserve_for_next),
    # -- pick-up days
    "set_pickup_week": Handler("", keeping.SetPickupWeek, SUPERVISOR, keeping.set_pickup_week),
    "close_days": Handler("closure", keeping.CloseDays, SUPERVISOR, keeping.close_days),
    "reopen_days": Handler("closure", keeping.ReopenDays, SUPERVISOR, keeping.reopen_days),
    "change_branch": Handler(
        "", changing_branches.ChangeBranch, ADMIN, changing_branches.change_branch
    ),
    "change_location": Handler(
        "", changing_locations.ChangeLocation, ADMIN, changing_locations.change_location
    ),
    "set_walk_order": Handler(
        "", changing_locations.SetWalkOrder, ADMIN, changing_locations.set_walk_order
    ),
    "set_wording": Handler("", notices.SetWording, ADMIN, notices.set_wording),
    # -- the library's own system
    "tick_ils_task": Handler("ils_task", ils.TickIlsTask, DESK, ils.tick_ils_task),
    "record_loan": Handler("hold", ils.RecordLoan, SERVER, ils.record_loan),
    "reinstate_hold": Handler("hold", ils.ReinstateHold, SERVER, ils.reinstate_hold),
    "cancel_vanished": Handler("trouble", ils.CancelVanished, SUPERVISOR, ils.cancel_vanished),
    "confirm_shelf": Handler("shelf_check", ils.ConfirmShelf, DESK, ils.confirm_shelf),
    # -- supervisors
    "close_walk": Handler(
        "walk", walking.CloseWalk, SUPERVISOR, walking.close_walk, whole_walk=True
    ),
    "reassign_walk": Handler("walk", walking.ReassignWalk, SUPERVISOR, walking.reassign_walk),
    "settle_dispute": Handler("hold", holds.SettleDispute, SUPERVISOR, holds.settle_dispute),
    "note_team": Handler("", supervisors.NoteTeam, ADMIN, supervisors.note_change),
    "note_phone": Handler("", supervisors.NotePhone, SURVEYOR, supervisors.note_change),
    "open_trouble": Handler("trouble", supervisors.OpenTrouble, SERVER, supervisors.open_trouble),
    "resolve_trouble": Handler(
        "trouble", supervisors.ResolveTrouble, SUPERVISOR, supervisors.resolve_trouble
    ),
}


def needs(name: str, subject: str, payload: Any) -> dict[str, set[Any]]:
    """Ids to load for one action: {kind of row: ids}, and the barcodes it names."""
    handler = HANDLERS[name]
    wanted: dict[str, set[Any]] = {handler.subject: {subject}} if handler.subject else {}
    if handler.whole_walk:
        wanted["whole_walk"] = {subject}
    wanted |= rows_for(subject, payload) | _needs_of_orders(payload)
    match payload:
        case seeing.ReportSeen():
            wanted |= {"seen": {payload.barcode}, "walk": {payload.walk} - {None}}
        case misplaced.ReportMisplaced():
            wanted |= {
                "seen": {payload.barcode},
                "aimed": {payload.barcode},
                "walk": {payload.walk} - {None},
                "bay": {payload.seen} - {None},
                "trouble": {misplaced.misplaced_line(payload.barcode)},
            }
        case surveying.SurveyBay() | surveying.SurveyShelf() | surveying.PutOnBay():
            seen = {payload.barcode} - {None}
            wanted |= {"seen": seen, "aimed": seen, "bay": {payload.bay}}
            wanted["floor"] = {getattr(payload, "floor", None)} - {None}
        case surveying.MoveBayStart():
            wanted |= {"seen": {payload.barcode}, "bay": {payload.bay}}
        case surveying.RemoveBay():
            wanted["bay"] = {payload.bay}
        case (
            drawing.DrawFloor()
            | changing_locations.ChangeLocation()
            | changing_locations.SetWalkOrder()
        ):
            wanted["floor_of"] = {payload.branch}
        case planning.PlanWalk() | planning.JoinWalk():
            wanted["hold"] = {line.hold for line in payload.picks}
        case keeping.SetPickupWeek() | keeping.CloseDays():
            wanted["kept_at"] = {payload.branch}
        case notices.SetWording():
            wanted["worded_at"] = {payload.branch}
        case walking.ReassignWalk():
            wanted["staff"] = {payload.to} - {None}
        case _ if barcode := getattr(payload, "barcode", None):
            wanted["barcode"] = {barcode}
    others = _needs_at_the_shelf(payload) | _needs_of_the_cart(subject, payload)
    return wanted | others | _needs_on_a_round(name, subject, payload)


def _needs_of_orders(payload: Any) -> dict[str, set[Any]]:
    """Who asks, for what, and with what it is to ride."""
    match payload:
        case ordering.OrderHold():
            return {
                "patron": {payload.patron},
                "title": {payload.title} - {None},
                "delivery": {payload.delivery} - {""},
                "round_stop": {payload.round_stop} - {""},
            }
        case reserving.ReserveFromCart():
            return {"patron": {payload.patron}, "round_stop": {payload.round_stop}}
    return {}


def _needs_at_the_shelf(payload: Any) -> dict[str, set[Any]]:
    """What is looked at beside the hold and the document that was scanned."""
    match payload:
        case shelving.Shelve():
            return {"slot": {payload.slot}}
        case clearing.TakeOff():
            return {"queue": {payload.barcode}}
        case clearing.Reshelve():
            return {"reshelved": {payload.barcode}}
        case handing.HandOver():
            return {"patron": {payload.card_of} - {None}}
        case slots.SetUpSlots():
            return {"slots_of": {payload.branch}}
    return {}


def _needs_on_a_round(name: str, subject: str, payload: Any) -> dict[str, set[Any]]:
    """The round with its holds, or what is on its cart; who waits for what comes back."""
    match payload:
        case cart.NoteWish():
            return {"cart_wish": {subject}, "neighbourhood": {payload.neighbourhood}}
        case street.LendDocument() | registering.ReserveForNext():
            return {
                "lent": {getattr(payload, "barcode", None)} - {None},
                "cart_round": {payload.round},
                "patron": {payload.card_of} - {None},
                "registered": {payload.reader} - {None},
                "round_stop": {getattr(payload, "stop", None)} - {None},
                "hold": {subject} - {""},
            }
        case street.LeaveStop() | street.EndRound():
            return {"whole_round": {subject}, "carried": {subject}}
        case cart.OfRound() if name == "load_document":
            return {"cart_round": {payload.round}, "carried": {payload.round}}
        case cart.OfRound():
            return {"cart_round": {payload.round}, "queue": {payload.barcode}}
    return _needs_of_newcomers(subject, payload)


def _needs_of_newcomers(subject: str, payload: Any) -> dict[str, set[Any]]:
    """Who registered under this id or has this card, and a number for a new row."""
    match payload:
        case registering.RegisterPatron():
            own = {"registered": {subject}, "card": {payload.card}, "new_patron": {subject}}
            return {"cart_round": {payload.round}, **own}
        case registering.CompleteRegistration():
            return {"registered": {subject}}
    return {}


def _needs_of_the_cart(subject: str, payload: Any) -> dict[str, set[Any]]:
    """The whole calendar of the branch; stops by id, for they may belong to another one."""
    if not isinstance(payload, rounds.OfBranch):
        return {}
    wanted: dict[str, set[Any]] = {"rounds_of": {payload.branch}}
    if isinstance(payload, rounds.SetNeighbourhood):
        wanted["round_stop"] = {stop.id for stop in payload.stops}
    if isinstance(payload, (rounds.SetNeighbourhood, rounds.EndNeighbourhood)):
        wanted["bound_for"] = {subject}
    if isinstance(payload, rounds.CancelVisit):
        wanted |= {"halting_in": {subject}, "whole_round": {cart.round_id(subject, payload.day)}}
    if isinstance(payload, cart.BeginRound):
        wanted["whole_round"] = {cart.round_id(payload.neighbourhood, payload.day)}
    return wanted
