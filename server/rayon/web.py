"""What every request goes through: guards going in, headers going out, errors in words."""

import gc
import secrets
import threading
from collections.abc import Callable
from typing import Any, TypeVar

import structlog
from apiflask import APIFlask
from flask import Flask, Request, Response, current_app, jsonify, request
from flask.sessions import NullSession, SessionInterface
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException

from rayon import app_files
from rayon.config import Settings
from rayon.content_policy import content_policy
from rayon.errors import Refusal
from rayon.sentences import sentence
from rayon.strict_json import StrictJson

log = structlog.get_logger()
_settled = threading.Event()
View = TypeVar("View", bound=Callable[..., Any])

LARGEST_BODY = 1024 * 1024

#: HTTP statuses that Flask raises by itself, as codes of ours.
CODES = {404: "not_found", 405: "wrong_method", 429: "too_often"}


class Server(APIFlask):
    """Flask asks of eight functions in every request whether they are async: none of ours is."""

    def ensure_sync(self, func: View) -> View:
        """The function as it is."""
        return func


class _NoSession(SessionInterface):
    """Who is signed in stands in the database; Flask need not look for a session of its own."""

    def open_session(self, app: Flask, request: Request) -> NullSession:
        return self.make_null_session(app)


def init_app(app: APIFlask) -> None:
    """Install guards, headers, error answers and the files of the phone app."""
    app.session_interface = _NoSession()
    app.before_request(_settle_down)
    app.before_request(_guard)
    app.after_request(_headers)
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, _database_busy)
    app.register_error_handler(InterfaceError, _database_busy)
    app.register_error_handler(Exception, _server_fault)
    app.error_callback = _bad_input
    app.json = StrictJson(app)
    app.register_blueprint(app_files.routes)


def secret_key(settings: Settings) -> str:
    """The key that signs; made once and kept beside the data."""
    given = settings.secret_key.get_secret_value()
    if given:
        return given
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    path = settings.data_dir / "secret.key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text().strip()


def takes_file(view: View) -> View:
    """A route whose body is a file as it is; it reads the stream and sets its own limit."""
    view.__rayon_takes__ = "application/octet-stream"  # type: ignore[attr-defined]
    return view


def _settle_down() -> None:
    """Tell the garbage collector that what was made at the start stays.

    It would look through all of it every few hundred requests, and every thread would wait. And one
    batch makes as many objects as it looks for after 700: less often is soon enough.
    """
    if not _settled.is_set():
        _settled.set()
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)


def _guard() -> None:
    """No other site may make a browser change anything here."""
    if request.method in ("GET", "HEAD", "OPTIONS") or not request.path.startswith("/api/"):
        return
    view = current_app.view_functions.get(request.endpoint or "")
    if request.mimetype not in ("application/json", getattr(view, "__rayon_takes__", None)):
        raise Refusal("bad_json", {"reason": "Content-Type: application/json"}, status=415)
    if request.headers.get("X-Rayon") != "1" or not is_same_origin():
        raise Refusal("cross_site", status=403)


def is_same_origin() -> bool:
    """Whether a page of ours has sent this."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    # Browsers before 2023 send no Sec-Fetch-Site, but always an Origin with a POST.
    return request.headers.get("Origin", "").rstrip("/") == request.host_url.rstrip("/")


def _headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", content_policy())
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=()"
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    return response


def _error(code: str, status: int, facts: dict[str, Any]) -> tuple[Response, int]:
    shown = {key: value for key, value in facts.items() if key not in ("code", "message")}
    response = jsonify(code=code, message=sentence(code, facts), **shown)
    if status in (429, 503):
        response.headers["Retry-After"] = "60" if status == 429 else "2"
    return response, status


def _refused(refusal: Refusal) -> ResponseReturnValue:
    return _error(refusal.code, refusal.status, refusal.facts)


def _http_error(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400:
        return error.get_response()
    if status == 413:
        return _error("too_large", 413, {"limit": "1 MiB"})
    return _error(CODES.get(status, "bad_request"), status, {})


def _database_busy(error: DBAPIError) -> ResponseReturnValue:
    """Locked, full or restarting: nothing was done, the phone tries again."""
    log.warning("database unavailable", kind=type(error.orig).__name__)
    return _error("busy", 503, {})


def _server_fault(_error_raised: Exception) -> ResponseReturnValue:
    log.exception("unexpected fault", endpoint=request.endpoint)
    return _error("server_fault", 500, {})


def _bad_input(error: Any) -> tuple[Response, int]:
    """What APIFlask found wrong with a body, in our shape."""
    field, reason = _first_leaf(error.detail)
    return _error("bad_field", error.status_code, {"field": field, "reason": reason})


def _first_leaf(detail: Any) -> tuple[str, str]:
    """The first field named in nested findings, and what is wrong with it."""
    path = ""
    while isinstance(detail, dict | list) and detail:
        if isinstance(detail, list):
            detail = detail[0]
            continue
        key = next(iter(detail))
        path, detail = f"{path}.{key}".strip("."), detail[key]
    return path.removeprefix("json.").removeprefix("body.") or "body", str(detail)[:200]
