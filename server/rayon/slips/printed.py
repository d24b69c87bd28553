"""When a sheet was printed, by the clock on the wall of the branch."""

from zoneinfo import ZoneInfo

from flask_babel import get_locale

from rayon import clock
from rayon.catalogue.branches import all_of
from rayon.database import reading
from rayon.dates import day_in_words, hour_in_words
from rayon.staff.access import person


def printed_at() -> str:
    """26 nov. 2026, 16 h 05; 26 Nov 2026, 16:05."""
    with reading() as session:
        zone = ZoneInfo(all_of(session)[person().branch_id].time_zone)
    now, language = clock.now().astimezone(zone), str(get_locale())
    day = day_in_words(now.date(), language, "{day} MMM y")
    return f"{day}, {hour_in_words(now.time(), language)}"
