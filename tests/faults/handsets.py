"""The phones of a schedule: the app's own core, in one Node process, behind a pipe."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
Row = dict[str, Any]
#: Status, headers and text of an answer; None: the line died.
Reply = tuple[int, dict[str, str], str] | None


class PhoneError(Exception):
    """The phone said no: nothing was saved."""


@dataclass(frozen=True)
class Request:
    """What a phone sends; ``fetch`` is the name under which it waits for the answer."""

    fetch: int
    tab: str
    method: str
    url: str
    headers: dict[str, str]
    body: str


@dataclass(frozen=True)
class Parked:
    """A command that cannot go on: its request is under way."""

    call: int
    request: Request


def bundle(folder: Path) -> Path:
    """The phone's core as one file that Node reads."""
    target = folder / "handsets.mjs"
    if not target.exists():
        rolldown = ROOT / "pwa/node_modules/.bin/rolldown"
        source = ROOT / "tests/faults/handsets.mjs"
        # The app loads its exchange late; here everything is one file.
        whole = ["--format=esm", "--platform=node", "--no-codeSplitting"]
        made = folder / "unfinished" / target.name
        command = [str(rolldown), str(source), *whole, f"--file={made}"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
        made.replace(target)
    return target


@dataclass
class Handsets:
    """``network`` says what becomes of a request: its answer, or None to let it wait."""

    program: Path
    network: Callable[[Request], "Reply | Parked"] = field(init=False, repr=False)
    calls: int = 0
    parked: dict[int, Request] = field(default_factory=dict)
    done: dict[int, Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._node = subprocess.Popen(
            ["node", "--no-warnings", str(self.program)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def close(self) -> None:
        """No more schedules."""
        assert self._node.stdin and self._node.stdout
        self._node.stdin.close()
        self._node.wait(10)
        self._node.stdout.close()

    def begin(self, seed: int, network: Callable[[Request], "Reply | Parked"]) -> None:
        """New phones for a new schedule."""
        self.network = network
        self._begin({"seed": seed})

    def begin_on_wire(self, seed: int, url: str) -> None:
        """New phones that talk to this address by themselves."""
        self._begin({"seed": seed, "base": url})

    def _begin(self, line: Row) -> None:
        self.parked.clear()
        self.done.clear()
        self._say(line)

    def do(self, command: str, *given: Any, now: float) -> Any:
        """One command; its answer, or ``Parked``. Raises PhoneError."""
        return self.wait_for(self.start(command, *given, now=now))

    def start(self, command: str, *given: Any, now: float) -> int:
        """A command whose answer is waited for later."""
        self.calls += 1
        call = self.calls
        self._say({"call": call, "command": command, "given": given, "now": round(now * 1000)})
        return call

    def release(self, parked: Parked, reply: Reply) -> Any:
        """The answer of a request that waited; how the command went on, or ``Parked`` again."""
        self._answer(parked.request.fetch, reply)
        return self.wait_for(parked.call)

    def wait_for(self, call: int) -> Any:
        """The answer of a command, or ``Parked``. Raises PhoneError."""
        while call not in self.done:
            line = self._hear()
            if "fetch" in line:
                fate = self.network(Request(**line))
                if isinstance(fate, Parked):
                    return Parked(call, fate.request)
                self._answer(line["fetch"], fate)
            else:
                self.done[line["call"]] = line
        line = self.done.pop(call)
        if "error" in line:
            raise PhoneError(line["error"])
        return line["value"]

    def _answer(self, fetch: int, reply: Reply) -> None:
        if reply is None:
            self._say({"fetch": fetch, "reply": None})
        else:
            status, headers, body = reply
            said = {"status": status, "headers": headers, "body": body}
            self._say({"fetch": fetch, "reply": said})

    def _say(self, line: Row) -> None:
        assert self._node.stdin
        self._node.stdin.write(json.dumps(line) + "\n")
        self._node.stdin.flush()

    def _hear(self) -> Row:
        assert self._node.stdout
        text = self._node.stdout.readline()
        if not text:
            raise RuntimeError("the phones died")
        line: Row = json.loads(text)
        return line
