"""One round of the bike cart's mails: see what is owed, send what may leave."""

from datetime import datetime

from flask import current_app

from rayon import clock
from rayon.config import Settings
from rayon.notices import sender
from rayon.notices.jobs import BATCHES
from rayon.rounds import announcing, calling, claiming, requests, subscribing

#: Of owing and sending: a whole town is told without a pause, and other jobs still get their turn.
ROUNDS = 10


def announce(now: datetime) -> int:
    """Do all that is due by ``now``; how much was done. Safe in several processes at once."""
    settings: Settings = current_app.config["RAYON"]
    done = calling.withdraw_over(now)
    with sender.Lines(settings) as lines:
        for _ in range(ROUNDS):
            owed = announcing.bring_up_to_date(now) + requests.look_up(now, settings)
            sent, is_reached = _send(lines, settings)
            done += owed + sent
            if not is_reached or not owed + sent:
                break
    if done:
        subscribing.leave_gone()
    # A mail may also come to its end elsewhere: on the board, or after a day of silence.
    return done + requests.call_instead()


def _send(lines: sender.Lines, settings: Settings) -> tuple[int, bool]:
    """How many left, or were tried; False: the mail server cannot be reached."""
    done = 0
    for _ in range(BATCHES):
        # A slow mail server makes this last: the lease begins now, not with the round.
        claimed = claiming.claim(clock.now(), settings)
        done += len(claimed)
        if not claimed or not lines.send(claimed):
            return done, not claimed
    return done, True
