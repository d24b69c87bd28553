"""The one door: judge each action of a batch once and write what follows, in one transaction.

Those who wait at the same time are judged together. Where that goes wrong each batch is judged by
itself, where that goes wrong each action alone, and an action that raises even then is quarantined.
"""

import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import structlog
from flask import Flask, current_app
from sqlalchemy.exc import OperationalError

from rayon import clock
from rayon.database import writing_rows
from rayon.faults import crash_point
from rayon.holds.action import Judged
from rayon.prepared import run_each
from rayon.sync import log
from rayon.sync.batch import Batch
from rayon.sync.judging import judge_all
from rayon.sync.turns import Answers, Turns, computing

logger = structlog.get_logger()
#: PostgreSQL may ask for a transaction to be tried again (deadlock, serialisation).
RETRIES = 5


def apply(batch: Batch) -> list[Judged]:
    """Apply a batch, each action once for ever; one answer per action, in the same order.

    An action whose handler raises is quarantined alone; the others are applied. What comes from
    another life of the database is not judged: there is no answer then.
    Raises ``OperationalError`` when the database cannot be reached: nothing was done then.
    """
    if not batch.actions:
        return []
    turns: Turns = current_app.extensions["rayon.turns"]
    return turns.take(batch)


def init_app(app: Flask) -> None:
    """One queue for all that this server judges."""
    app.extensions["rayon.turns"] = Turns(_judge)


class _PoisonError(Exception):
    """An action raised: everything was rolled back."""


@contextmanager
def _poison(rows: Collection[str]) -> Iterator[None]:
    """Whatever an action makes go wrong is its own fault, but for a database out of reach."""
    try:
        yield
    except OperationalError:
        raise
    except Exception as error:
        logger.exception("an action spoiled its transaction", actions=list(rows))
        raise _PoisonError from error


def _judge(batches: Sequence[Batch]) -> Sequence[Answers | Exception]:
    if len(batches) == 1:
        return [_by_itself(batches[0])]
    try:
        return _patiently(batches)
    except OperationalError:
        raise
    except Exception:
        return [_kept_apart(batch) for batch in batches]


def _kept_apart(batch: Batch) -> Answers | Exception:
    try:
        return _by_itself(batch)
    except Exception as error:
        return error


def _by_itself(batch: Batch) -> Answers:
    try:
        return _patiently([batch])[0]
    except _PoisonError:
        alone = (replace(batch, actions=[action]) for action in batch.actions)
        return [answer for one in alone for answer in _alone(one)]


def _patiently(batches: Sequence[Batch]) -> list[Answers]:
    for attempt in range(RETRIES):
        try:
            return _together(batches)
        except OperationalError as error:
            if not _may_retry(error) or attempt == RETRIES - 1:
                raise
            time.sleep(0.01 * 2**attempt)
    raise AssertionError("unreachable")


def _together(batches: Sequence[Batch]) -> list[Answers]:
    with writing_rows() as connection:
        epoch = log.take_turn(connection)
        with computing():
            now = clock.now()
            batches = [_of_this_life(batch, epoch) for batch in batches]
            known = log.known(connection, batches)
            fresh, rows = log.fresh(connection, batches, known, now)
            with _poison(rows):
                judged, writes = judge_all(connection, fresh, rows, now) if rows else ({}, [])
                writes.append(log.write_down(connection, rows.values()))
            answers = [log.answers(batch.actions, known, judged) for batch in batches]
        crash_point("actions.judged")
        with _poison(rows):
            run_each(connection, writes)
        crash_point("actions.written_down")
    crash_point("actions.committed")
    return answers


def _of_this_life(batch: Batch, epoch: str) -> Batch:
    """A phone that does not know of a restored backup yet has to say older things first."""
    return batch if batch.epoch in (None, epoch) else replace(batch, actions=[])


def _alone(batch: Batch) -> Answers:
    try:
        return _patiently([batch])[0]
    except _PoisonError:
        return _quarantine(batch)


def _quarantine(batch: Batch) -> Answers:
    with writing_rows() as connection:
        batch = _of_this_life(batch, log.take_turn(connection))
        known = log.known(connection, [batch])
        _fresh, rows = log.fresh(connection, [batch], known, clock.now())
        judged = {row: Judged(row, "quarantined", "server_fault") for row in rows}
        for row in rows:
            log.note_outcome(rows[row], judged[row], batch.sender.branch_id)
        run_each(connection, [log.write_down(connection, rows.values())])
        return log.answers(batch.actions, known, judged)


def _may_retry(error: OperationalError) -> bool:
    return getattr(error.orig, "sqlstate", None) in ("40001", "40P01")
