"""A page as a PDF, where the extra ``pdf`` is installed; printing from the browser needs it not."""

from importlib import import_module
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from flask import Response

from rayon.errors import Refusal
from rayon.slips.styles import offset_css, style_of


def as_pdf(html: str, name: str) -> Response:
    """The page as a file. Raises Refusal ``no_pdf`` (409) where WeasyPrint is not installed."""
    try:
        weasyprint = import_module("weasyprint")
    except (ImportError, OSError) as missing:
        # OSError: the package is there, and the libraries of the system that it draws with are not.
        raise Refusal("no_pdf") from missing
    document = weasyprint.HTML(string=html, base_url="http://paper/", url_fetcher=_fetch)
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return Response(document.write_pdf(), mimetype="application/pdf", headers=headers)


def _fetch(url: str) -> dict[str, object]:
    """Our own style sheets and pictures, from here: a page may not ask the network for anything."""
    from weasyprint import default_url_fetcher

    if url.startswith("data:"):
        fetched: dict[str, object] = default_url_fetcher(url)
        return fetched
    address = urlsplit(url)
    if address.path.endswith("/offset.css"):
        asked = dict(parse_qsl(address.query))
        css = offset_css(float(asked.get("x", 0)), float(asked.get("y", 0)))
    else:
        css = style_of(Path(address.path).name)
    return {"string": css, "mime_type": "text/css"}
