"""The style sheets of paper. A page may hold no styles of its own (Content-Security-Policy)."""

from pathlib import Path

FOLDER = Path(__file__).parent


def style_of(name: str) -> str:
    """One of our style sheets, by its file's name."""
    known = {path.name: path for path in FOLDER.glob("*.css")}
    return known[name].read_text()


def offset_css(x: float, y: float) -> str:
    """Moves what is printed on a sheet by so many millimetres."""
    return f":root {{ --x: {x:.2f}mm; --y: {y:.2f}mm; }}\n"
