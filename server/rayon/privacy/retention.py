"""THE table of what is kept how long. Days count from the moment named in ``past_date.py``.

Defaults and limits: CNIL's simplified norm 99-027 (borrowers, 4 months), deliberation 2021-122
(logs, 6 to 12 months), and for holds the stricter reading: kept no longer than they serve.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from rayon.privacy import forgetting, past_date, unnaming

Find = Callable[[datetime], Select[Any]]
Do = Callable[[Session, Sequence[Any], datetime], None]


@dataclass(frozen=True)
class Rule:
    """What, days by default, days at most, how what is past its date is found, what is done.

    ``least``: with fewer days, what somebody recorded would be lost.
    """

    what: str
    days: int
    most: int
    find: Find
    do: Do
    least: int = 0


#: In this order: a call is given up before its patron is cut off, a patron goes last.
RULES = (
    Rule("calls_not_made", 7, 7, past_date.calls_not_made, forgetting.give_calls_up),
    Rule("patron_links", 7, 120, past_date.closed_holds, unnaming.cut_from_patrons),
    # Not sooner than holds/searching.py lets a document that turns up wake its hold.
    Rule("unfilled_links", 30, 120, past_date.unfilled_holds, unnaming.cut_from_patrons),
    Rule("doors", 7, 60, past_date.doors, forgetting.delete_doors),
    Rule("deliveries", 7, 120, past_date.deliveries, unnaming.cut_deliveries),
    # By default two years after the month was closed: as long as it may be asked about.
    Rule("sums_due", 730, 3650, past_date.closed_months, forgetting.delete_months),
    Rule("orders_refused", 7, 120, past_date.orders_without_hold, unnaming.cut_orders),
    Rule("cards_on_loans", 7, 120, past_date.cards_shown, unnaming.take_cards_off_lines),
    Rule("cards_on_street_loans", 7, 120, past_date.street_loans, unnaming.cut_orders),
    Rule("calls_made", 0, 7, past_date.calls_made, forgetting.delete_calls),
    Rule("unconfirmed", 7, 30, past_date.unconfirmed, forgetting.delete_subscriptions),
    Rule(
        "subscriptions_to_nothing", 30, 120, past_date.to_nothing, forgetting.delete_subscriptions
    ),
    Rule("asked_on_pages", 7, 30, past_date.cart_requests, forgetting.delete_cart_requests),
    Rule("announcements", 90, 120, past_date.announcements, forgetting.delete_announcements),
    Rule("cart_wishes", 180, 365, past_date.cart_wishes, forgetting.delete_cart_wishes),
    Rule("browsers", 365, 365, past_date.browsers, forgetting.delete_browsers),
    Rule("notices", 30, 120, past_date.notices, forgetting.delete_notices),
    Rule("messages", 30, 120, past_date.messages, forgetting.delete_messages),
    Rule("mailbox_mails", 30, 120, past_date.mailbox_mails, forgetting.delete_mailbox_mails),
    Rule("told_before", 35, 35, past_date.told_before, forgetting.delete_told_before),
    Rule("quarantined_payloads", 30, 90, past_date.quarantined, forgetting.empty_payloads),
    Rule("pin_failures", 1, 30, past_date.pin_failures, forgetting.delete_pin_failures),
    # A phone may come back after 90 days; what it recorded counts by its shift.
    Rule("shifts", 100, 365, past_date.shifts, forgetting.delete_shifts, least=90),
    Rule("firm_links", 1, 30, past_date.firm_links, forgetting.delete_firm_links),
    Rule("enrolment_codes", 0, 30, past_date.enrolments, forgetting.delete_enrolments),
    Rule("shelf_checks", 365, 365, past_date.shelf_checks, forgetting.delete_shelf_checks),
    Rule("closed_troubles", 365, 365, past_date.troubles, forgetting.delete_troubles),
    Rule("staff_on_actions", 365, 730, past_date.actions, unnaming.take_staff_off_actions),
    Rule("staff_on_holds", 365, 730, past_date.looked_for, unnaming.take_staff_off_holds),
    Rule("staff_on_walks", 365, 730, past_date.walks, unnaming.take_staff_off_walks),
    Rule("staff_on_keyed_lines", 365, 730, past_date.keyed, unnaming.take_staff_off_lines),
    Rule("patrons", 365, 365, past_date.patrons, forgetting.delete_patrons),
)


class BadRetention(ValueError):
    """A setting keeps something unknown, or longer than it may be kept."""


def days_kept(chosen: dict[str, int]) -> dict[str, int]:
    """Days by name: the default, or what the library has chosen, and never fewer than the least.

    Raises BadRetention. Too few is no reason to: nothing at all would be forgotten.
    """
    known = {rule.what: rule for rule in RULES}
    for what, days in chosen.items():
        if what not in known:
            names = ", ".join(known)
            raise BadRetention(f"RAYON_RETENTION names {what!r}; it may name: {names}.")
        least, most = known[what].least, known[what].most
        if not 0 <= days <= most:
            raise BadRetention(
                f"RAYON_RETENTION keeps {what} for {days} days; choose {least} to {most}."
            )
    return {what: max(chosen.get(what, rule.days), rule.least) for what, rule in known.items()}
