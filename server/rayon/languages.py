"""French and English, by one catalogue of texts."""

from functools import lru_cache

from apiflask import APIFlask
from flask import has_request_context, request
from flask_babel import Babel
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

LANGUAGES = ("fr", "en")

babel = Babel(default_domain="messages")


def init_app(app: APIFlask) -> None:
    """Choose a language for every answer."""
    app.config["BABEL_DEFAULT_LOCALE"] = LANGUAGES[0]
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "locales"
    babel.init_app(app, locale_selector=asked_language)


def asked_language() -> str:
    """What the screen asks for; a screen always says which language it shows."""
    if not has_request_context():
        return LANGUAGES[0]
    return _best_of(request.headers.get("Accept-Language", ""))


@lru_cache(maxsize=256)
def _best_of(asked: str) -> str:
    """Screens ask with one of two headers all day long."""
    languages = parse_accept_header(asked, LanguageAccept)
    return languages.best_match(LANGUAGES) or LANGUAGES[0]
