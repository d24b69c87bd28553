"""What a library may say in its own words: each mail in passages, each with its placeholders. Pure.

A passage is written where it is true: nobody who edits it has to know when that is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

#: How a placeholder is called in a wording of each language.
NAMES: dict[str, dict[str, str]] = {
    "library": {"fr": "bibliothèque", "en": "library"},
    "address": {"fr": "adresse", "en": "address"},
    "phone": {"fr": "téléphone", "en": "telephone"},
    "email": {"fr": "courriel", "en": "email"},
    "news": {"fr": "nouvelle", "en": "news"},
    "first_name": {"fr": "prénom", "en": "first name"},
    "documents": {"fr": "documents", "en": "documents"},
    "how_many": {"fr": "combien", "en": "how many"},
    "until": {"fr": "dernier jour", "en": "last day"},
    "code": {"fr": "code", "en": "code"},
    "hours": {"fr": "jours et heures", "en": "days and hours"},
    "closures": {"fr": "fermetures", "en": "closures"},
    "day": {"fr": "jour", "en": "day"},
    "begins": {"fr": "début", "en": "start"},
    "ends": {"fr": "fin", "en": "end"},
    "cancel_until": {"fr": "heure limite", "en": "latest hour"},
    "fee": {"fr": "prix", "en": "price"},
    "due": {"fr": "somme due", "en": "sum due"},
    "what_happened": {"fr": "circonstances", "en": "what happened"},
    "return_box": {"fr": "boîte de retour", "en": "return box"},
    "place": {"fr": "lieu", "en": "place"},
    "rain_place": {"fr": "lieu en cas de pluie", "en": "place in rain"},
    "because": {"fr": "raison", "en": "reason"},
    "page": {"fr": "page", "en": "page"},
    "link": {"fr": "lien", "en": "link"},
}
WORDED_IN = frozenset(NAMES["library"])
#: What every passage may name.
SITE = ("library", "address", "phone", "email")
PLACEHOLDER = re.compile(r"\{([^{}\n]{1,40})\}")
SUBJECT = "subject"
LONGEST, LONGEST_SUBJECT = 1500, 120


@dataclass(frozen=True)
class Passage:
    """``must``: without these it would not say what it is for. ``optional``: it may be left out."""

    name: str
    must: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    optional: bool = False

    @property
    def allowed(self) -> tuple[str, ...]:
        """Every placeholder that it may have; a subject shows on locked phones."""
        return (*self.must, *self.may, *(SITE[:1] if self.name == SUBJECT else SITE))


GREETING = Passage("greeting", may=("first_name",), optional=True)
CLOSING = Passage("closing", optional=True)
CODE = Passage("code", ("code",), optional=True)
HOURS = Passage("hours", ("hours",), optional=True)
BY_PHONE = Passage("by_phone", ("page",), optional=True)
#: It serves several occasions, so that its subject has to say which.
WITH_NEWS = Passage(SUBJECT, ("news",))
OF_ONE_OCCASION = Passage(SUBJECT)
OF_VISIT = ("day", "begins", "place")

#: Every mail that patrons get, with its passages in the order in which they stand.
WORDINGS: dict[str, tuple[Passage, ...]] = {
    "message": (
        WITH_NEWS,
        GREETING,
        Passage("ready", ("documents", "until"), ("how_many",)),
        CODE,
        HOURS,
        Passage("on_phone", ("page",), optional=True),
        Passage("not_found", ("documents",), ("how_many",)),
        Passage("as_agreed", optional=True),
        Passage("to_come", ("documents",), ("how_many",)),
        BY_PHONE,
        CLOSING,
    ),
    "correction": (
        OF_ONE_OCCASION,
        GREETING,
        Passage("corrected", ("documents",), ("how_many",)),
        BY_PHONE,
        CLOSING,
    ),
    "new_date": (
        OF_ONE_OCCASION,
        GREETING,
        Passage("closed", ("closures",), optional=True),
        Passage("kept", ("documents", "until"), ("how_many",)),
        CODE,
        HOURS,
        BY_PHONE,
        CLOSING,
    ),
    "reminder": (
        OF_ONE_OCCASION,
        GREETING,
        Passage("kept", ("documents", "until"), ("how_many",)),
        CODE,
        HOURS,
        BY_PHONE,
        CLOSING,
    ),
    "expired": (
        OF_ONE_OCCASION,
        GREETING,
        Passage("expired", ("documents",), ("how_many",)),
        BY_PHONE,
        CLOSING,
    ),
    "delivery": (
        WITH_NEWS,
        GREETING,
        Passage("put_right", ("day",)),
        Passage("ordered", ("day", "begins", "ends"), ("cancel_until",)),
        Passage("price", ("fee",)),
        Passage("riding", ("day",), ("begins", "ends")),
        Passage("delivered", ("day",)),
        Passage("missed", ("what_happened",), ("day",)),
        Passage("due", ("due",), ("day",)),
        Passage("nothing_due", may=("day",), optional=True),
        Passage("return_box", ("return_box",), optional=True),
        CLOSING,
    ),
    "cart": (
        WITH_NEWS,
        GREETING,
        Passage("announced", OF_VISIT, ("ends",)),
        Passage("changed", OF_VISIT, ("ends",)),
        Passage("cancelled", ("day", "place")),
        Passage("rain", ("rain_place",), optional=True),
        Passage("because", ("because",), optional=True),
        Passage("page", ("page",), optional=True),
        Passage("leave", ("link",)),
        CLOSING,
    ),
    "cart_confirm": (OF_ONE_OCCASION, GREETING, Passage("confirm", ("place", "link")), CLOSING),
    "cart_reserve": (OF_ONE_OCCASION, GREETING, Passage("reserve", ("place", "link")), CLOSING),
}
#: These letters have one wording: they differ by what has become of the delivery.
OF_A_DELIVERY = dict.fromkeys(
    ("order_taken", "on_its_way", "delivered", "missed", "put_right"), "delivery"
)


def wording_of(kind: str) -> str:
    """Which wording says what a letter of this kind has to say."""
    return OF_A_DELIVERY.get(kind, kind)


@dataclass(frozen=True)
class Flaw:
    """Why a wording cannot be used; ``code`` picks the sentence, ``facts`` fill its blanks."""

    code: str
    passage: str
    facts: dict[str, str]


def flaws(kind: str, language: str, texts: Mapping[str, str]) -> Iterator[Flaw]:
    """What stands in the way of sending this; nothing when it is good."""
    known = {passage.name: passage for passage in WORDINGS[kind]}
    for name in texts.keys() - known.keys():
        yield Flaw("unknown_passage", name, {})
    for passage in known.values():
        yield from _flaws(passage, language, in_lines(texts.get(passage.name, "")))


def _flaws(passage: Passage, language: str, text: str) -> Iterator[Flaw]:
    used = {named(match, language) for match in PLACEHOLDER.findall(text)}
    allowed = {NAMES[name][language] for name in passage.allowed}
    for name in sorted(used - allowed):
        facts = {"name": name, "allowed": in_braces(passage.allowed, language)}
        yield Flaw("unknown_placeholder", passage.name, facts)
    if re.search(r"[{}]", PLACEHOLDER.sub("", text)):
        yield Flaw("lone_brace", passage.name, {})
    longest = LONGEST_SUBJECT if passage.name == SUBJECT else LONGEST
    if len(text) > longest:
        yield Flaw("passage_too_long", passage.name, {"most": str(longest)})
    if not (text.strip() or passage.optional):
        yield Flaw("empty_passage", passage.name, {})
    elif text.strip() and (missing := [m for m in passage.must if NAMES[m][language] not in used]):
        yield Flaw("missing_placeholder", passage.name, {"name": in_braces(missing, language)})


def in_lines(text: str) -> str:
    """A text whose lines end in one way, whatever ended them where it was written."""
    return "\n".join(text.splitlines()).strip()


def named(written: str, language: str) -> str:
    """A placeholder as its name is written, whatever its capitals and spaces."""
    return " ".join(written.casefold().split())


def in_braces(names: tuple[str, ...] | list[str], language: str) -> str:
    """ "{library}, {address}" """
    return ", ".join(f"{{{NAMES[name][language]}}}" for name in names)
