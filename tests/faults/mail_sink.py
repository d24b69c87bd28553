"""A real mail server, in threads, that misbehaves verb by verb and tells what it accepted."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

#: What it may do instead of answering: hang up; take the mail and hang up.
HANG_UP, KEEP_AND_HANG_UP = "hang up", "keep and hang up"
FRIENDLY = {"BANNER": "220 mx.test", "EHLO": "250 mx.test", "DATA": "354 go on"}


class Temper(Protocol):
    """Who decides how the server behaves, and who hears what arrived."""

    def says(self, verb: str, owner: int) -> str:
        """An answer such as "451 later", HANG_UP, KEEP_AND_HANG_UP, or "" to be friendly."""

    def arrived(self, text: bytes, owner: int, *, accepted: bool, answered: bool) -> None:
        """A final dot came; whether the mail was kept, and whether the sender heard so."""


class MailSink:
    """``owner`` tells, when a connection begins, which sender it belongs to."""

    def __init__(self) -> None:
        self.temper: Temper | None = None
        self.owner: Callable[[], int] = lambda: 0
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=32)
        self.url = f"smtp://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """No more mail."""
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self._listening.accept()
                talk = _Talk(line, self, self.owner())
                threading.Thread(target=talk.run, daemon=True).start()


class _HungUp(Exception):
    """This connection is over."""


class _Talk:
    """One connection."""

    def __init__(self, line: socket.socket, sink: MailSink, owner: int) -> None:
        self.line, self.sink, self.owner = line, sink, owner

    def run(self) -> None:
        with suppress(OSError, _HungUp), self.line, self.line.makefile("rb") as heard:
            self._say("BANNER")
            while text := heard.readline():
                verb = text.split()[0].upper().decode() if text.split() else ""
                if verb == "QUIT":
                    self.line.sendall(b"221 bye\r\n")
                    return
                said = self._say(verb)
                if verb == "DATA" and said.startswith("354"):
                    self._take(heard)

    def _say(self, verb: str) -> str:
        temper = self.sink.temper
        known = ("BANNER", "EHLO", "MAIL", "RCPT", "DATA")
        said = temper.says(verb, self.owner) if temper and verb in known else ""
        if said == HANG_UP:
            raise _HungUp
        said = said or FRIENDLY.get(verb, "250 ok")
        self.line.sendall(f"{said}\r\n".encode())
        return said

    def _take(self, heard: object) -> None:
        lines = []
        while (line := heard.readline()) != b".\r\n":  # type: ignore[attr-defined]
            if not line:
                raise _HungUp
            lines.append(line[1:] if line.startswith(b"..") else line)
        temper = self.sink.temper
        said = temper.says("DOT", self.owner) if temper else ""
        accepted = said in ("", KEEP_AND_HANG_UP)
        answered = said not in (HANG_UP, KEEP_AND_HANG_UP)
        if temper:
            temper.arrived(b"".join(lines), self.owner, accepted=accepted, answered=answered)
        if not answered:
            raise _HungUp
        self.line.sendall(f"{said or '250 kept'}\r\n".encode())
