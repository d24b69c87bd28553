"""Days and hours as people write them, in each language: on paper, in mails, on every page."""

from datetime import date, time

from babel.dates import format_date

#: How a date is written in each language, in full words.
LOCALES = {"fr": "fr_FR", "en": "en_GB"}
WITH_MONTH = "EEEE {day} MMMM"


def day_in_words(day: date, language: str, pattern: str = WITH_MONTH) -> str:
    """mardi 1er décembre, Tuesday 1 December; ``{day}`` in a pattern is the day of the month."""
    number = "'1er'" if language == "fr" and day.day == 1 else "d"
    return format_date(day, pattern.format(day=number), locale=LOCALES[language])


def hour_in_words(at: time, language: str) -> str:
    """10 h, 18 h 30; 10:00, 18:30."""
    if language != "fr":
        return f"{at:%H:%M}"
    return f"{at.hour}\u00a0h" + (f"\u00a0{at.minute:02}" if at.minute else "")
