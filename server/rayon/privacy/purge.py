"""Forget everything that is past its date. Twice is the same as once."""

from datetime import datetime, timedelta

import structlog
from flask import current_app
from sqlalchemy import func, select

from rayon import diary
from rayon.config import Settings
from rayon.database import reading, writing
from rayon.privacy import backups, sqlite_file
from rayon.privacy.retention import RULES, Rule, days_kept
from rayon.sync import log as action_log

log = structlog.get_logger()
#: Rows of one transaction: a phone that syncs meanwhile waits for one of them at most.
BATCH = 1_000


def purge(now: datetime) -> dict[str, int]:
    """Forget what is past its date by ``now``: how many rows, by the name of the rule.

    Each batch is a transaction of its own; what was broken off goes on at the next purge.
    Raises BadRetention when the library’s own days cannot be.
    """
    kept = _kept()
    counts = {rule.what: _forget(rule, now, now - kept[rule.what]) for rule in RULES}
    counts["diary_files"] = diary.forget(now.date())
    if database := sqlite_file.path():
        counts["replaced_databases"] = backups.forget_replaced(database, now)
    sqlite_file.empty_log()
    log.info("purged", **{what: count for what, count in counts.items() if count})
    return counts


def past_their_date(now: datetime) -> dict[str, int]:
    """What ``purge`` would find now, and change nothing."""
    kept = _kept()
    with reading() as session:
        return {
            rule.what: session.scalar(
                select(func.count()).select_from(rule.find(now - kept[rule.what]).subquery())
            )
            or 0
            for rule in RULES
        }


def _kept() -> dict[str, timedelta]:
    settings: Settings = current_app.config["RAYON"]
    kept = days_kept(settings.retention)
    longer = [rule.what for rule in RULES if kept[rule.what] > rule.days]
    if longer:
        log.warning("kept longer than by default", what=longer)
    raised = {what: kept[what] for what, days in settings.retention.items() if days < kept[what]}
    if raised:
        log.warning(
            "kept longer than RAYON_RETENTION says: fewer days would lose work", days=raised
        )
    return {what: timedelta(days=days) for what, days in kept.items()}


def _forget(rule: Rule, now: datetime, cutoff: datetime) -> int:
    done = 0
    while True:
        with writing() as session:
            # Nobody judges an action about these rows meanwhile.
            action_log.take_turn(session.connection())
            ids = session.scalars(rule.find(cutoff).limit(BATCH)).all()
            if ids:
                rule.do(session, ids, now)
        done += len(ids)
        if len(ids) < BATCH:
            return done
