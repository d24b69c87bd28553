"""On which day an order is delivered, and until when it can be cancelled. Pure.

There is a cut-off on each day on which somebody prepares: a pick-up day of the branch. An order
belongs to the first cut-off strictly after it, by the server's clock, and is delivered on the
first delivery day after the day of that cut-off.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rayon.catalogue.calendar import PickupCalendar
from rayon.catalogue.settings import BranchSettings

ONE_DAY = timedelta(days=1)
#: A branch that prepares nothing for so long promises nothing.
LONGEST_WAIT = 366


@dataclass(frozen=True)
class Promise:
    """What a patron is told: the day, and the two ends of the window in UTC.

    ``closes``: the cut-off it belongs to; ``cancel_until``: it costs nothing before.
    """

    day: date
    closes: datetime
    begins: datetime
    ends: datetime
    cancel_until: datetime


@dataclass(frozen=True)
class DeliveryDays:
    """A branch's settings of delivery with its calendar."""

    settings: BranchSettings
    calendar: PickupCalendar

    def promise(self, ordered_at: datetime) -> Promise | None:
        """When an order of this instant is delivered; None when no day is in sight."""
        closes_on = self.cutoff_day(ordered_at)
        day = self.delivery_day_after(closes_on) if closes_on else None
        if closes_on is None or day is None:
            return None
        settings = self.settings
        return Promise(
            day,
            closes=self.at(closes_on, settings.delivery_cutoff),
            begins=self.at(day, settings.delivery_from),
            ends=self.at(day, settings.delivery_to),
            cancel_until=self.at(day, settings.delivery_cancel_until),
        )

    def cutoff_day(self, ordered_at: datetime) -> date | None:
        """The day of the first cut-off strictly after an instant."""
        today = self.calendar.local_day(ordered_at)
        for day in _days(today):
            is_after = self.at(day, self.settings.delivery_cutoff) > ordered_at
            if is_after and self.calendar.is_pickup_day(day):
                return day
        return None

    def delivery_day_after(self, day: date) -> date | None:
        """The first delivery day strictly after a day."""
        return next((one for one in _days(day + ONE_DAY) if self.is_delivery_day(one)), None)

    def is_delivery_day(self, day: date) -> bool:
        """Whether parcels ride on that day: somebody has to be there to pack them."""
        is_usual = day.weekday() in self.settings.delivery_days
        return is_usual and self.calendar.is_pickup_day(day)

    def fee(self, category: str) -> int:
        """What one parcel costs a payer of this category, in cents."""
        return self.settings.delivery_rates.get(category, self.settings.parcel_fee_cents)

    def at(self, day: date, wall: time) -> datetime:
        """An hour of the branch's own day as an instant.

        An hour that comes twice on that day is meant the first time.
        """
        here = datetime.combine(day, wall, tzinfo=ZoneInfo(self.calendar.time_zone))
        return here.astimezone(UTC)


def _days(first: date) -> list[date]:
    return [first + timedelta(days=number) for number in range(LONGEST_WAIT)]
