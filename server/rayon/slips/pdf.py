"""A page as a PDF, where the extra ``pdf`` is installed; printing from the browser needs it not."""

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from flask import Response

from rayon.errors import Refusal
from rayon.slips.styles import offset_css, style_of


def as_pdf(html: str, name: str) -> Response:
    """The page as a file. Raises Refusal ``no_pdf`` (409) where WeasyPrint is not installed."""
    if not makes_pdf():
        raise Refusal("no_pdf")
    document = import_module("weasyprint").HTML(
        string=html, base_url="http://paper/", url_fetcher=_fetcher()
    )
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return Response(document.write_pdf(), mimetype="application/pdf", headers=headers)


@cache
def makes_pdf() -> bool:
    """Whether WeasyPrint is here, with the libraries of the system that it draws with."""
    try:
        import_module("weasyprint")
    except (ImportError, OSError):
        return False
    return True


def _fetcher() -> Any:
    """Our own style sheets and pictures, from here: a page may not ask the network for anything."""
    urls = import_module("weasyprint.urls")

    class Fetcher(urls.URLFetcher):  # type: ignore[misc, name-defined]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            return urls.URLFetcherResponse(url, _style_at(url), {"Content-Type": "text/css"})

    return Fetcher(allowed_protocols=("data",))


def _style_at(url: str) -> str:
    address = urlsplit(url)
    if address.path.endswith("/offset.css"):
        asked = dict(parse_qsl(address.query))
        return offset_css(float(asked.get("x", 0)), float(asked.get("y", 0)))
    return style_of(Path(address.path).name)
