"""The mails of the bike cart: links that confirm, and what is told of a visit."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal
from urllib.parse import urlsplit

from rayon.catalogue.branches import BranchFacts
from rayon.catalogue.models import Patron
from rayon.dates import day_in_words, hour_in_words
from rayon.notices.channels.web_push import Push
from rayon.notices.links import personal_link, stop_link
from rayon.notices.own_words import Texts
from rayon.notices.rendering import Words, in_few_words, in_wording, render, site_fields
from rayon.rounds.announcing import OFF, Halt
from rayon.rounds.models import CartRequest, RoundStop, Subscription

#: For how long it is worth hearing that the cart does not come.
WORTH = timedelta(hours=24)
News = Literal["confirm", "reserve", "announced", "changed", "cancelled"]
#: What has a wording of its own.
WORDINGS: dict[News, str] = {"confirm": "cart_confirm", "reserve": "cart_reserve"}


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
    push: Push | None = None
    own_words: Texts | None = None

    @property
    def wording(self) -> str:
        """Which wording says this."""
        return WORDINGS.get(self.news, "cart")

    @property
    def says(self) -> str:
        """What it tells of a visit, to compare with what is true."""
        return self.halt.says if self.halt else OFF

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """RFC 8058: mail programs show a button of their own that ends the subscription."""
        if self.news in WORDINGS:
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
        email=subscription.email or "",
        written_at=now,
        news="confirm",
        place=stop.place,
        page=stop_link(stop.code),
        link=personal_link("confirm", subscription.id),
    )


def to_agree(
    branch: BranchFacts, stop: RoundStop, request: CartRequest, patron: Patron, now: datetime
) -> CartLetter:
    """The link by which a patron says that it was they who asked."""
    return CartLetter(
        language=patron.language or request.language,
        branch=branch,
        email=patron.email,
        written_at=now,
        news="reserve",
        place=stop.place,
        page=stop_link(stop.code),
        link=personal_link("reserve", request.id),
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
    letter = CartLetter(
        language=subscription.language,
        branch=branch,
        email=subscription.email or "",
        written_at=now,
        news=news,
        place=halt.visit.place(halt.stop) if halt else stop.place,
        page=stop_link(stop.code),
        link=personal_link("leave", subscription.id),
        halt=halt,
        planned=planned,
    )
    return replace(letter, push=_push(letter, subscription))


def _push(letter: CartLetter, subscription: Subscription) -> Push | None:
    """What the browser is told that subscribed: when and where, and nobody’s name."""
    if subscription.endpoint is None:
        return None
    title, body = in_brief(letter, letter.language)
    comes = letter.halt if letter.news != "cancelled" else None
    topic = f"{subscription.id} {letter.planned}"
    return Push(
        endpoint=subscription.endpoint,
        key=subscription.key,
        secret=subscription.secret,
        said={"title": title, "body": body, "page": urlsplit(letter.page).path},
        topic=hashlib.sha256(topic.encode()).hexdigest()[:32],
        until=comes.ends_at if comes else letter.written_at + WORTH,
        is_urgent=letter.news != "announced",
    )


def in_brief(letter: CartLetter, language: str) -> tuple[str, str]:
    """When, and where: for a browser, or for whoever calls."""
    return in_few_words(
        language, "cart_push", {"cart": _fields(replace(letter, language=language))}
    )


@render.register
def _(letter: CartLetter) -> Words:
    given = {"site": site_fields(letter.branch), "cart": _fields(letter)}
    return in_wording(letter.language, letter.wording, given, letter.own_words)


def _fields(letter: CartLetter) -> dict[str, Any]:
    said = {"news": letter.news, "place": letter.place, "page": letter.page, "link": letter.link}
    hours = _hours(letter) if letter.news in ("announced", "changed") else {}
    visit = letter.halt.visit if letter.halt else None
    return {
        "day": day_in_words(letter.planned, letter.language) if letter.planned else "",
        "begins": "",
        "ends": "",
        "rain_place": "",
        "rains": False,
        "because": " ".join(visit.because.split()) if visit else "",
        **said,
        **hours,
    }


def _hours(letter: CartLetter) -> dict[str, Any]:
    assert letter.halt is not None
    begins, ends = letter.halt.visit.hours(letter.halt.stop)
    return {
        "day": day_in_words(letter.halt.visit.day, letter.language),
        "begins": hour_in_words(begins.time(), letter.language),
        "ends": hour_in_words(ends.time(), letter.language),
        "rain_place": letter.halt.stop.rain_place,
        "rains": letter.halt.is_elsewhere,
    }
