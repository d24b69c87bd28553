"""What readers were told, as the mail server has it and as it ought to be."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.journeys.post import in_one_line, listed
from tests.journeys.readers import Reader
from tests.mail import Letter

#: How the subject of each mail begins.
SUBJECTS = {
    "Vos réservations vous attendent": "message",
    "Votre réservation vous attend": "message",
    "Vos réservations : documents non trouvés": "message",
    "Votre réservation : document non trouvé": "message",
    "Rectificatif": "correction",
    "Nouvelle date": "new_date",
    "Rappel": "reminder",
    "Votre réservation a expiré": "expired",
}
#: Address, first name, kind of mail, and the titles that it must tell.
Mail = tuple[str, str, str, tuple[str, ...]]


@dataclass
class Owed:
    """What has to be told since the last time; what goes by voice is in ``calls``."""

    news: defaultdict[tuple[Reader, str], list[str]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, reader: Reader, kind: str, titles: Iterable[str]) -> None:
        """The reader must hear this; courtesies are written only."""
        if reader.email or kind not in ("reminder", "expired"):
            self.news[reader, kind] += map(in_one_line, titles)

    def mails(self) -> list[Mail]:
        """One for each reader and kind."""
        return sorted(
            (reader.email, reader.first_name, kind, titles if reader.names_titles else ())
            for (reader, kind), told in self.news.items()
            if reader.email and (titles := tuple(sorted(told)))
        )

    def calls(self) -> list[str]:
        """The names of those to call, one call each."""
        to_call = {reader for reader, _kind in self.news if not reader.email}
        return sorted(f"{one.first_name} {one.last_name}" for one in to_call)


def mails(letters: Iterable[Letter], owed: Owed) -> list[Mail]:
    """What arrived; of each, as many titles as it ought to tell: what is to come stands below."""
    counts = Counter(
        {(mail[0], mail[1], mail[2]): len(mail[3]) for mail in owed.mails() if mail[3]}
    )
    return sorted(_mail(letter, counts) for letter in letters)


def _mail(letter: Letter, counts: Counter[tuple[str, str, str]]) -> Mail:
    (to,) = letter.recipients
    subject = in_one_line(str(letter.message["Subject"]))
    kind = next(kind for begin, kind in SUBJECTS.items() if subject.startswith(begin))
    hello = next(line for line in letter.text.splitlines() if line.startswith("Bonjour"))
    key = (to, hello.removeprefix("Bonjour").strip(" ,"), kind)
    titles = listed(letter)
    # One too many is seen as well, but for what a first message says is still to come.
    most = counts[key] if kind == "message" and counts[key] else len(titles)
    return (*key, tuple(sorted(titles[:most])))
