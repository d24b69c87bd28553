"""A mail server and a push service in a process of their own that answer after the same pause."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection

#: Enough of RFC 5321 for a server that takes everything.
ANSWERS = {b"EHLO": b"250-here\r\n250 8BITMIME\r\n", b"DATA": b"354 go on\r\n", b"QUIT": b"221\r\n"}


@dataclass
class SlowMail:
    """``url``: where mail is taken; ``push_url``: where pushes are."""

    url: str
    push_url: str
    _asking: Connection

    def received(self) -> list[bytes]:
        """The recipient of each mail or push that came in since this was last asked."""
        self._asking.send("received")
        came: list[bytes] = self._asking.recv()
        return came


@contextmanager
def slow_mail(pause: float) -> Iterator[SlowMail]:
    """The server, as long as the block lasts; ``pause``: seconds before each answer."""
    ours, theirs = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=_run, args=(theirs, pause), daemon=True)
    process.start()
    try:
        yield SlowMail(f"smtp://127.0.0.1:{ours.recv()}", f"http://127.0.0.1:{ours.recv()}", ours)
    finally:
        ours.send("stop")
        process.join()
        ours.close()


def _run(asked: Connection, pause: float) -> None:
    asyncio.run(_serve(asked, pause))


async def _serve(asked: Connection, pause: float) -> None:
    came: list[bytes] = []
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    servers = [
        await loop.create_server(lambda kind=kind: kind(came, pause), "127.0.0.1", 0)
        for kind in (_Talk, _Pushed)
    ]

    def answer() -> None:
        if asked.recv() == "stop":
            stop.set()
        else:
            asked.send(list(came))
            came.clear()

    loop.add_reader(asked.fileno(), answer)
    for server in servers:
        asked.send(server.sockets[0].getsockname()[1])
    await stop.wait()
    for server in servers:
        server.close()


class _Talk(asyncio.Protocol):
    """One connection. Lines that come together are answered together, one pause later."""

    def __init__(self, came: list[bytes], pause: float) -> None:
        self.came, self.pause = came, pause
        self.heard, self.recipient, self.in_text = b"", b"", False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._say(b"220 here\r\n")

    def data_received(self, data: bytes) -> None:
        self.heard += data
        while self._take():
            pass

    def _take(self) -> bool:
        """One line, or one whole text, of what was heard; False: more must come first."""
        end = b"\r\n.\r\n" if self.in_text else b"\r\n"
        taken, found, rest = self.heard.partition(end)
        if not found:
            return False
        self.heard = rest
        if self.in_text:
            self.came.append(self.recipient)
        verb = b"" if self.in_text else taken[:4].upper()
        self.in_text = verb == b"DATA"
        if verb == b"RCPT":
            self.recipient = taken.partition(b"<")[2].partition(b">")[0]
        self._say(ANSWERS.get(verb, b"250 yes\r\n"))
        return True

    def _say(self, answer: bytes) -> None:
        loop = asyncio.get_running_loop()
        loop.call_later(self.pause, self._send, answer)

    def _send(self, answer: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.write(answer)
            if answer.startswith(b"221"):
                self.transport.close()


class _Pushed(asyncio.Protocol):
    """One connection of a push service: each request is answered one pause after its last byte."""

    def __init__(self, came: list[bytes], pause: float) -> None:
        self.came, self.pause, self.heard = came, pause, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.heard += data
        head, found, body = self.heard.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
        if not found or len(body) < length:
            return
        self.heard = body[length:]
        self.came.append(head.split()[1])
        asyncio.get_running_loop().call_later(self.pause, self._answer)

    def _answer(self) -> None:
        if not self.transport.is_closing():
            self.transport.write(b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n")
