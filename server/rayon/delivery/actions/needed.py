"""Which rows an action about a delivery is judged against."""

from collections.abc import Callable
from typing import Any

from rayon.delivery.actions import money, ordering, packing, riding, stopping

Needs = dict[str, set[Any]]

#: By payload: {kind of row: ids} to load.
ROWS: dict[type, Callable[[str, Any], Needs]] = {
    ordering.OrderDelivery: lambda subject, said: {
        "door": {subject},
        "patron": {said.patron},
        "to_deliver": {said.patron},
    },
    ordering.CancelDelivery: lambda subject, _: {"whole_delivery": {subject}},
    packing.AgreeToParcels: lambda subject, _: {"whole_delivery": {subject}},
    packing.LeaveBehind: lambda subject, said: {
        "whole_delivery": {subject},
        "barcode": {said.barcode},
    },
    packing.PackDocument: lambda _, said: {
        "whole_delivery": {said.delivery},
        "barcode": {said.barcode},
    },
    packing.WeighDocument: lambda subject, said: {
        "weighing": {subject},
        "barcode": {said.barcode},
    },
    riding.ReceiveParcel: lambda _, said: {"parcel_number": {said.number}},
    stopping.OrderStops: lambda _, said: {"delivery": set(said.deliveries)},
    money.CloseMonth: lambda _, said: {"month": {said.month}},
}


def rows_for(subject: str, payload: object) -> Needs:
    """Ids to load for one action."""
    wanted = ROWS.get(type(payload))
    return wanted(subject, payload) if wanted else {}
