"""What a printer makes of the pictures in our pages."""

import xml.etree.ElementTree as ET

from PIL import Image, ImageDraw

DOTS_PER_MM = 20


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
