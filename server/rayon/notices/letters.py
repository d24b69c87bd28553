"""What one message tells: read from the database once, then independent of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from flask import current_app
from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from rayon.catalogue.authors import spoken
from rayon.catalogue.branches import BranchFacts
from rayon.catalogue.models import Item, Patron, Title
from rayon.holds.models import Hold
from rayon.languages import LANGUAGES
from rayon.notices.channels.push_keys import has_keys
from rayon.notices.channels.web_push import Push
from rayon.notices.due import Group
from rayon.notices.links import waiting_link
from rayon.notices.models import PatronPush
from rayon.notices.own_words import Texts
from rayon.notices.passages import wording_of
from rayon.notices.picture import Picture
from rayon.notices.reconcile import SAYS_THE_DAY, Told
from rayon.notices.wordings import OwnWords


@dataclass(frozen=True)
class Document:
    """One document as the patron asked for it. ``title`` is empty for a selection.

    ``how`` says more: looking, waiting, on_its_way; not_found, unusable, no_copy;
    ``after_all``: it was announced as not found before. ``to_ride``: it was to be brought home.
    """

    hold_id: str
    title: str
    author: str
    how: str
    after_all: bool = False
    to_ride: bool = False


@dataclass(frozen=True)
class Home:
    """One delivery. ``news``: ordered, riding, delivered or missed; ``how`` it came back, if so.

    ``fee_cents``: of one parcel; ``due_cents``: what is on the statement for it by now.
    ``put_right``: something else was said before.
    """

    day: date
    news: str
    how: str
    parcels: int
    fee_cents: int
    due_cents: int
    put_right: bool


@dataclass(frozen=True)
class KeptUntil:
    """Documents that were announced, and the last day on which they can be collected by now."""

    until: date
    documents: tuple[Document, ...]


class Addressed(Protocol):
    """What the post needs of a letter, whatever it says. ``code``: of its QR code, if it has one;
    ``headers``: what mail programs are told beside the usual. ``push``: what a browser is told in
    the place of a mail.
    """

    @property
    def language(self) -> str: ...
    @property
    def branch(self) -> BranchFacts: ...
    @property
    def email(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def written_at(self) -> datetime: ...
    @property
    def headers(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def push(self) -> Push | None: ...


@dataclass(frozen=True)
class Letter:
    """Everything a message says, to whom and in which language; ``until`` for what is ready.

    ``kind`` as ``Group.letter``. ``titles``: whether documents may be named. ``code``: what its QR
    code says; whoever shows it collects all that waits for this patron. ``page``: where this patron
    sees it, and can let a browser tell it; ``by_phone``: one does already. ``own_words``: the
    branch's, where it does not use ours.
    """

    language: str
    branch: BranchFacts
    first_name: str
    email: str
    kind: str
    ready: tuple[Document, ...]
    kept: tuple[KeptUntil, ...]
    not_found: tuple[Document, ...]
    to_come: tuple[Document, ...]
    corrected: tuple[Document, ...]
    expired: tuple[Document, ...]
    home: tuple[Home, ...]
    titles: bool
    code: str
    until: date
    written_at: datetime
    headers: tuple[tuple[str, str], ...] = ()
    push: Push | None = None
    page: str = ""
    by_phone: bool = False
    own_words: Texts | None = None


@dataclass(frozen=True)
class Readers:
    """Those who are written to, and how the titles they asked for are called, by hold.

    ``codes``: the pick-up code of each hold. ``sharing``: patrons whose mail address serves
    somebody else, too. ``browsers``: those that tell them, by patron; ``offers_push``: whether this
    library has keys for that. ``own_words``: how the branches word their mails now.
    """

    patrons: dict[int, Patron]
    names: dict[str, tuple[str, str]]
    codes: dict[str, str]
    sharing: frozenset[int]
    browsers: dict[int, PatronPush]
    offers_push: bool
    own_words: OwnWords


def readers(session: Session, ids: Collection[int]) -> Readers:
    """All that letters to these patrons need, read at once."""
    patrons = session.scalars(select(Patron).where(Patron.id.in_(ids)))
    codes = select(Hold.id, Hold.pickup_code).where(Hold.patron_id.in_(ids))
    browsers = select(PatronPush).where(PatronPush.patron_id.in_(ids))
    return Readers(
        patrons={patron.id: patron for patron in patrons},
        names=_names(session, ids),
        codes=dict(session.execute(codes).all()),
        sharing=_sharing(session, ids),
        browsers={one.patron_id: one for one in session.scalars(browsers)},
        offers_push=has_keys(current_app.config["RAYON"]),
        own_words=OwnWords(session),
    )


def write(group: Group, picture: Picture, known: Readers, now: datetime) -> Letter:
    """The letter of a group of notices, true at the instant it is written."""
    patron, names = known.patrons[group.patron_id], known.names
    language = language_of(patron.language, group.branch)

    def told(kind: str) -> tuple[Document, ...]:
        holds = (notice.subject_id for notice in group.notices if notice.kind == kind)
        return _documents(picture, names, holds)

    return Letter(
        language=language,
        branch=group.branch,
        first_name=patron.first_name.strip(),
        email=patron.email,
        kind=group.letter,
        ready=told("ready"),
        kept=_kept(picture, names, group),
        not_found=told("not_found"),
        to_come=() if group.apart else _documents(picture, names, _to_come(picture, group)),
        corrected=told("correction"),
        expired=told("expired"),
        home=tuple(_home(picture, notice) for notice in group.notices if _is_ride(picture, notice)),
        titles=_may_name(group, known),
        code=_code(group, known),
        until=_until(group, picture, now),
        written_at=now,
        page=_page(group, picture, known),
        by_phone=group.patron_id in known.browsers,
        own_words=known.own_words.of(group.branch.id, wording_of(group.letter), language),
    )


def _is_ride(picture: Picture, notice: Told) -> bool:
    return notice.subject_id in picture.rides


def _home(picture: Picture, notice: Told) -> Home:
    ride = picture.rides[notice.subject_id]
    return Home(
        day=ride.day,
        news=picture.truth(notice.subject_id),
        how=ride.how,
        parcels=len(ride.parcels),
        fee_cents=ride.fee_cents,
        due_cents=ride.due_cents,
        put_right=notice.kind == "put_right",
    )


def language_of(asked: str, branch: BranchFacts) -> str:
    """The patron's language if we write it, else the branch's."""
    return next((code for code in (asked, branch.language) if code in LANGUAGES), LANGUAGES[0])


def last_day(notice: Told, letter: Letter, picture: Picture) -> date | None:
    """The last day to collect that this letter names for one of its notices."""
    if notice.kind == "ready":
        return letter.until
    if notice.kind in SAYS_THE_DAY:
        return picture.standings[notice.subject_id].ready_until
    return None


def _until(group: Group, picture: Picture, now: datetime) -> date:
    """The last day to collect: the kept days count from today; a repeated mail repeats its day,
    unless that was put off since.
    """
    calendar, kept = group.branch.calendar, group.branch.settings.kept_days
    ready = [notice for notice in group.notices if notice.kind == "ready" and notice.until]
    said = [picture.standings[one.subject_id].ready_until or one.until for one in ready]
    return min([*filter(None, said), calendar.nth_day_after(calendar.local_day(now), kept)])


def _kept(
    picture: Picture, names: dict[str, tuple[str, str]], group: Group
) -> tuple[KeptUntil, ...]:
    """What was announced before, by the day until which it is kept now."""
    by_day: defaultdict[date, list[str]] = defaultdict(list)
    for notice in group.notices:
        if notice.kind not in SAYS_THE_DAY:
            continue
        # The hold says it once the whole batch is told; the page may be opened before.
        if until := picture.standings[notice.subject_id].ready_until or notice.until:
            by_day[until].append(notice.subject_id)
    return tuple(
        KeptUntil(until, _documents(picture, names, holds))
        for until, holds in sorted(by_day.items())
    )


def _code(group: Group, known: Readers) -> str:
    """The code of one of the documents that wait: it opens the whole bundle."""
    waiting = (n.subject_id for n in group.notices if n.kind in ("ready", *SAYS_THE_DAY))
    return next(filter(None, (known.codes.get(hold_id) for hold_id in waiting)), "")


def _page(group: Group, picture: Picture, known: Readers) -> str:
    """It names a hold and not the patron: it ends when nothing says any more whose that was. So
    it names one that is kept, where there is one.
    """
    holds = [
        (one.kind not in ("ready", *SAYS_THE_DAY), one.subject_id)
        for one in group.notices
        if not _is_ride(picture, one)
    ]
    return waiting_link(min(holds)[1], group.patron_id) if holds and known.offers_push else ""


def _may_name(group: Group, known: Readers) -> bool:
    settings = group.branch.settings
    is_shared = group.channel == "email" and group.patron_id in known.sharing
    return settings.titles_in_mail and (settings.titles_to_shared_addresses or not is_shared)


def _to_come(picture: Picture, group: Group) -> Iterable[str]:
    for hold_id, standing in sorted(picture.standings.items()):
        whose = (standing.patron_id, standing.branch_id)
        on_the_way = picture.truth(hold_id) in ("looking", "on_its_way")
        if on_the_way and whose == (group.patron_id, group.branch.id):
            yield hold_id


def _documents(
    picture: Picture, names: dict[str, tuple[str, str]], holds: Iterable[str]
) -> tuple[Document, ...]:
    return tuple(
        Document(
            hold_id,
            *names[hold_id],
            _how(picture, hold_id),
            _after_all(picture, hold_id),
            to_ride=picture.standings[hold_id].fulfilment == "delivery",
        )
        for hold_id in holds
    )


def _how(picture: Picture, hold_id: str) -> str:
    standing, truth = picture.standings[hold_id], picture.truth(hold_id)
    if truth == "not_found":
        because = standing.closed_because
        return because if because in ("unusable", "no_copy") else "not_found"
    if truth == "looking" and standing.status == "open" and not standing.disputed:
        return "waiting"
    return truth


def _after_all(picture: Picture, hold_id: str) -> bool:
    said: Sequence[str] = [
        notice.says for notice in picture.notices.get(hold_id, []) if notice.state == "told"
    ]
    return picture.truth(hold_id) == "ready" and "not_found" in said


def _sharing(session: Session, ids: Collection[int]) -> frozenset[int]:
    """Those of these patrons whose address is that of another one as well."""
    other = aliased(Patron)
    same = func.lower(other.email) == func.lower(Patron.email)
    query = (
        select(Patron.id)
        .join(other, and_(same, other.id != Patron.id))
        .where(Patron.id.in_(ids), Patron.email != "")
        .distinct()
    )
    return frozenset(session.scalars(query))


def _names(session: Session, patrons: Collection[int]) -> dict[str, tuple[str, str]]:
    """Title (with its volume) and author of each hold of these patrons."""
    of_copy = aliased(Title)
    query = (
        select(
            Hold.id,
            Hold.volume,
            func.coalesce(Title.title, of_copy.title, ""),
            func.coalesce(Title.author, of_copy.author, ""),
        )
        .outerjoin(Title, Title.id == Hold.title_id)
        .outerjoin(Item, Item.id == Hold.item_id)
        .outerjoin(of_copy, of_copy.id == Item.title_id)
        .where(Hold.patron_id.in_(patrons))
    )
    return {
        hold_id: _name(title, author, volume)
        for hold_id, volume, title, author in session.execute(query)
    }


def _name(title: str, author: str, volume: str) -> tuple[str, str]:
    named = ", ".join(part for part in (_one_line(title), volume if title else "") if part)
    return named, spoken(_one_line(author))


def _one_line(text: str) -> str:
    """A catalogue text without line breaks or control characters, of a bearable length."""
    clean = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return clean if len(clean) <= 160 else clean[:159] + "…"
