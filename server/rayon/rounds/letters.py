"""The mails of the bike cart: the link that confirms, and what is told of a visit."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from rayon.catalogue.branches import BranchFacts
from rayon.notices.opening import day_in_words, hour_in_words
from rayon.notices.rendering import Words, in_wording, render, site_fields
from rayon.rounds.announcing import Halt
from rayon.rounds.links import personal_link, stop_link
from rayon.rounds.models import RoundStop, Subscription

News = Literal["confirm", "announced", "changed", "cancelled"]


@dataclass(frozen=True)
class CartLetter:
    """What one mail says; ``halt``: the visit it is about. ``link``: where they confirm, or leave.

    ``planned``: the day by the rule, where the visit does not take place on it.
    """

    language: str
    branch: BranchFacts
    email: str
    written_at: datetime
    news: News
    place: str
    page: str
    link: str
    halt: Halt | None = None
    planned: date | None = None
    code: str = ""

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """RFC 8058: mail programs show a button of their own that ends the subscription."""
        if self.news == "confirm":
            return ()
        return (
            ("List-Unsubscribe", f"<{self.link}>"),
            ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        )


def to_confirm(
    branch: BranchFacts, stop: RoundStop, subscription: Subscription, now: datetime
) -> CartLetter:
    """The link that shows that whoever asked reads this mailbox."""
    return CartLetter(
        language=subscription.language,
        branch=branch,
        email=subscription.email,
        written_at=now,
        news="confirm",
        place=stop.place,
        page=stop_link(stop.code),
        link=personal_link("confirm", subscription.id),
    )


def of_visit(
    branch: BranchFacts,
    stop: RoundStop,
    subscription: Subscription,
    planned: date,
    halt: Halt | None,
    now: datetime,
    *,
    is_first: bool,
) -> CartLetter:
    """The announcement of a visit, or what has become of it since."""
    comes = halt is not None and halt.visit.takes_place
    news: News = "cancelled" if not comes else "announced" if is_first else "changed"
    return CartLetter(
        language=subscription.language,
        branch=branch,
        email=subscription.email,
        written_at=now,
        news=news,
        place=halt.stop.place if halt else stop.place,
        page=stop_link(stop.code),
        link=personal_link("leave", subscription.id),
        halt=halt,
        planned=planned,
    )


@render.register
def _(letter: CartLetter) -> Words:
    name = "cart_confirm" if letter.news == "confirm" else "cart"
    given = {"site": site_fields(letter.branch), "cart": _fields(letter)}
    return in_wording(letter.language, name, given)


def _fields(letter: CartLetter) -> dict[str, Any]:
    said = {"news": letter.news, "place": letter.place, "page": letter.page, "link": letter.link}
    hours = _hours(letter) if letter.news in ("announced", "changed") else {}
    visit = letter.halt.visit if letter.halt else None
    return {
        "day": day_in_words(letter.planned, letter.language) if letter.planned else "",
        "begins": "",
        "ends": "",
        "rain_place": "",
        "because": " ".join(visit.because.split()) if visit else "",
        **said,
        **hours,
    }


def _hours(letter: CartLetter) -> dict[str, str]:
    assert letter.halt is not None
    begins, ends = letter.halt.visit.hours(letter.halt.stop)
    return {
        "day": day_in_words(letter.halt.visit.day, letter.language),
        "begins": hour_in_words(begins.time(), letter.language),
        "ends": hour_in_words(ends.time(), letter.language),
        "rain_place": letter.halt.stop.rain_place,
    }
