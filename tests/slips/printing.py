"""What a printer makes of the pictures in our pages."""

import xml.etree.ElementTree as ET
from contextlib import closing
from urllib.parse import urlsplit

import pypdfium2
import zxingcpp
from PIL import Image, ImageDraw

DOTS_PER_MM = 20
#: What a printer of slips or labels draws, in dots to the inch.
LABEL_PRINTER = 203
ADDRESS = "https://rayon.test"


def drawn(svg):
    """The bars of an SVG as a printer would put them on paper."""
    root = ET.fromstring(svg)
    size = [int(_mm(root.get(side)) * DOTS_PER_MM) for side in ("width", "height")]
    page = Image.new("L", (size[0], size[1]), "white")
    brush = ImageDraw.Draw(page)
    for bar in root.iter("{http://www.w3.org/2000/svg}rect"):
        if "fill:white" not in (bar.get("style") or ""):
            x, y = _mm(bar.get("x")), _mm(bar.get("y"))
            end = (x + _mm(bar.get("width")), y + _mm(bar.get("height")))
            corners = [round(mm * DOTS_PER_MM) for mm in (x, y, *end)]
            brush.rectangle((corners[0], corners[1], corners[2] - 1, corners[3]), fill="black")
    return page


def _mm(text):
    return float((text or "0").removesuffix("mm").removesuffix("%"))


def printed(page, phone, path):
    """A page of ours, printed by Chromium and drawn as a label printer draws it: its sheets."""

    def answer(route):
        asked = urlsplit(route.request.url)
        response = phone.get(f"{asked.path}?{asked.query}")
        with response:
            route.fulfill(
                status=response.status_code,
                body=response.get_data(),
                headers={name: value for name, value in response.headers if name != "Set-Cookie"},
            )

    page.route(f"{ADDRESS}/**", answer)
    page.goto(ADDRESS + path)
    return sheets_of(page)


def sheets_of(page):
    """The page that is open, as Chromium prints it and a label printer draws it."""
    printed_page = page.pdf(prefer_css_page_size=True, print_background=True)
    with closing(pypdfium2.PdfDocument(printed_page)) as document:
        return [sheet.render(scale=LABEL_PRINTER / 72).to_pil() for sheet in document]


def codes_on(sheet):
    """What a scan reads on a sheet, from left to right and from above."""
    found = zxingcpp.read_barcodes(sheet)
    placed = [
        (code.position.top_left.y // 60, code.position.top_left.x, code.text) for code in found
    ]
    return [text for _row, _x, text in sorted(placed)]


def size_in_mm(sheet):
    """How large a sheet is."""
    return tuple(round(side / LABEL_PRINTER * 25.4) for side in sheet.size)
