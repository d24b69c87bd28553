"""Phones that come back into the network in the same moment."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from apiflask import APIFlask

from rayon.sync.turns import Turns


def all_at_once(app: APIFlask, pushes: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each of them heard. All wait in the queue before the first of them is judged: each has
    to bring actions.
    """
    turns: Turns = app.extensions["rayon.turns"]
    turns._is_taken = True
    with ThreadPoolExecutor(len(pushes)) as threads:
        running = [threads.submit(push) for push in pushes]
        while len(turns._queue) < len(pushes):
            time.sleep(0.001)
        turns._hand_over()
        return [one.result() for one in running]
