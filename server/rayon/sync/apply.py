"""The one door: judge each action of a batch once and write what follows, in one transaction."""

import time
from collections.abc import Sequence

import structlog
from sqlalchemy.exc import OperationalError

from rayon import clock
from rayon.database import writing_rows
from rayon.faults import crash_point
from rayon.holds.action import Judged
from rayon.sync import log
from rayon.sync.judging import judge_all
from rayon.sync.recorded import Recorded
from rayon.sync.sender import Sender

logger = structlog.get_logger()
#: PostgreSQL may ask for a transaction to be tried again (deadlock, serialisation).
RETRIES = 5


def apply(batch: Sequence[Recorded], sender: Sender) -> list[Judged]:
    """Apply a batch, each action once for ever; one answer per action, in the same order.

    An action whose handler raises is quarantined alone; the others are applied.
    Raises ``OperationalError`` when the database cannot be reached: nothing was done then.
    """
    if not batch:
        return []
    try:
        return _patiently(batch, sender)
    except _PoisonError:
        return [_alone(action, sender) for action in batch]


class _PoisonError(Exception):
    """A handler raised: the batch was rolled back and is replayed one action at a time."""


def _patiently(batch: Sequence[Recorded], sender: Sender) -> list[Judged]:
    for attempt in range(RETRIES):
        try:
            return _together(batch, sender)
        except OperationalError as error:
            if not _may_retry(error) or attempt == RETRIES - 1:
                raise
            time.sleep(0.01 * 2**attempt)
    raise AssertionError("unreachable")


def _together(batch: Sequence[Recorded], sender: Sender) -> list[Judged]:
    with writing_rows() as connection:
        log.take_turn(connection)
        now = clock.now()
        fresh = log.write_down(connection, batch, sender, now)
        crash_point("actions.written_down")
        try:
            judged = judge_all(connection, fresh, sender, now) if fresh else {}
        except OperationalError:
            raise
        except Exception as error:
            logger.exception("handler raised", actions=[action.id for action in fresh])
            raise _PoisonError from error
        answers = log.answers(connection, batch, judged)
        crash_point("actions.judged")
    crash_point("actions.committed")
    return answers


def _alone(action: Recorded, sender: Sender) -> Judged:
    try:
        return _patiently([action], sender)[0]
    except _PoisonError:
        return _quarantine(action, sender)


def _quarantine(action: Recorded, sender: Sender) -> Judged:
    with writing_rows() as connection:
        log.take_turn(connection)
        judged = {}
        if log.write_down(connection, [action], sender, clock.now()):
            judged[action.id] = Judged(action.id, "quarantined", "server_fault")
        log.write_outcomes(connection, judged.values(), {action.id: sender.branch_id})
        return log.answers(connection, [action], judged)[0]


def _may_retry(error: OperationalError) -> bool:
    return getattr(error.orig, "sqlstate", None) in ("40001", "40P01")
