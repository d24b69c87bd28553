"""Every code a person may meet, with its sentence: what happened, then what to do."""

from datetime import date
from typing import Any

from flask_babel import force_locale, get_locale, gettext
from flask_babel import lazy_gettext as _l

from rayon.dates import day_in_words
from rayon.languages import LANGUAGES

SENTENCES: dict[str, Any] = {
    # -- the door
    "sign_in": _l("Your shift is over. Sign in to go on; nothing is lost."),
    "not_enrolled": _l("This device is not enrolled. Ask a supervisor for a code."),
    "device_revoked": _l("This device was shut out by a supervisor. Its data is wiped."),
    "unknown_code": _l("This code is unknown or used up. Ask for a new one."),
    "unknown_device": _l("This device is not known at this branch."),
    "not_allowed": _l("Your role does not allow this here. Ask a supervisor."),
    "wrong_pin": _l("Wrong PIN. Tries left: %(tries_left)s."),
    "firm_link_over": _l("This link is no good any more. Ask the library for today’s link."),
    "wrong_firm_pin": _l("This is not the PIN. Ask the library by telephone, and type it again."),
    "locked": _l("Too many wrong PINs. Wait %(minutes)s minutes, or ask a supervisor."),
    "cross_site": _l("This request did not come from Rayon's own pages."),
    "bad_json": _l("This is not valid JSON: %(reason)s."),
    "bad_field": _l("The field %(field)s is missing or has a value that cannot be: %(reason)s."),
    "too_large": _l("This is too large. Send at most %(limit)s at once."),
    "disk_full": _l("The server’s disk is full. Ask whoever runs it to make room."),
    "import_running": _l("An import is under way. Wait until it is done, then try again."),
    "unknown_import": _l("This import is not there any more. Choose the file again."),
    "import_not_ready": _l("This import is not that far. Look at the screen again."),
    "no_outbox_file": _l("This is no file that a phone saved under “Sending”. Choose that file."),
    "outbox_file_unknown_phone": _l(
        "The phone that saved this file is none of this branch. Bring it in at the phone’s own "
        "branch. If the phone is known nowhere any more, enrol it again: it has kept what was done "
        "and sends it by itself. If it is broken, open the file as text, and do again what is "
        "missing."
    ),
    "outbox_file_changed": _l(
        "The file is not as the phone saved it. Save it on the phone once more, and "
        "bring it in untouched."
    ),
    "outbox_file_shut_out": _l(
        "%(phone)s was shut out, so its file does not count any more. Look at what is missing, and "
        "do it again."
    ),
    "unknown_mapping": _l("This mapping is not known. Choose another one."),
    "too_often": _l("Too many tries. Wait a minute."),
    "busy": _l("The server is busy. It will be tried again by itself."),
    "not_found": _l("There is nothing at this address."),
    "wrong_method": _l("This address does not take that kind of request."),
    "bad_request": _l("This request cannot be understood."),
    "server_fault": _l("The server could not deal with this. It is kept for a supervisor."),
    # -- actions
    "unknown_action_name": _l("This server does not know this action yet. It is kept."),
    "newer_action": _l("This app is newer than the server. The action is kept for a supervisor."),
    "bad_payload": _l("This action is incomplete (%(field)s). It is kept for a supervisor."),
    "bad_action": _l("This action cannot be read. It is kept on this device."),
    "no_role_any_more": _l(
        "Whoever recorded this has no role at the library any more. A supervisor settles it."
    ),
    "unknown_shift": _l("This was recorded without a known shift. A supervisor decides."),
    "id_reused": _l("Two different actions bear one number. A supervisor decides."),
    "number_reused": _l("Two different actions bear one number. A supervisor decides."),
    "unknown_pick": _l("This document is no longer on any walk."),
    "unknown_walk": _l("This walk no longer exists."),
    "unknown_hold": _l("This hold no longer exists."),
    "unknown_card": _l("No patron has this card. Check the number."),
    "still_served": _l("The database is in use. Stop the server and every worker, then try again."),
    "unknown_action": _l("There is nothing to undo: this action is not known."),
    "unknown_trouble": _l("This line no longer exists."),
    "unknown_call": _l("This call is not on the list of this branch."),
    "call_is_closed": _l("Somebody has dealt with this call already."),
    "call_has_changed": _l("Something changed meanwhile. Read out the lines as they are now."),
    "incomplete": _l("A part is missing: report it as not usable."),
    "not_ambiguous": _l("The fate of this mail is known by now."),
    "unknown_barcode": _l("This barcode is not in the catalogue. Put the document aside."),
    "already_found": _l("Already found."),
    "already_decided": _l("Already decided by somebody else. Nothing to do."),
    "already_closed": _l("This hold is closed already."),
    "another_day_is_over": _l("Another pick-up day is over meanwhile. Look at the shelf again."),
    "loans_are_ours": _l("Loans are made in Rayon here: it knows what waits on the shelf."),
    "already_asked": _l("This hold is known already."),
    "already_yours": _l("This walk is yours already."),
    "was_not_applied": _l("There is nothing to undo."),
    "undone_before": _l("This was undone before. What was done since stays."),
    "another_copy_was_found": _l(
        "Another copy was found for this patron. Please put this one back on its shelf."
    ),
    "serves_another_hold": _l(
        "This copy is put aside for slip %(slip)s. Please keep it there; a supervisor decides."
    ),
    "noted_unusable": _l(
        "This document was noted as not usable. Put it aside, unless it may be lent again: then"
        " scan it once more and say so."
    ),
    "not_to_lend": _l(
        "This document was noted as not usable. Please put it aside and choose another."
    ),
    "serves_a_hold": _l("This copy is put aside for a hold."),
    "not_interchangeable": _l("This copy is not what was asked for: another volume or kind."),
    "not_for_this_selection": _l(
        "This document is not what was asked for: another volume or kind. Please put it back on"
        " its shelf: the reader gets one less, unless another is chosen."
    ),
    "cancelled": _l("The hold was cancelled. Please put the document back on its shelf."),
    "no_longer_wanted": _l("Nobody waits for this document any more. Please put it back."),
    # -- the hold shelf
    "not_this_patrons": _l("This document is somebody else’s: it goes with slip %(slip)s."),
    "not_put_aside": _l("This document is put aside for nobody. Look it up, or put it back."),
    "unknown_slot": _l("This slot is not known here, or no longer used. Choose another one."),
    "slot_taken": _l(
        "%(slot)s holds the documents of somebody else (slip %(slip)s). Choose another slot."
    ),
    "slot_in_use": _l("Documents wait in %(slot)s. Empty it first, then take it away."),
    "slot_barcode_taken": _l("The slot %(slot)s has this barcode already. Give another one."),
    "for_another_branch": _l("This document is collected at %(branch)s. Send it there."),
    "stays_here": _l("This document is collected here: put it on the hold shelf."),
    "already_shelved": _l("It is in that slot already."),
    "already_sent_on": _l("It is on its way already."),
    "already_here": _l("It has arrived here already."),
    "already_handed_over": _l("It was handed over already."),
    "already_on_its_shelf": _l("It is back on its shelf already."),
    "not_here_yet": _l("This document has not arrived here. Receive it first, then hand it over."),
    "not_on_the_shelf": _l("It is not on the hold shelf any more. Nothing to do."),
    "nothing_waits": _l("Nothing waits here under this. Scan the card, or choose the slot."),
    "still_kept": _l("Its patron may collect it until %(until)s. Leave it in its slot."),
    "still_wanted": _l("Its patron may still collect it. Leave it in its slot."),
    "goes_to_the_next": _l("Somebody else waits for it: shelve it again, with slip %(slip)s."),
    "to_the_stacks": _l("Nobody else waits for it: put it on the cart for the stacks."),
    "goes_home": _l("It belongs to %(branch)s: put it into the crate for there."),
    # -- the bike cart
    "unknown_neighbourhood": _l("This neighbourhood is not known here. Look at the list again."),
    "neighbourhood_has_ended": _l(
        "The bike cart comes there no more. Begin a new neighbourhood instead."
    ),
    "unknown_stop": _l("One of these stops belongs to another neighbourhood. Add it anew."),
    "stop_has_ended": _l("The bike cart comes there no more. Choose another stop, or pick-up."),
    "bike_in_two_places": _l(
        "The bike would be in two places on %(day)s: %(one)s, and %(other)s. Choose other days or "
        "hours, or another bike."
    ),
    "no_visit_in_sight": _l("No visit is planned there in the next three months."),
    "no_visit_then": _l("The cart does not come on that day. Look at the list again."),
    "visit_is_over": _l("This visit is over. Nothing about it can be changed any more."),
    "day_is_over": _l("That day is over. Choose a later one."),
    "moved_too_far": _l("A visit can be moved by two months at most. Choose a nearer day."),
    "no_calendar_file": _l(
        "This is no calendar file (.ics). Choose the file that the ministry offers for your zone."
    ),
    "no_breaks_in_file": _l("This calendar has no break of two days or more. Choose another file."),
    "unknown_link": _l("This link is not whole. Open it again from the mail."),
    "bad_address": _l("No mail can be sent to this address. Look at it again."),
    "card_needed": _l("Type the number of your library card."),
    "nothing_asked": _l("Choose a document, or write what you would like."),
    "unknown_request": _l("This is settled, or forgotten. Ask again on the page of the stop."),
    "not_chosen_any_more": _l("This is not on the cart’s list any more."),
    "not_a_push_service": _l("This browser cannot be told. Leave your email address in its place."),
    "no_such_stop": _l(
        "The bike cart has no stop at this address. Look at the address on the flyer again."
    ),
    # -- the round
    "unknown_round": _l("This round is not known here. Fetch it again where there is a network."),
    "round_is_over": _l("This round is over. Choose the next visit."),
    "card_is_taken": _l("This card was known already. What is lent on it is noted: tell the desk."),
    "lent_though_cancelled": _l("It was cancelled meanwhile. It is noted as lent to its reader."),
    "chosen_already": _l("This document is on the list already."),
    "cannot_ride": _l(
        "This copy cannot ride: it is lent, put aside, damaged or not for loan. Choose another."
    ),
    "no_copy_to_ride": _l("No copy of this stands on a shelf here. Choose another."),
    "not_for_the_cart": _l("This document is not for the bike cart. Leave it here."),
    "loaded_already": _l("This document is on the cart already."),
    "cart_too_heavy": _l(
        "%(grams)s g are more than the %(limit)s g that the cart carries. Leave something at home."
    ),
    "nothing_to_fetch": _l(
        "Nothing is left to fetch: all of it is on a walk, in hand or on the cart."
    ),
    "lent_already": _l("This document is lent already."),
    "lent_though_reserved": _l(
        "It was reserved for slip %(slip)s. The loan stands; a supervisor will look."
    ),
    "taken_back_already": _l("This document was taken back already."),
    "set_aside": _l("Somebody waits for it: it stays aside for slip %(slip)s."),
    "not_on_the_cart": _l("This document is not on the cart."),
    "shelve_it": _l("Shelve it at the hold shelf, with slip %(slip)s."),
    # -- the floor
    "unknown_bay": _l("The bay %(bay)s is not known here. Scan its label again, or survey it."),
    "bay_has_ended": _l("%(bay)s was taken away. Choose another table, or survey it anew."),
    "no_such_shelf": _l("The bay %(bay)s has %(shelves)s shelves. Survey it again."),
    "first_document_unknown": _l(
        "The bay %(bay)s is saved, but not its first document: that barcode is not in the "
        "catalogue. Survey it again with another document."
    ),
    "surveyed_anew": _l("This bay was surveyed anew. Nothing to do."),
    "already_reported": _l("This document is on the list of misplaced ones already."),
    "looked_for_now": _l(
        "%(name)s is looking for this very document: it shows on their phone where it stands."
    ),
    "wanted_after_all": _l("Somebody waits for this: keep it, it goes with slip %(slip)s."),
    "not_a_selection": _l("This is no selection: scan the document to report it found."),
    "selection_closed": _l("This selection is closed. Please put the document back on its shelf."),
    "nothing_chosen": _l("Scan at least one document before you close the selection."),
    "found_by_somebody_else": _l(
        "Somebody else found it for slip %(slip)s. A supervisor will look."
    ),
    "claimed_by_another": _l("%(name)s took this walk first. What you found still counts."),
    "not_your_walk": _l("This walk is with %(name)s. What you found still counts."),
    "nobody_walks": _l("Nobody has this walk now. What you found still counts."),
    "unknown_person": _l("This person cannot walk at this branch. Choose somebody else."),
    "walk_is_finished": _l("This walk is finished."),
    "nothing_left_to_plan": _l("Nothing is left to plan."),
    "has_moved_on": _l("Too late to undo: the document has moved on. Ask a supervisor."),
    "not_yours_to_undo": _l("Only the person who did it, or a supervisor, can undo this."),
    "cannot_be_undone": _l("This cannot be undone."),
    # -- the library's own system
    "unknown_ils_task": _l("This line is no longer on any list. Open the list again."),
    "ils_task_withdrawn": _l("This line has left the list: it is no longer true. Do not key it."),
    "ils_has_it": _l("The library’s own system has this document now. Correct it there."),
    "file_refused": _l("This file was not taken in. %(why)s"),
    "many_vanished": _l("This file was not taken in. %(why)s"),
    "vanished_cancelled": _l("Holds cancelled: %(count)s."),
    # -- paper
    "unknown_letter": _l("This letter is not owed any more. Nothing to print."),
    "letter_has_changed": _l("There is something else to write by now. Print the letter again."),
    "no_pdf": _l("This server makes no PDF. Print the page from the browser instead."),
    # -- pick-up days
    "unknown_closure": _l("This closure is not known any more. Look at the list again."),
    "closed_long_ago": _l("This closure is over for more than a week. Nothing can be given back."),
    "already_closed_then": _l("These days are closed already. Nothing to do."),
    # -- settings
    "unknown_colleague": _l("This person is not on the list any more. Look at it again."),
    "works_elsewhere": _l(
        "This person has roles at other branches too. Ask who sets up the whole network."
    ),
    "last_admin": _l("Nobody else may set things up. Make somebody an admin first."),
    "delivery_ends_before_it_begins": _l(
        "Deliveries would end before they begin. Change one of the two hours."
    ),
    "bad_branch_email": _l(
        "Mail servers do not take this address. Enter one without accents before the @, "
        "and with a full domain after it."
    ),
    # -- orders
    "unknown_patron": _l("This patron is not known any more. Look for the name again."),
    "unknown_location": _l("This location is not known here, or one is missing. Look again."),
    "unknown_gommette": _l("There is no sticker of this colour. Choose another one."),
    "unknown_pictogram": _l("There is no such picture. Choose another one."),
    "unknown_wording": _l("There is no such mail, or not in this language."),
    "unknown_passage": _l("This mail has no such passage. Open the screen again."),
    "unknown_placeholder": _l(
        "{%(name)s} is no placeholder of this passage. It may have: %(allowed)s."
    ),
    "missing_placeholder": _l("This passage cannot do without %(name)s. Put it in."),
    "lone_brace": _l("A brace stands alone. Write a placeholder between two, or no brace at all."),
    "passage_too_long": _l("This passage is too long. It may have %(most)s characters."),
    "empty_passage": _l("This passage may not be empty: patrons would not be told."),
    "no_sender": _l("This library sends no mail yet. Its mail server has to be named first."),
    "test_not_sent": _l("The mail server did not take the test (%(answer)s). Try again later."),
    "bad_test_address": _l("This address cannot be written to. Check it."),
    "unknown_branch": _l("This branch is not known. Choose another place to collect."),
    "unknown_title": _l("This title is not in the catalogue any more. Look for it again."),
    "volume_needed": _l("This title has several volumes. Choose one."),
    "no_copy_to_lend": _l("The library has no copy of this that can be lent. Choose another."),
    "patron_blocked": _l("This patron may not borrow until %(until)s. Nothing can be reserved."),
    "asked_before": _l("This patron waits for this document already. Nothing to do."),
    "limit_reached": _l(
        "The limit is %(limit)s documents, and %(waiting)s are asked for already. "
        "Ask for fewer, or have some collected or cancelled first."
    ),
    "kind_limit_reached": _l(
        "The limit for this kind (%(kind)s) is %(limit)s, and %(waiting)s are asked for already. "
        "Offer another kind of document."
    ),
    "supervisor_only": _l("Only a supervisor may go past a limit. Ask one to place this order."),
    # -- home delivery
    "unknown_delivery": _l("This delivery is not known any more. Begin the order again."),
    "unknown_door": _l("The address of this delivery is missing. Ask for it again."),
    "unknown_address": _l("This address is not in the town’s file any more. Look for it again."),
    "no_addresses": _l(
        "The town’s addresses are not known yet. Have their file imported, then take the order."
    ),
    "out_of_town": _l(
        "%(postcode)s is not in town: nothing is delivered there. Offer to keep it at the desk."
    ),
    "bad_phone": _l("This is no telephone number. Ask for it again: the courier may need it."),
    "bad_account": _l(
        "A payer’s account is 3 to 40 letters without accents, digits, spaces and the signs . / -, "
        "and begins with a letter or a digit. Type it without “N°”."
    ),
    "no_delivery_day": _l("No delivery day is in sight. Offer to keep the documents at the desk."),
    "delivery_closed": _l("Too late for this delivery: its hour has passed. Begin a new one."),
    "rides_with_nothing": _l("This document is not to be delivered. Look it up to see for whom."),
    "delivery_cancelled": _l("This delivery was cancelled. Put its documents back."),
    "unknown_parcel": _l("No parcel has this number. Look at its label again."),
    "parcel_is_closed": _l("This parcel is closed. Reopen it first."),
    "parcel_is_open": _l("This parcel is still open at the library. Tell the desk."),
    "parcel_has_left": _l("This parcel has left already."),
    "parcel_is_empty": _l("Nothing is in this parcel. Scan its documents first."),
    "parcel_too_heavy": _l(
        "%(grams)s g are more than the %(limit)s g of a parcel. Take something out, or weigh it."
    ),
    "absurd_weight": _l(
        "From %(least)s g to %(most)s g: look at the scale again, and type whole grams."
    ),
    "not_of_this_parcel": _l("This document is not for this patron. Keep it out of the parcel."),
    "in_another_parcel": _l("This document is in the other parcel. Take it out there first."),
    "already_packed": _l("This document is in the parcel already."),
    "not_packed": _l("This document is not in the parcel."),
    "second_parcel_needs_yes": _l(
        "The patron has agreed to %(count)s parcel. Ask for a yes to another one, and its price."
    ),
    "more_are_packed": _l("More parcels are packed already. Unpack one first."),
    "parcel_ended_otherwise": _l(
        "Something else was reported of this parcel before. A supervisor decides."
    ),
    "too_late_to_correct": _l(
        "Too long ago: whose parcel it was is not kept any more. Tell the billing service."
    ),
    "parcel_did_not_come_back": _l("This parcel has not come back, as far as is known."),
    "unknown_sum": _l("This line is not on the statement."),
    "month_is_closed": _l("%(month)s is closed: ask the town’s billing service to put it right."),
    "month_is_not_over": _l("%(month)s is not over yet: close it when it is."),
    "too_late_to_cancel": _l(
        "Too late to cancel: the parcel is being made ready, and it will be billed."
    ),
    "name_too_short": _l("Type a card number, or at least two letters of the name."),
}


def in_each_language(code: str, facts: dict[str, Any]) -> dict[str, str]:
    """The sentence for a phone, which keeps it while its person may change the language."""
    texts = {}
    for language in LANGUAGES:
        with force_locale(language):
            texts[language] = sentence(code, facts)
    return texts


def sentence(code: str, facts: dict[str, Any]) -> str:
    """The sentence of a code in the asker's language, its blanks filled."""
    text = SENTENCES.get(code)
    if text is None:
        return gettext("This was refused. Ask a supervisor.")
    try:
        return str(text) % _in_words(facts)
    except (KeyError, TypeError, ValueError):
        return str(text)


def _in_words(facts: dict[str, Any]) -> dict[str, Any]:
    """Days as people say them."""
    return {name: _as_said(name, fact) for name, fact in facts.items()}


def _as_said(name: str, fact: Any) -> Any:
    if name not in ("until", "day"):
        return fact
    return day_in_words(date.fromisoformat(fact), str(get_locale()), "{day} MMMM y")
