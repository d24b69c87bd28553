"""A real mail server, in threads, that misbehaves verb by verb and tells what it accepted."""

import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

#: What it may do instead of answering: hang up; take the mail, then hang up or talk nonsense;
#: answer as it should, but drop by drop; say nothing for longer than anybody waits.
HANG_UP, KEEP_AND_HANG_UP, KEEP_AND_BABBLE = "hang up", "keep and hang up", "keep and babble"
DRIP, SILENCE = "drip", "silence"
BABBLE = "\x00\xff\x1b[2J what?"
FRIENDLY = {
    "BANNER": "220 mx.test",
    "EHLO": "250 mx.test",
    "DATA": "354 go on",
    "DOT": "250 kept",
    "QUIT": "221 bye",
}
VERBS = (*FRIENDLY, "MAIL", "RCPT")


class Temper(Protocol):
    """Who decides how the server behaves, and who hears what arrived."""

    def says(self, verb: str, owner: int) -> str:
        """An answer such as "451 later", HANG_UP, KEEP_AND_HANG_UP, or "" to be friendly."""

    def arrived(
        self, text: bytes, owner: int, *, sender: str, accepted: bool, answered: bool
    ) -> None:
        """A final dot came; to whom a report would go, whether the mail was kept, and whether the
        sender heard so.
        """


class MailSink:
    """``owner`` tells, when a connection begins, which sender it belongs to."""

    def __init__(self) -> None:
        self.temper: Temper | None = None
        self.owner: Callable[[], int] = lambda: 0
        #: Seconds of it: more than a sender waits.
        self.silence = 3.0
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
        self.sender = ""

    def run(self) -> None:
        with suppress(OSError, _HungUp), self.line, self.line.makefile("rb") as heard:
            self._say("BANNER")
            while text := heard.readline():
                verb = text.split()[0].upper().decode() if text.split() else ""
                if verb == "MAIL":
                    self.sender = text.decode().partition("<")[2].partition(">")[0]
                said = self._say(verb)
                if verb == "QUIT":
                    return
                if verb == "DATA" and said.startswith("354"):
                    self._take(heard)

    def _say(self, verb: str) -> str:
        said = self._mood(verb)
        if said == HANG_UP:
            raise _HungUp
        return self._answer(said, FRIENDLY.get(verb, "250 ok"))

    def _mood(self, verb: str) -> str:
        temper = self.sink.temper
        return temper.says(verb, self.owner) if temper and verb in VERBS else ""

    def _answer(self, said: str, friendly: str) -> str:
        if said == SILENCE:
            time.sleep(self.sink.silence)
            raise _HungUp
        text = friendly if said in ("", DRIP) else said
        line = f"{text}\r\n".encode("latin-1")
        for piece in [line] if said != DRIP else [bytes([byte]) for byte in line]:
            self.line.sendall(piece)
            time.sleep(0.002 if said == DRIP else 0)
        return text

    def _take(self, heard: object) -> None:
        lines = []
        while (line := heard.readline()) != b".\r\n":  # type: ignore[attr-defined]
            if not line:
                raise _HungUp
            lines.append(line[1:] if line.startswith(b"..") else line)
        said = self._mood("DOT")
        accepted = said in ("", DRIP, KEEP_AND_HANG_UP, KEEP_AND_BABBLE)
        # Who hears nothing, or nonsense, does not know.
        answered = said[:1] in ("", "2", "4", "5") or said == DRIP
        if self.sink.temper:
            self.sink.temper.arrived(
                b"".join(lines),
                self.owner,
                sender=self.sender,
                accepted=accepted,
                answered=answered,
            )
        if said in (HANG_UP, KEEP_AND_HANG_UP):
            raise _HungUp
        self._answer(BABBLE if said == KEEP_AND_BABBLE else said, FRIENDLY["DOT"])
