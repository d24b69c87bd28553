"""The built phone app, served from inside the package, and the health page."""

import os
from functools import lru_cache
from pathlib import Path

from apiflask import APIBlueprint
from flask import Response, jsonify, redirect, request, send_from_directory
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from werkzeug.security import safe_join

from rayon.content_policy import content_policy, styles_in
from rayon.database import reading
from rayon.staff.access import allow_anyone

routes = APIBlueprint("app_files", __name__, enable_openapi=False)

FOLDER = Path(__file__).parent / "app"
PAGE = "index.html"
WHY_OPEN = "the app itself holds no data"
MIME = {".wasm": "application/wasm", ".webmanifest": "application/manifest+json"}


@routes.get("/")
@allow_anyone(WHY_OPEN)
def home() -> ResponseReturnValue:
    """Staff who type the bare address mean the app."""
    return redirect("/app/")


@routes.get("/app/", defaults={"path": ""})
@routes.get("/app/<path:path>")
@allow_anyone(WHY_OPEN)
def app_file(path: str) -> ResponseReturnValue:
    """A file of the app; any address without a dot is a screen of it."""
    if "." not in path.rsplit("/", 1)[-1]:
        path = PAGE
    response = _compressed(path) or send_from_directory(FOLDER, path)
    suffix = Path(path).suffix
    if suffix in MIME:
        response.mimetype = MIME[suffix]
    if path == PAGE:
        page = FOLDER / PAGE
        response.headers["Content-Security-Policy"] = _policy(page, page.stat().st_mtime_ns)
    # Hashed names never change; the page, the worker and the manifest must always be asked for.
    forever = path.startswith("assets/")
    response.headers["Cache-Control"] = (
        "public, max-age=31536000, immutable" if forever else "no-cache"
    )
    return response


@routes.get("/healthz")
@allow_anyone("says only whether the server and its database answer")
def health() -> ResponseReturnValue:
    """Up, or 503."""
    with reading() as session:
        session.execute(text("SELECT 1"))
    return jsonify(ok=True)


@lru_cache(maxsize=1)
def _policy(page: Path, _changed_at: int) -> str:
    """The styles of the first picture stand in the page, and only those may."""
    return content_policy(*styles_in(page.read_bytes()))


def _compressed(path: str) -> Response | None:
    """The copy that the build compressed, for browsers that take it."""
    for coding, ending in (("br", ".br"), ("gzip", ".gz")):
        found = safe_join(str(FOLDER), f"{path}{ending}")
        if request.accept_encodings[coding] and found and os.path.isfile(found):  # noqa: PTH113
            response = send_from_directory(FOLDER, f"{path}{ending}")
            response.headers["Content-Encoding"] = coding
            response.headers["Vary"] = "Accept-Encoding"
            response.mimetype = _mime(path)
            return response
    return None


def _mime(path: str) -> str:
    import mimetypes

    suffix = Path(path).suffix
    return MIME.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
