"""A few figures of each day, written down before those whom they count are forgotten."""

from datetime import date

from sqlalchemy import Date, Float, ForeignKey, Integer, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from rayon.database import Base, insert_or, table_of
from rayon.supervisors.figures import DaySum


class KeptDaySum(Base):
    """One day of one branch, as ``DaySum``. It names nobody and is kept for good."""

    __tablename__ = "day_sum"

    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    named: Mapped[int] = mapped_column(Integer)
    patrons: Mapped[int] = mapped_column(Integer)
    ready: Mapped[int] = mapped_column(Integer)
    missed: Mapped[int] = mapped_column(Integer)
    hours_to_ready: Mapped[float | None] = mapped_column(Float)


KEPT = table_of(KeptDaySum)


def kept_sums(session: Session, branch_id: int, first: date, last: date) -> dict[date, DaySum]:
    """The sums of this branch that are written down, by day."""
    rows = session.execute(
        select(KEPT).where(KEPT.c.branch_id == branch_id, KEPT.c.day.between(first, last))
    )
    return {
        row.day: DaySum(row.named, row.patrons, row.ready, row.missed, row.hours_to_ready)
        for row in rows
    }


def keep(session: Session, branch_id: int, sums: dict[date, DaySum]) -> None:
    """Write these down, in the place of what stood there."""
    for day, one in sums.items():
        figures = {
            "named": one.named,
            "patrons": one.patrons,
            "ready": one.ready,
            "missed": one.missed,
            "hours_to_ready": one.hours_to_ready,
        }
        statement = insert_or(session, KEPT).values(branch_id=branch_id, day=day, **figures)
        session.execute(
            statement.on_conflict_do_update(index_elements=["branch_id", "day"], set_=figures)
        )
