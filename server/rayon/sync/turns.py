"""Batches queue here to be judged: whoever has the turn judges for all who wait.

A commit costs much the same for one phone as for seven, and so does asking for the rows of a
batch: fifty phones that come back together are answered sooner when they are judged together.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rayon.database import PATIENCE, busy
from rayon.holds.action import Judged
from rayon.sync.batch import Batch

#: Actions judged in one transaction, unless a single batch has more: others write, too.
MOST_TOGETHER = 80
_computing = threading.Lock()
Answers = list[Judged]
#: One answer for each batch: what became of it, or why nothing did.
Judge = Callable[[Sequence[Batch]], Sequence[Answers | Exception]]


@contextmanager
def computing() -> Iterator[None]:
    """Held by whoever works something out for a phone; let go of while waiting for the disk.

    Threads share the interpreter: two at a time are done later than one after the other.
    Raises ``OperationalError`` when it is held for too long.
    """
    if not _computing.acquire(timeout=PATIENCE):
        raise busy()
    try:
        yield
    finally:
        _computing.release()


class _Waiting:
    """A batch in the queue. ``leads``: its own thread is to judge, for itself and for others."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        # What pages and jobs do names many rows; only phones are judged by rules that bear company.
        self.is_sociable = batch.sender.is_phone
        self.ids = {action.id for action in batch.actions}
        self.stores = {action.store for action in batch.actions}
        self.leads = False
        self.answer: Answers | Exception | None = None
        #: Let go of once, by whoever has an answer or hands over the turn: a bare lock is enough.
        self.sleeps = threading.Lock()
        self.sleeps.acquire()


class Turns:
    """One queue for all threads of a process that write to one database."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        #: Held for a few steps at a time, by whoever looks at what is below.
        self._looking = threading.Lock()
        self._is_taken = False
        self._queue: list[_Waiting] = []

    def take(self, batch: Batch) -> Answers:
        """What became of the batch, judged by this thread or by another.

        Raises what judging it raised, and ``OperationalError`` when its turn did not come.
        """
        mine = _Waiting(batch)
        try:
            if not self._lead_at_once(mine):
                self._wait(mine)
        except BaseException:
            self._step_aside(mine)
            raise
        if mine.leads:
            self._lead(mine)
        assert mine.answer is not None
        if isinstance(mine.answer, Exception):
            raise mine.answer
        return mine.answer

    def _lead_at_once(self, mine: _Waiting) -> bool:
        with self._looking:
            if self._is_taken:
                self._queue.append(mine)
            else:
                self._is_taken = mine.leads = True
            return mine.leads

    def _wait(self, mine: _Waiting) -> None:
        if mine.sleeps.acquire(timeout=PATIENCE):
            return
        with self._looking:
            gives_up = mine in self._queue
            if gives_up:
                self._queue.remove(mine)
        if gives_up:
            raise busy()
        # Somebody is judging it at this moment: there will be an answer.
        mine.sleeps.acquire()

    def _step_aside(self, mine: _Waiting) -> None:
        """A thread that ends while it waits must not be waited for."""
        with self._looking:
            if mine in self._queue:
                self._queue.remove(mine)
        if mine.leads:
            self._hand_over()

    def _lead(self, mine: _Waiting) -> None:
        together = [mine]
        try:
            # Who is being answered at this moment may come back, and others may join meanwhile.
            with computing():
                together = self._together_with(mine)
            self._judge_all(together)
        except BaseException as error:
            for one in together:
                one.answer = error if isinstance(error, Exception) else busy()
            raise
        finally:
            for one in together:
                one.sleeps.release()
            self._hand_over()

    def _hand_over(self) -> None:
        with self._looking:
            self._is_taken = bool(self._queue)
            if self._queue:
                following = self._queue.pop(0)
                following.leads = True
                following.sleeps.release()

    def _together_with(self, mine: _Waiting) -> list[_Waiting]:
        """This batch and those that may be judged with it: never two of one phone, for what comes
        twice is to be answered from what is kept.
        """
        chosen, ids, stores = [mine], set(mine.ids), set(mine.stores)
        with self._looking:
            for other in self._queue if mine.is_sociable else ():
                has_room = len(ids) + len(other.ids) <= MOST_TOGETHER
                is_apart = not ids & other.ids and not stores & other.stores
                if has_room and is_apart and other.is_sociable:
                    chosen.append(other)
                    ids |= other.ids
                    stores |= other.stores
            self._queue = [one for one in self._queue if one not in chosen]
        return chosen

    def _judge_all(self, waiting: list[_Waiting]) -> None:
        answers = self._judge([one.batch for one in waiting])
        for one, answer in zip(waiting, answers, strict=True):
            one.answer = answer
