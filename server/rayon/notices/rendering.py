"""Letters in words. The wording is in ``wording/<language>/``, one file per message and format."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from css_inline import CSSInliner
from jinja2 import FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from rayon.notices.letters import Letter

WORDING = Path(__file__).parent / "wording"
#: How a date is written in each language, in full words.
LOCALES = {"fr": "fr_FR", "en": "en_GB"}


@dataclass(frozen=True)
class Words:
    """A message ready to be sent."""

    subject: str
    text: str
    html: str


class _Loader(FileSystemLoader):
    """Puts the style sheet of an HTML wording into its elements, once, when it is first read."""

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Any]:
        source, path, uptodate = super().get_source(environment, template)
        if "<style>" in source:
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


def render(letter: Letter) -> Words:
    """The mail of a letter; the first line of the plain wording is its subject."""
    kind = "correction" if letter.apart else "message"
    given = fields(letter)
    head, _, text = _wording(letter.language, f"{kind}.txt").render(given).partition("\n")
    html = _wording(letter.language, f"{kind}.html").render(given)
    return Words(subject=head.partition(":")[2].strip(), text=text.lstrip("\n"), html=html)


def call_lines(letter: Letter, language: str) -> list[str]:
    """What to say on the phone, for staff who read this language."""
    given = fields(letter, language)
    spoken = _wording(language, "call.txt").render(given)
    return [line.strip() for line in spoken.splitlines() if line.strip()]


def fields(letter: Letter, language: str = "") -> dict[str, Any]:
    """The closed list of what a wording may use; see docs/recipes/change-wording.md."""
    branch = letter.branch
    return {
        "patron": {"first_name": letter.first_name},
        "site": {
            "name": " ".join(branch.name.split()),
            "address": branch.address,
            "phone": branch.phone,
            "email": branch.email,
        },
        "titles": branch.settings.titles_in_mail,
        "ready": letter.ready,
        "not_found": letter.not_found,
        "to_come": letter.to_come,
        "corrected": letter.corrected,
        "until": in_words(letter.until, language or letter.language),
    }


def in_words(day: date, language: str) -> str:
    """Saturday 28 November 2026; samedi 28 novembre 2026, mardi 1er décembre 2026."""
    number = "'1er'" if language == "fr" and day.day == 1 else "d"
    return format_date(day, f"EEEE {number} MMMM y", locale=LOCALES[language])


@lru_cache
def _wording(language: str, name: str) -> Template:
    return ENVIRONMENT.get_template(f"{language}/{name}")
