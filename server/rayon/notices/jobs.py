"""One round of notices: see what is owed, send what may leave, write down what was told."""

from collections.abc import Callable
from datetime import datetime

from flask import current_app

from rayon.config import Settings
from rayon.notices import claiming, owing, sender
from rayon.notices.kept import PerformAll, record_told
from rayon.notices.outcomes import take_back_expired

#: Batches of one round; other jobs want their turn.
BATCHES = 20


def run(now: datetime, perform_all: PerformAll, alive: Callable[[], None] = lambda: None) -> int:
    """Do all that is due by ``now``; how much was done. Safe in several processes at once.

    ``alive`` is called after each batch: with a slow mail server a round takes longer than anybody
    waits for a sign that notices are seen to.
    """
    settings: Settings = current_app.config["RAYON"]
    done = take_back_expired(now) + owing.bring_up_to_date(now)
    with sender.Lines(settings) as lines:
        for _ in range(BATCHES):
            claimed, to_call = claiming.claim(now, settings)
            done += len(claimed) + to_call
            reached = lines.send(claimed) if claimed else True
            done += record_told(perform_all)
            alive()
            if not reached or not (claimed or to_call):
                break
    return done
