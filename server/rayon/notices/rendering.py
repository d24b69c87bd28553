"""Letters in words. The wording is in ``wording/<language>/``, one file per message and format."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache, singledispatch
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.numbers import format_currency
from css_inline import CSSInliner
from jinja2 import FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from rayon.catalogue import phones
from rayon.catalogue.branches import BranchFacts, ClosureFacts
from rayon.dates import LOCALES, day_in_words, hour_in_words
from rayon.notices import opening
from rayon.notices.letters import Addressed, Home, Letter
from rayon.notices.own_words import Phrases, Saying, Texts, in_plain_text
from rayon.notices.passages import wording_of

WORDING = Path(__file__).parent / "wording"
#: Where the wording stands on ``page.html``.
HERE = "<!-- wording -->"
#: What wordings share, and no mail by itself.
NO_MAILS = ("names.html",)


@dataclass(frozen=True)
class Words:
    """A message ready to be sent."""

    subject: str
    text: str
    html: str


class _Loader(FileSystemLoader):
    """Puts an HTML wording on the page of all mails, and the style sheet into its elements.

    Once for each, when it is first read: mail programs drop style sheets.
    """

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Any]:
        source, path, uptodate = super().get_source(environment, template)
        language, _, name = template.partition("/")
        if name.endswith(".html") and name not in NO_MAILS:
            page = (WORDING / "page.html").read_text(encoding="utf-8")
            source = page.replace('lang="xx"', f'lang="{language}"').replace(HERE, source)
            inliner = CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)
            source = inliner.inline(source)
        return source, path, uptodate


ENVIRONMENT = ImmutableSandboxedEnvironment(
    loader=_Loader(WORDING),
    autoescape=lambda name: bool(name and name.endswith(".html")),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


@singledispatch
def render(letter: Addressed) -> Words:
    """The mail of a letter; other steps of the work register their own kinds of letter."""
    raise TypeError(f"nobody knows how to write {type(letter).__name__}")


@render.register
def _(letter: Letter) -> Words:
    name = wording_of(letter.kind)
    return in_wording(letter.language, name, fields(letter), letter.own_words)


def in_wording(
    language: str, name: str, given: dict[str, Any], own_words: Texts | None = None
) -> Words:
    """A wording with its fields; the first line of the plain one is the subject.

    ``own_words``: what the library says instead, passage by passage.
    """
    head, _, text = _wording(language, f"{name}.txt").render(given).partition("\n")
    subject = head.partition(":")[2].strip()
    if own_words is not None:
        return _in_own_words(Saying(name, language, given, subject, _phrases(language)), own_words)
    html = _wording(language, f"{name}.html").render(given)
    return Words(subject, text.lstrip("\n"), html)


def _in_own_words(saying: Saying, texts: Texts) -> Words:
    site, blocks = saying.given["site"], saying.blocks(texts)
    page = _wording(saying.language, "own.html").render(site=site, blocks=blocks)
    return Words(saying.subject(texts), in_plain_text(blocks, site), page)


@lru_cache
def _phrases(language: str) -> Phrases:
    """The macros of this language, without the line breaks that they are written with."""

    def saying(name: str, file: str = "phrases.txt") -> Callable[..., str]:
        macro = getattr(_wording(language, file).module, name)
        return lambda *given: str(macro(*given)).strip("\n")

    return Phrases(
        name=saying("name", "names.txt"),
        then_how=saying("then_how"),
        after_all=saying("after_all"),
        how_many=saying("how_many"),
        closure=saying("closure"),
        came_back=saying("came_back"),
        rains=saying("rains"),
    )


def in_few_words(language: str, name: str, given: dict[str, Any]) -> tuple[str, str]:
    """What a browser shows: a headline, and the rest in a line or two."""
    head, _, body = _wording(language, f"{name}.txt").render(given).partition("\n")
    return head.strip(), body.strip()


def on_paper(letter: Letter) -> tuple[str, str]:
    """The subject and the text of a letter that is printed."""
    text = _wording(letter.language, "letter.txt").render(fields(letter))
    head, _, body = text.partition("\n")
    return head.partition(":")[2].strip(), body.strip()


def call_lines(letter: Letter, language: str) -> list[str]:
    """What to say on the phone, for staff who read this language."""
    given = fields(letter, language)
    spoken = _wording(language, "call.txt").render(given)
    return [line.strip() for line in spoken.splitlines() if line.strip()]


def fields(letter: Letter, language: str = "") -> dict[str, Any]:
    """The closed list of what a wording may use; see docs/recipes/change-wording.md."""
    branch, language = letter.branch, language or letter.language
    return {
        "patron": {"first_name": letter.first_name},
        "site": site_fields(branch),
        "titles": letter.titles,
        "code": f"{letter.code[:4]} {letter.code[4:]}".strip(),
        "page": letter.page,
        "by_phone": letter.by_phone,
        "ready": letter.ready,
        "not_found": letter.not_found,
        "to_come": letter.to_come,
        "corrected": letter.corrected,
        "expired": letter.expired,
        "home": [_home(one, letter, language) for one in letter.home],
        "return_box": branch.settings.return_box or branch.address,
        "kept": [
            {"until": in_words(one.until, language), "documents": one.documents}
            for one in letter.kept
        ],
        "until": in_words(letter.until, language),
        "open_days": _open_days(letter, language),
        "closed_days": [
            {
                "first": in_words(one.first, language),
                "last": in_words(one.last, language) if one.last > one.first else "",
                "because": one.because,
            }
            for one in _closures_to_tell(letter)
        ],
    }


def _home(one: Home, letter: Letter, language: str) -> dict[str, Any]:
    settings = letter.branch.settings
    here = ZoneInfo(letter.branch.time_zone)
    cancel_until = datetime.combine(one.day, settings.delivery_cancel_until, tzinfo=here)
    return {
        "day": in_words(one.day, language),
        "begins": hour_in_words(settings.delivery_from, language),
        "ends": hour_in_words(settings.delivery_to, language),
        "cancel_until": hour_in_words(settings.delivery_cancel_until, language),
        "too_late_to_cancel": letter.written_at >= cancel_until,
        "news": one.news,
        "how": one.how,
        "put_right": one.put_right,
        "parcels": one.parcels,
        "fee": _price(one.fee_cents, language),
        "due": _price(one.due_cents, language),
    }


def _price(cents: int, language: str) -> str:
    """ "5,00 €", "€5.00"; empty where nothing is to pay."""
    return format_currency(cents / 100, "EUR", locale=LOCALES[language]) if cents else ""


def _open_days(letter: Letter, language: str) -> list[str]:
    """When one can come, from now to the last day that the letter names."""
    last = max([letter.until, *(one.until for one in letter.kept)])
    if letter.kind not in ("message", "reminder", "new_date"):
        return []
    if letter.kept and not letter.ready:
        last = letter.kept[-1].until
    return opening.in_words(letter.branch.calendar, letter.written_at, last, language)


def _closures_to_tell(letter: Letter) -> list[ClosureFacts]:
    """The closures that put what was announced off: those up to the last day named."""
    if not letter.kept:
        return []
    calendar = letter.branch.calendar
    first = calendar.local_day(letter.written_at) - timedelta(days=1)
    last = letter.kept[-1].until
    return [one for one in letter.branch.closures if one.last >= first and one.first <= last]


def site_fields(branch: BranchFacts) -> dict[str, str]:
    """How a wording names the branch."""
    return {
        "name": " ".join(branch.name.split()),
        "address": branch.address,
        "phone": phones.readable(branch.phone, branch.area),
        "dial": phones.dialled(branch.phone, branch.area),
        "email": branch.email,
    }


def in_words(day: date, language: str) -> str:
    """Saturday 28 November 2026; samedi 28 novembre 2026, mardi 1er décembre 2026."""
    return day_in_words(day, language, "EEEE {day} MMMM y")


@lru_cache
def _wording(language: str, name: str) -> Template:
    return ENVIRONMENT.get_template(f"{language}/{name}")


@lru_cache
def starting_texts(language: str) -> dict[str, dict[str, str]]:
    """Our own texts in passages, by mail: what a library starts from."""
    written = tomllib.loads((WORDING / language / "own.toml").read_text(encoding="utf-8"))
    return {
        kind: {name: text.strip() for name, text in passages.items()}
        for kind, passages in written.items()
    }
