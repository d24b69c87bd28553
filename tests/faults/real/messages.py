"""HTTP as bytes on a wire: one message read whole, one answer made."""

import json
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from io import BufferedReader
from typing import Any


@dataclass(frozen=True)
class Wire:
    """A request or an answer, byte for byte."""

    head: bytes
    body: bytes

    @property
    def raw(self) -> bytes:
        """As it travels."""
        return self.head + self.body

    @property
    def status(self) -> int:
        """Of an answer."""
        return int(self.head.split(b" ", 2)[1])


def read_message(heard: BufferedReader) -> Wire | None:
    """The next whole message; None when the other side has hung up before its end."""
    lines = []
    while (line := heard.readline()) not in (b"\r\n", b""):
        lines.append(line)
    if not lines or line == b"":
        return None
    head = b"".join([*lines, line])
    length = int(_headers(lines).get("Content-Length") or 0)
    body = heard.read(length)
    return Wire(head, body) if len(body) == length else None


def answer(status: int, body: str, kind: str = "text/html", **headers: str) -> Wire:
    """An answer that somebody else than Rayon gives."""
    content = body.encode()
    given = {"Content-Type": kind, "Content-Length": str(len(content)), **headers}
    lines = [f"HTTP/1.1 {status} Said", *(f"{k.replace('_', '-')}: {v}" for k, v in given.items())]
    return Wire(("\r\n".join(lines) + "\r\n\r\n").encode(), content)


def with_body(original: Wire, body: dict[str, Any]) -> Wire:
    """The same answer with another body."""
    return answer(original.status, json.dumps(body), "application/json")


def _headers(lines: list[bytes]) -> Message:
    return BytesHeaderParser().parsebytes(b"".join(lines[1:]))
