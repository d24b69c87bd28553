"""What was told against what is true: which notice is owed, which is to be taken back. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from rayon.notices.truth import Truth

#: The patron was told, or may have been (see docs/decisions on ambiguous mail).
SAID = ("told", "ambiguous")
#: A courtesy to those who are written to: nobody is called for it.
BY_MAIL_ONLY = ("reminder", "expired", "order_taken", "on_its_way", "delivered")
#: What is ready already, said again with the day until which it is kept.
SAYS_THE_DAY = ("new_date", "reminder")
#: It takes back what the same patron heard, the same way they heard it.
TAKES_BACK = ("correction", "expired", "put_right")
#: What takes the place of a channel that does not reach a patron.
INSTEAD = {"push": "email", "email": "phone"}

OWED: dict[tuple[str, Truth], str] = {
    # was told       is true        is owed
    ("", "ready"): "ready",
    ("", "not_found"): "not_found",
    ("ready", "on_its_way"): "correction",
    ("ready", "looking"): "correction",
    ("ready", "not_found"): "correction",
    ("ready", "expired"): "expired",
    ("not_found", "ready"): "ready",
    ("looking", "ready"): "ready",
    ("looking", "not_found"): "not_found",
    ("on_its_way", "ready"): "ready",
    ("on_its_way", "not_found"): "not_found",
    # -- of a delivery
    ("", "ordered"): "order_taken",
    ("", "riding"): "on_its_way",
    ("", "delivered"): "delivered",
    ("", "missed"): "missed",
    ("ordered", "riding"): "on_its_way",
    ("ordered", "delivered"): "delivered",
    ("ordered", "missed"): "missed",
    ("riding", "delivered"): "delivered",
    ("riding", "missed"): "missed",
    ("delivered", "riding"): "put_right",
    ("delivered", "missed"): "put_right",
    ("missed", "riding"): "put_right",
    ("missed", "delivered"): "put_right",
}


@dataclass(frozen=True)
class Told:
    """One notice row of a hold or a delivery, as far as the rules look at it."""

    id: int
    subject_id: str
    patron_id: int
    branch_id: int
    kind: str
    generation: int
    channel: str
    state: str
    why: str
    says: str
    due_at: datetime
    until: date | None
    details: str
    told_at: datetime | None
    message_id: str | None
    call_id: str | None
    next_try_at: datetime | None


@dataclass(frozen=True)
class Owed:
    """A notice that must exist: its kind, which telling it is, and what it says.

    ``channel`` is set when the patron must hear it the way they heard what it corrects.
    ``instead``: it takes the place of a channel that did not reach them, and no other will do.
    """

    kind: str
    generation: int
    says: Truth
    channel: str = ""
    instead: bool = False

    def is_met_by(self, notice: Told) -> bool:
        """Whether this row, in whatever state, is that notice."""
        return (notice.kind, notice.generation) == (self.kind, self.generation)


@dataclass(frozen=True)
class Kept:
    """How long what is ready is kept: its last pick-up day, once the patron was told of one.

    ``remind_if_said_before``: set from the eve of the last day on; whoever heard of the day before
    this instant is reminded of it.
    """

    until: date | None = None
    remind_if_said_before: datetime | None = None


def what_is_owed(
    true: Truth, notices: Sequence[Told], kept: Kept = Kept(), details: str = ""
) -> Owed | None:
    """The notice that would bring the patron up to date, told already or not.

    ``details``: what a mail would say besides, of which the last one may have said otherwise.
    """
    last = last_said(notices)
    if last and (last.says, true) == ("ready", "ready"):
        return _of_the_day(last, kept)
    if last and last.says == true and last.details not in ("", details):
        return Owed("put_right", last.generation + 1, true, last.channel)
    kind = OWED.get((last.says if last else "", true))
    if kind is None or (last and last.channel == "phone" and kind in BY_MAIL_ONLY):
        return None
    generation = last.generation + 1 if last else 1
    channel = last.channel if last and kind in TAKES_BACK else ""
    return Owed(kind, generation, true, channel)


def _of_the_day(last: Told, kept: Kept) -> Owed | None:
    """Ready, and told so: the day has moved since, or it has come near."""
    if last.until is None or kept.until is None:
        return None
    if kept.until > last.until:
        return Owed("new_date", last.generation + 1, "ready", last.channel)
    since = kept.remind_if_said_before
    if last.channel == "phone" or since is None or (last.told_at or last.due_at) >= since:
        return None
    # A push service may take what no browser shows any more: the last word is a mail.
    return Owed("reminder", last.generation, "ready", "email")


def last_said(notices: Sequence[Told]) -> Told | None:
    """The newest thing the patron heard about this hold."""
    said = [notice for notice in notices if notice.state in SAID]
    return max(said, key=lambda notice: (notice.generation, notice.id), default=None)


def to_write(owed: Owed | None, notices: Sequence[Told]) -> Owed | None:
    """The owed notice, unless it is written down already or something is being sent just now."""
    if owed is None or any(notice.state == "sending" for notice in notices):
        return None
    met = [notice for notice in notices if owed.is_met_by(notice)]
    standing = [notice for notice in met if notice.state != "withdrawn"]
    if not standing:
        return owed
    # A push or a mail was refused, and what took its place was taken back when it stopped being
    # true. Now it is true again, and only that is left.
    instead = {INSTEAD.get(notice.channel) for notice in standing}
    left = [n.channel for n in met if n.state == "withdrawn" and n.channel in instead]
    was_refused = all(notice.state == "failed" for notice in standing)
    return replace(owed, channel=left[0], instead=True) if was_refused and left else None


def to_withdraw(owed: Owed | None, notices: Sequence[Told]) -> list[int]:
    """Ids of notices that have not left and would no longer be true."""
    return [
        notice.id
        for notice in notices
        if notice.state == "owed" and not (owed and owed.is_met_by(notice))
    ]
