"""Bars as a scanner sees them: from the SVG that a page shows to a picture."""

import re
from base64 import b64decode

from PIL import Image, ImageDraw

DOTS_PER_MM = 8
_BAR = re.compile(
    r'<rect x="([\d.]+)mm" y="([\d.]+)mm" width="([\d.]+)mm" height="([\d.]+)mm"([^>]*)'
)


def picture_of(data_uri: str) -> Image.Image:
    """The dark bars on white, at 203 dots per inch."""
    svg = b64decode(data_uri.partition(",")[2]).decode()
    bars = [tuple(map(float, found[:4])) for found in _BAR.findall(svg) if "white" not in found[4]]
    right = max(x + width for x, _y, width, _h in bars) + 3
    bottom = max(y + height for _x, y, _w, height in bars) + 3
    picture = Image.new("L", (round(right * DOTS_PER_MM), round(bottom * DOTS_PER_MM)), 255)
    pen = ImageDraw.Draw(picture)
    for x, y, width, height in bars:
        corners = (x, y, x + width, y + height)
        left, top, end, foot = (round(value * DOTS_PER_MM) for value in corners)
        pen.rectangle((left, top, end - 1, foot), fill=0)
    return picture
