"""A mail as bytes. The email package takes three times as long as sending it (decision 85).

What it makes of the same letter is compared in ``tests/notices/test_mime.py``.
"""

from binascii import b2a_base64, b2a_qp
from collections.abc import Iterable
from email.charset import Charset
from email.utils import quote
from functools import lru_cache

UTF_8 = Charset("utf-8")
#: Encoded, it still fits into the longest line that servers take.
LONGEST = 180
#: No encoded text has "=_" in it, so that no letter can end a part.
LETTERS, WITH_PICTURE = '"=_letters"', '"=_with-picture"'


def written(
    headers: Iterable[tuple[str, str]], text: str, html: str, picture: bytes = b""
) -> bytes:
    """The whole mail: plain text, and the same in HTML; ``picture``: its ``cid:pickup-code``.

    Raises ValueError where a header has a line break: whoever wrote it could add headers.
    """
    formatted = _part("text/html", html)
    if picture:
        formatted = _multipart("related", WITH_PICTURE, [formatted, _picture(picture)])
    letters = _multipart("alternative", LETTERS, [_part("text/plain", text), formatted])
    head = "".join(f"{name}: {_one_line(value)}\r\n" for name, value in headers)
    return f"{head}MIME-Version: 1.0\r\n".encode("ascii") + letters


@lru_cache(maxsize=256)
def in_header(words: str) -> str:
    """Words as a header has them: in one line, for some programs garble folded ones."""
    words = _one_line(words)
    if words.isascii() and words.isprintable() and "=?" not in words:
        return words
    return UTF_8.header_encode(words[:LONGEST])


def mailbox(name: str, address: str) -> str:
    """Who, as From and To have it."""
    words = in_header(name)
    if words == name:
        words = f'"{quote(name)}"' if name else ""
    return f"{words} <{address}>".strip()


def _one_line(value: str) -> str:
    if "\n" in value or "\r" in value:
        raise ValueError("a header has a line break")
    return value


def _part(kind: str, words: str) -> bytes:
    lines = words.replace("\r\n", "\n").replace("\r", "\n")
    lines += "" if lines.endswith("\n") else "\n"
    body = b2a_qp(lines.encode(), istext=True).replace(b"\n", b"\r\n")
    head = f'Content-Type: {kind}; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable'
    return head.encode("ascii") + b"\r\n\r\n" + body


def _picture(picture: bytes) -> bytes:
    encoded = b2a_base64(picture, newline=False)
    lines = [encoded[start : start + 76] for start in range(0, len(encoded), 76)]
    head = (
        "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        'Content-Disposition: inline; filename="code.png"\r\nContent-ID: <pickup-code>\r\n\r\n'
    )
    return head.encode("ascii") + b"\r\n".join([*lines, b""])


def _multipart(kind: str, boundary: str, parts: Iterable[bytes]) -> bytes:
    mark = b"--" + boundary.strip('"').encode("ascii")
    head = f"Content-Type: multipart/{kind}; boundary={boundary}\r\n\r\n".encode("ascii")
    return head + b"".join(mark + b"\r\n" + part + b"\r\n" for part in parts) + mark + b"--\r\n"
