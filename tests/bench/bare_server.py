"""Rayon's own server with one more address, /bare/: the page that the app is compared with."""

import gzip
import mimetypes
from pathlib import Path

from apiflask import APIBlueprint, APIFlask
from flask import Response

from rayon import create_app
from rayon.staff.access import allow_anyone

FILES = {
    file.name: gzip.compress(file.read_bytes())
    for file in (Path(__file__).parent / "bare").iterdir()
}
bare = APIBlueprint("bare", __name__, enable_openapi=False)


def create() -> APIFlask:
    """The whole server, and the bare page beside it, with the same headers."""
    app = create_app()
    app.register_blueprint(bare)
    return app


@bare.get("/bare/", defaults={"name": "index.html"})
@bare.get("/bare/<name>")
@allow_anyone("only in the bench")
def bare_file(name: str) -> Response:
    """One file, compressed as the app's are."""
    response = Response(FILES[name])
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = "no-cache"
    response.mimetype = mimetypes.guess_type(name)[0] or "text/html"
    return response
