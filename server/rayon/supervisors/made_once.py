"""A board is made once for everybody who looks at it."""

import threading
from collections import defaultdict
from collections.abc import Callable, Hashable
from typing import cast

from flask import current_app


class Boards:
    """The newest board of each branch and language, as it goes over the wire.

    Who asks while it is being made waits for it: making it twice would take longer. What is kept
    is only ever looked up by the number that the database says now, so that nobody has to tell
    this process what another one changed.
    """

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[str, bytes]] = {}
        self._turns: defaultdict[Hashable, threading.Lock] = defaultdict(threading.Lock)

    def body(self, of: Hashable, etag: str, make: Callable[[], bytes]) -> bytes:
        """The board ``of`` a branch in a language, as it is when its tag is this one."""
        with self._turns[of]:
            known, body = self._kept.get(of, ("", b""))
            if known != etag:
                body = make()
                self._kept[of] = (etag, body)
            return body


def boards() -> Boards:
    """Those of this server."""
    return cast(Boards, current_app.extensions.setdefault("rayon.boards", Boards()))
