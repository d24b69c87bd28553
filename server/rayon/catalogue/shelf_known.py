"""Whether Rayon knows what the library's own system has lent from the hold shelf.

Where that system makes the loans, a document that went home with its patron still stands on the
shelf for Rayon, until a file of loans comes in or somebody has looked.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from rayon.catalogue.branches import BranchFacts
from rayon.catalogue.models import ImportRun, ShelfCheck
from rayon.database import table_of

RUN, CHECK = table_of(ImportRun).c, table_of(ShelfCheck).c


@dataclass(frozen=True)
class ShelfKnowledge:
    """``day`` is the last pick-up day that is over, ``closed_at`` its closing time.

    ``loans_at``: when the newest file of loans came in; ``checked_at``: when somebody said that
    the shelf is as it should be after that day.
    """

    day: date
    closed_at: datetime
    loans_in: str
    loans_at: datetime | None
    checked_at: datetime | None

    @property
    def is_known(self) -> bool:
        """Whether everything that was lent until the last closing has been heard of."""
        is_told = self.loans_at is not None and self.loans_at > self.closed_at
        return self.loans_in == "rayon" or is_told or self.checked_at is not None


def shelf_is_known(session: Session, branch: BranchFacts, now: datetime) -> bool:
    """Whether reminders, expiry and clearing may start at this branch."""
    return shelf_knowledge(session, branch, now).is_known


def shelf_knowledge(session: Session, branch: BranchFacts, now: datetime) -> ShelfKnowledge:
    """What is known of the hold shelf of a branch, and from whom."""
    day = branch.calendar.last_closed(now)
    checked = select(CHECK.at).where(CHECK.branch_id == branch.id, CHECK.day == day)
    return ShelfKnowledge(
        day=day,
        closed_at=branch.calendar.closing_of(day),
        loans_in=branch.settings.loans_in,
        loans_at=loans_known_until(session, branch.id),
        checked_at=session.execute(checked).scalar_one_or_none(),
    )


def lent_unheard_since(session: Session, branch: BranchFacts) -> datetime | None:
    """The instant since which documents may have gone home from the shelf without our knowledge.

    None where loans are made here.
    """
    if branch.settings.loans_in == "rayon":
        return None
    newest = select(CHECK.day).where(CHECK.branch_id == branch.id).order_by(CHECK.day.desc())
    checked = session.scalars(newest.limit(1)).one_or_none()
    heard = [
        loans_known_until(session, branch.id),
        branch.calendar.closing_of(checked) if checked else None,
    ]
    return max(filter(None, heard), default=datetime.min.replace(tzinfo=UTC))


def loans_known_until(session: Session, branch_id: int) -> datetime | None:
    """When the newest file of loans about this branch came in; None when none ever did."""
    newest = session.execute(
        select(RUN.at)
        .where(RUN.kind == "loans", (RUN.branch_id == branch_id) | RUN.branch_id.is_(None))
        .order_by(RUN.at.desc())
        .limit(1)
    )
    return newest.scalar_one_or_none()
