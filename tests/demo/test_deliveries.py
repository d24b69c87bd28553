"""The demo has an afternoon of deliveries: packed, in order, ready to ride."""

from apiflask import APIFlask
from sqlalchemy import select

from rayon.catalogue.branches import all_of
from rayon.clock import now
from rayon.database import reading
from rayon.delivery.models import Delivery
from rayon.delivery.views import day_view, round_view
from rayon.demo import load_demo
from rayon.demo.deliveries import ORDERS, PACKED, order_deliveries


def test_five_deliveries_of_today_of_which_four_are_packed(in_app: APIFlask) -> None:
    assert load_demo()
    assert order_deliveries() == len(ORDERS)
    assert order_deliveries() == 0
    with reading() as session:
        branch = next(one for one in all_of(session).values() if one.code == "CANAL")
        today = branch.calendar.local_day(now())
        shown = day_view(session, branch, today, now())
        ridden = round_view(session, branch, today)
        doors = session.scalars(select(Delivery.patron_id)).all()
    assert sorted(stop["stop"] for stop in shown["stops"]) == [1, 2, 3, 4, 5]
    assert sum(stop["documents"] for stop in shown["stops"]) == sum(one[2] for one in ORDERS)
    assert [stop["missing"] for stop in shown["stops"]] == [0] * len(ORDERS)
    statuses = [parcel["status"] for stop in ridden["stops"] for parcel in stop["parcels"]]
    assert statuses == ["closed"] * PACKED
    assert len(set(doors)) == len(ORDERS)
