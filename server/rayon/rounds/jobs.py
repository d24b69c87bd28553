"""One round of the bike cart's mails: see what is owed, send what may leave."""

from datetime import datetime

from flask import current_app

from rayon.config import Settings
from rayon.notices import sender
from rayon.notices.jobs import BATCHES
from rayon.rounds import announcing, claiming


def announce(now: datetime) -> int:
    """Do all that is due by ``now``; how much was done. Safe in several processes at once."""
    settings: Settings = current_app.config["RAYON"]
    done = announcing.bring_up_to_date(now)
    for _ in range(BATCHES):
        claimed = claiming.claim(now, settings)
        done += len(claimed)
        if not claimed or not sender.send_all(claimed, settings):
            break
    return done
