"""What is read to a caller who wants it brought home, and what the server then promises."""

from datetime import date, datetime, time
from typing import Any

from flask_babel import format_currency, get_locale, gettext

from rayon.catalogue.branches import BranchFacts
from rayon.dates import day_in_words, hour_in_words
from rayon.delivery.promise import DeliveryDays

Row = dict[str, Any]


def days_of(branch: BranchFacts) -> DeliveryDays:
    """A branch's delivery days."""
    return DeliveryDays(branch.settings, branch.calendar)


def terms(branch: BranchFacts, category: str, now: datetime) -> Row:
    """The sentences to read aloud before the caller says yes; the day is not promised yet."""
    days = days_of(branch)
    promise = days.promise(now)
    if promise is None:
        return {"lines": [], "day": None}
    lines = [
        gettext(
            "If the order is placed before %(cutoff)s on %(closes)s: delivered on %(day)s, "
            "%(window)s.",
            cutoff=said_hour(branch.settings.delivery_cutoff),
            closes=said_day(branch.calendar.local_day(promise.closes)),
            day=said_day(promise.day),
            window=said_window(branch),
        ),
        fee_line(days.fee(category)),
        gettext(
            "If nobody opens, the address is wrong or the parcel is refused at the door, "
            "it goes back to the library and is billed all the same."
        ),
        gettext(
            "Cancelling costs nothing until %(hour)s on the day itself.",
            hour=said_hour(branch.settings.delivery_cancel_until),
        ),
    ]
    return {"lines": lines, "day": promise.day.isoformat()}


def promised(branch: BranchFacts, delivery: Row) -> Row:
    """A delivery as the desk sees it: what was promised, in a sentence."""
    said = gettext(
        "At home on %(day)s, %(window)s.",
        day=said_day(delivery["day"]),
        window=said_window(branch),
    )
    return {
        "id": delivery["id"],
        "branch": delivery["branch_id"],
        "day": delivery["day"].isoformat(),
        "said": said,
        "fee": format_currency(delivery["fee_cents"] / 100, "EUR"),
    }


def fee_line(cents: int) -> str:
    """What a parcel costs, and how it is paid."""
    if cents == 0:
        return gettext("This costs nothing.")
    price = format_currency(cents / 100, "EUR")
    return gettext("%(price)s for each parcel, on the town’s next bill.", price=price)


def said_window(branch: BranchFacts) -> str:
    """Between which hours the courier comes."""
    return gettext(
        "between %(begins)s and %(ends)s",
        begins=said_hour(branch.settings.delivery_from),
        ends=said_hour(branch.settings.delivery_to),
    )


def said_day(day: date) -> str:
    """A day as one says it."""
    return day_in_words(day, str(get_locale()))


def said_hour(wall: time) -> str:
    """An hour of the wall clock, as the mails write it."""
    return hour_in_words(wall, str(get_locale()))
