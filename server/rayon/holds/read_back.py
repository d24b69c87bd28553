"""The sentence that is read to the caller before an order is placed."""

from datetime import date

from flask_babel import get_locale, gettext, ngettext

from rayon.catalogue.authors import spoken
from rayon.catalogue.groups import Group
from rayon.catalogue.kind_names import kind_name
from rayon.dates import day_in_words
from rayon.holds.ordering import Choice


def at_branch(branch: str) -> str:
    """Where a caller collects."""
    return gettext("to collect at %(branch)s", branch=branch)


def at_home(day: date) -> str:
    """On which day it comes."""
    return gettext("delivered at home on %(day)s", day=day_in_words(day, str(get_locale())))


def at_stop(place: str) -> str:
    """Where the bike cart brings it."""
    return gettext("brought by the bike cart to %(place)s", place=place)


def of_title(name: str, title: str, author: str, volume: str, where: str) -> str:
    """Who, what and where, to be said aloud."""
    document = ", ".join(
        filter(None, (gettext("“%(title)s”", title=title), _volume(volume), spoken(author)))
    )
    return gettext(
        "To repeat: %(document)s for %(name)s, %(where)s.",
        document=document,
        name=name,
        where=where,
    )


def of_selection(name: str, choice: Choice, where: str) -> str:
    """The same for documents that the library chooses."""
    documents = ngettext(
        "%(num)d document that we choose", "%(num)d documents that we choose", choice.number
    )
    kind = kind_name(choice.kind) if choice.kind else ""
    age = gettext("age %(age)s", age=choice.age) if choice.age else ""
    return gettext(
        "To repeat: %(document)s for %(name)s, %(where)s.",
        document=", ".join(filter(None, (documents, kind, age, choice.wishes))),
        name=name,
        where=where,
    )


def what_to_expect(group: Group | None, waiting: int, told_by: str) -> str:
    """What the caller may count on, and how the news will come. Promises nothing."""
    news = {
        "mail": gettext("We will write as soon as it is ready, or if we cannot find it."),
        "phone": gettext("We will call as soon as it is ready, or if we cannot find it."),
    }[told_by]
    return " ".join(filter(None, (_chances(group, waiting), news)))


def _volume(volume: str) -> str:
    return gettext("volume %(volume)s", volume=volume) if volume.isdecimal() else volume


def _chances(group: Group | None, waiting: int) -> str:
    if group is None:
        return ""
    if group.on_shelf > waiting:
        return gettext("A copy should be on the shelf: we will look for it on the next morning.")
    before = ngettext(
        "%(num)d patron waits before you.", "%(num)d patrons wait before you.", waiting
    )
    return " ".join(filter(None, (_lent(group.due_on), before if waiting else "")))


def _lent(due_on: date | None) -> str:
    if due_on is None:
        return gettext("No copy is free at the moment.")
    return gettext(
        "No copy is free at the moment; the first is due on %(day)s.",
        day=day_in_words(due_on, str(get_locale()), "{day} MMMM"),
    )
