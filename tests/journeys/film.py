"""What the camera sees: a film of one library label, in the format Chromium plays as a camera."""

from pathlib import Path

import barcode
from barcode.writer import ImageWriter
from PIL import Image

SIZE = (1280, 720)
FRAMES_PER_SECOND = 5
SHELF = (92, 84, 74)
#: Nobody holds a book quite level.
TILT = 4.0
PRINTED = {"write_text": False, "module_width": 0.4, "module_height": 16.0, "dpi": 180}


def shoot(path: Path, number: str) -> None:
    """A film of this number, printed as libraries do: Codabar for digits, else Code 128.

    Chromium opens the file when a page asks for the camera, and plays it in a loop.
    """
    picture = _scene(_label(number))
    header = f"YUV4MPEG2 W{SIZE[0]} H{SIZE[1]} F{FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg\n"
    frame = b"FRAME\n" + _planes(picture)
    path.write_bytes(header.encode() + frame * FRAMES_PER_SECOND)


def _label(number: str) -> Image.Image:
    # Codabar carries letters that say where it starts and stops; they are no part of the number.
    symbology, text = ("codabar", f"A{number}B") if number.isdigit() else ("code128", number)
    printed = barcode.get(symbology, text, writer=ImageWriter())
    picture: Image.Image = printed.render(PRINTED)
    return picture.convert("RGB")


def _scene(label: Image.Image) -> Image.Image:
    scene = Image.new("RGB", SIZE, SHELF)
    book = label.rotate(TILT, expand=True, fillcolor=SHELF, resample=Image.Resampling.BICUBIC)
    scene.paste(book, ((SIZE[0] - book.width) // 2, (SIZE[1] - book.height) // 2))
    return scene


def _planes(picture: Image.Image) -> bytes:
    """Full brightness, and both colours at half the size: I420."""
    light, blue, red = picture.convert("YCbCr").split()
    half = (SIZE[0] // 2, SIZE[1] // 2)
    return light.tobytes() + blue.resize(half).tobytes() + red.resize(half).tobytes()
