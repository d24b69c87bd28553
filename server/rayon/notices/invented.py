"""Mails to nobody about documents that nobody asked for: what a wording looks like in use."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from rayon.catalogue.branches import BranchFacts
from rayon.dates import hour_in_words
from rayon.notices.letters import Document, Home, KeptUntil, Letter
from rayon.notices.rendering import fields, in_words, site_fields

Row = dict[str, Any]
DAY = timedelta(days=1)
FIRST_NAME = {"fr": "Camille", "en": "Camille"}
FIRST = Document("", "L’Étoile du Nord, tome 2", "Jeanne Martin", "ready")
SECOND = Document("", "Un jardin sur le toit", "Paul Diallo", "ready")
PLACE = "Place du Marché"
CODE = "7K2M9QXA"
PAGE = "https://example.org/p/"
#: A delivery for each thing that is told of one: (letter, news, put right).
RIDES: dict[str, tuple[str, str, bool]] = {
    "ordered": ("order_taken", "ordered", False),
    "riding": ("on_its_way", "riding", False),
    "delivered": ("delivered", "delivered", False),
    "missed": ("missed", "missed", False),
    "put_right": ("put_right", "delivered", True),
}
VISITS = ("announced", "changed", "cancelled")
#: Occasions that one wording serves, the usual one first.
OCCASIONS: dict[str, tuple[str, ...]] = {
    "message": ("ready", "not_found", "all"),
    "delivery": tuple(RIDES),
    "cart": VISITS,
}
#: Mails of which a link is all that matters.
LINKS = {"cart_confirm": "confirm", "cart_reserve": "reserve"}
USUAL = ("usual",)


def occasions_of(kind: str) -> tuple[str, ...]:
    """For which occasions this mail is sent."""
    return OCCASIONS.get(kind, USUAL)


def given_for(kind: str, occasion: str, branch: BranchFacts, language: str, now: datetime) -> Row:
    """The fields of a wording, as for a patron of this branch who was invented."""
    if kind == "cart" or kind in LINKS:
        news = LINKS.get(kind, occasion)
        return {"site": site_fields(branch), "cart": _visit(news, branch, language, now)}
    return fields(letter_for(kind, occasion, branch, language, now))


def letter_for(
    kind: str, occasion: str, branch: BranchFacts, language: str, now: datetime
) -> Letter:
    """A letter to that patron."""
    calendar = branch.calendar
    until = calendar.nth_day_after(calendar.local_day(now), branch.settings.kept_days)
    letter = Letter(
        language=language,
        branch=branch,
        first_name=FIRST_NAME[language],
        email="",
        kind=kind,
        ready=(),
        kept=(),
        not_found=(),
        to_come=(),
        corrected=(),
        expired=(),
        home=(),
        titles=branch.settings.titles_in_mail,
        code="",
        until=until,
        written_at=now,
    )
    return replace(letter, **dict(_says(kind, occasion, letter)))


def _says(kind: str, occasion: str, letter: Letter) -> Iterator[tuple[str, Any]]:
    """What is different from a letter that says nothing."""
    if kind == "delivery":
        kind, news, put_right = RIDES[occasion]
        fee = letter.branch.settings.parcel_fee_cents
        due = fee if news in ("delivered", "missed") and not put_right else 0
        yield "kind", kind
        yield "home", (Home(letter.until, news, "absent", 1, fee, due, put_right),)
    if kind in ("correction", "expired"):
        key = {"correction": "corrected"}.get(kind, kind)
        yield key, (replace(FIRST, how="looking"),)
    if kind in ("new_date", "reminder"):
        yield "code", CODE
        yield "kept", (KeptUntil(letter.until, (FIRST, SECOND)),)
    if occasion in ("ready", "all"):
        yield "code", CODE
        yield "page", PAGE
        yield "ready", (FIRST, SECOND)
    if kind in ("correction", "expired", "new_date", "reminder") or occasion == "not_found":
        yield "page", PAGE
        yield "by_phone", True
    if occasion in ("not_found", "all"):
        yield "not_found", (replace(FIRST, how="not_found"),)
    if occasion == "all":
        yield "to_come", (replace(SECOND, how="looking"),)


def _visit(news: str, branch: BranchFacts, language: str, now: datetime) -> Row:
    comes = news in ("announced", "changed")
    day = branch.calendar.local_day(now) + DAY
    hours = branch.settings.delivery_from, branch.settings.delivery_to
    begins, ends = (hour_in_words(hour, language) for hour in hours)
    return {
        "news": news,
        "day": in_words(day, language) if news in VISITS else "",
        "begins": begins if comes else "",
        "ends": ends if comes else "",
        "place": PLACE,
        "rain_place": "",
        "rains": False,
        "because": "",
        "page": PAGE,
        "link": PAGE,
    }
