"""One round of notices: see what is owed, send what may leave, write down what was told."""

from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import update

from rayon.config import Settings
from rayon.database import reading, writing
from rayon.notices import claiming, owing, sender
from rayon.notices.kept import PerformAll, record_told
from rayon.notices.outcomes import take_back_expired
from rayon.sync.models import Installation

#: Batches of one round; other jobs want their turn.
BATCHES = 20
#: A round is written down this often, for whoever asks whether any takes place.
NOTED_EVERY = timedelta(minutes=1)


def run(now: datetime, perform_all: PerformAll) -> int:
    """Do all that is due by ``now``; how much was done. Safe in several processes at once."""
    settings: Settings = current_app.config["RAYON"]
    done = take_back_expired(now) + owing.bring_up_to_date(now)
    with sender.Lines(settings) as lines:
        for _ in range(BATCHES):
            claimed, to_call = claiming.claim(now, settings)
            done += len(claimed) + to_call
            reached = lines.send(claimed) if claimed else True
            done += record_told(perform_all)
            if not reached or not (claimed or to_call):
                break
    _note_round(now)
    return done


def _note_round(now: datetime) -> None:
    with reading() as session:
        last = session.get_one(Installation, 1).notices_at
    # A clock that went back is no reason to write nothing down.
    if last is None or not timedelta() <= now - last < NOTED_EVERY:
        with writing() as session:
            session.execute(update(Installation).values(notices_at=now))
