"""Rules such as "every second Wednesday", as RFC 5545 writes them (RRULE). Pure.

Days are counted on the branch's own calendar, never in hours: no clock change moves a visit.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from dateutil.rrule import rrule, rrulestr

#: What a rule may say. Parts that can describe days which never come would be counted for ever.
PARTS = frozenset({"FREQ", "INTERVAL", "BYDAY", "BYMONTH", "UNTIL", "WKST"})
FREQUENCIES = frozenset({"WEEKLY", "MONTHLY"})
LONGEST_INTERVAL = 52
#: Wednesdays, the second, the last; a ninth Wednesday of a month is none.
BYDAY = re.compile(r"(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
BYMONTH = re.compile(r"[1-9]|1[0-2]", re.ASCII)
#: Within this time a rule must name a day, or it names none.
SIGHT = timedelta(days=800)


class BadRule(ValueError):
    """A rule that cannot be a bike cart's, with the reason in words."""


def check(rule: str, first_day: date) -> None:
    """Raises BadRule when the rule cannot be read, or names no day."""
    parts = [part.partition("=") for part in rule.split(";")]
    said = {name: value for name, _, value in parts}
    if len(said) < len(parts) or not said.keys() <= PARTS or not all(said.values()):
        raise BadRule(f"a rule is made of {', '.join(sorted(PARTS))}, each once")
    if said.get("FREQ") not in FREQUENCIES:
        raise BadRule("the cart comes by weeks (FREQ=WEEKLY) or by months (FREQ=MONTHLY)")
    interval = said.get("INTERVAL", "1")
    if not (interval.isascii() and interval.isdecimal() and 1 <= int(interval) <= LONGEST_INTERVAL):
        raise BadRule(f"INTERVAL is a number from 1 to {LONGEST_INTERVAL}")
    if not all(BYMONTH.fullmatch(one) for one in said.get("BYMONTH", "1").split(",")):
        raise BadRule("BYMONTH names months, from 1 to 12")
    if not all(BYDAY.fullmatch(one) for one in said.get("BYDAY", "MO").split(",")):
        raise BadRule("BYDAY names weekdays, such as WE, 2WE or -1SA")
    try:
        named = next(days(rule, first_day, first_day, first_day + SIGHT), None)
    except (ValueError, TypeError, OverflowError) as problem:
        raise BadRule(str(problem)[:80]) from None
    if named is None:
        raise BadRule("it names no day at all")


def days(rule: str, first_day: date, first: date, last: date) -> Iterator[date]:
    """The days of a rule from ``first`` to ``last``, both included."""
    for at in _counted(rule, first_day).xafter(_midnight(first), inc=True):
        if at.date() > last:
            return
        yield at.date()


@lru_cache(maxsize=256)
def _counted(rule: str, first_day: date) -> rrule:
    """The days counted so far are kept: the calendar is asked with every look at it."""
    counted = rrulestr(rule, dtstart=_midnight(first_day), cache=True)
    assert isinstance(counted, rrule)
    return counted


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
