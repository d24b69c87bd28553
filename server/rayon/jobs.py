"""One loop that does what has become due, in a thread of the server or as ``rayon worker``."""

import threading
from collections.abc import Callable
from datetime import datetime

import structlog
from apiflask import APIFlask

from rayon import clock
from rayon.catalogue.files import background
from rayon.config import Settings
from rayon.delivery import jobs as delivery_jobs
from rayon.notices import jobs as notice_jobs
from rayon.picking import jobs as picking_jobs
from rayon.privacy import jobs as privacy_jobs
from rayon.rounds import jobs as round_jobs
from rayon.shelves.index import build_indexes
from rayon.supervisors import jobs as supervisor_jobs
from rayon.supervisors.bringing_up import bring_up
from rayon.sync.installation import note_notices
from rayon.sync.perform import perform_all

log = structlog.get_logger()


def _send_notices(now: datetime) -> int:
    # Not the time at which it began: a silent mail server may have taken minutes.
    return notice_jobs.run(now, perform_all, lambda: note_notices(clock.now()))


#: Every job is told the time, does what is due by then, and says how much it did.
JOBS: dict[str, Callable[[datetime], int]] = {
    "end_searches": lambda now: picking_jobs.end_searches(now, perform_all),
    "join_late_holds": lambda now: picking_jobs.join_late_holds(now, perform_all),
    "ask_after_parcels": lambda now: delivery_jobs.ask_after_parcels(now, perform_all),
    "keep_what_stayed": lambda now: delivery_jobs.keep_what_stayed(now, perform_all),
    "work_off_imports": background.run,
    "send_notices": _send_notices,
    "announce_visits": round_jobs.announce,
    "bring_up_troubles": lambda now: bring_up(now, perform_all),
    "build_indexes": build_indexes,
    # Before anybody is forgotten.
    "sum_up_days": supervisor_jobs.sum_up,
    "forget": lambda now: privacy_jobs.run(now, perform_all),
}

_started = threading.Event()
_starting = threading.Lock()


def init_app(app: APIFlask) -> None:
    """Nothing runs until the first request: commands and tests do not want a second writer."""
    settings: Settings = app.config["RAYON"]
    if settings.worker == "thread":
        app.before_request(lambda: _start(app, settings.worker_seconds))


def run_due(now: datetime) -> int:
    """Do everything that is due; a job that fails is logged and does not stop the others."""
    done = 0
    for name, job in JOBS.items():
        try:
            done += job(now)
        except Exception:
            log.exception("job failed", job=name)
    return done


def run_forever(seconds: float, stop: threading.Event) -> None:
    """The loop of a worker; ``seconds`` between two rounds."""
    while not stop.is_set():
        run_due(clock.now())
        stop.wait(seconds)


def _start(app: APIFlask, seconds: float) -> None:
    with _starting:
        if _started.is_set():
            return
        _started.set()
    threading.Thread(target=_work, args=(app, seconds), name="jobs", daemon=True).start()


def _work(app: APIFlask, seconds: float) -> None:
    with app.app_context():
        run_forever(seconds, threading.Event())
