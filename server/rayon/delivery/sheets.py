"""What leaves as a table for a spreadsheet: the manifest of a day, the statement of a month.

As French spreadsheets expect: semicolons, decimal comma, UTF-8 with BOM; nothing runs as a formula.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from rayon.catalogue.files.problems import disarmed
from rayon.delivery.models import BillingMonth, SumDue

Row = dict[str, Any]


def sheet(rows: Iterable[Sequence[str]]) -> str:
    """The text of a CSV file."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([disarmed(cell) for cell in row])
    return "\ufeff" + text.getvalue()


def euros(cents: int) -> str:
    """ "12,50"; a minus would be taken for a formula, so what is annulled stands as 0,00."""
    return f"{cents // 100},{cents % 100:02d}"


def statement(session: Session, branch_id: int, month: str) -> Row:
    """The sums of a month by payer: one line per parcel, as it stands after what was annulled."""
    query = (
        select(SumDue)
        .where(SumDue.branch_id == branch_id, SumDue.month == month)
        # In each turn what is due comes before its annulment.
        .order_by(SumDue.account, SumDue.day, SumDue.number, SumDue.turn, SumDue.kind.desc())
    )
    parcels: dict[str, Row] = {}
    for added in session.scalars(query):
        kept = parcels.setdefault(added.parcel_id, _line(added))
        kept["cents"] += added.cents
        kept["annulled"] = added.reason
        if added.kind == "due":
            kept["id"] = added.id
    payers: defaultdict[str, list[Row]] = defaultdict(list)
    for line in parcels.values():
        payers[line["account"]].append(line)
    closed = select(BillingMonth.id).where(
        BillingMonth.branch_id == branch_id, BillingMonth.month == month
    )
    return {
        "month": month,
        "closed": session.scalars(closed).first() is not None,
        "cents": sum(line["cents"] for line in parcels.values()),
        "payers": [
            {"account": account, "cents": sum(one["cents"] for one in lines), "parcels": lines}
            for account, lines in sorted(payers.items())
        ],
    }


def statement_sheet(month: Row) -> str:
    """The statement for the billing service: each parcel, then the total of its payer."""
    head = (
        gettext("Line"),
        gettext("Account"),
        gettext("Date"),
        gettext("Parcel"),
        gettext("Category"),
        gettext("Amount"),
        gettext("Note"),
    )
    rows: list[tuple[str, ...]] = [head]
    for payer in month["payers"]:
        for one in payer["parcels"]:
            note = gettext("annulled (error)") if one["annulled"] else ""
            cells = (payer["account"], one["day"], one["number"], one["category"])
            rows.append((gettext("parcel"), *cells, euros(one["cents"]), note))
        rows.append((gettext("total"), payer["account"], "", "", "", euros(payer["cents"]), ""))
    return sheet(rows)


def manifest_sheet(stops: list[Row]) -> str:
    """The stops of a day for the courier firm."""
    head = (
        gettext("Stop number"),
        gettext("Name on the bell"),
        gettext("Address"),
        gettext("Postcode"),
        gettext("Town"),
        gettext("How to get in"),
        gettext("Telephone"),
        gettext("Parcels"),
        gettext("Outcome"),
    )
    rows = [
        (
            str(stop["stop"] or ""),
            stop["bell"],
            stop["line"],
            stop["postcode"],
            stop["town"],
            stop["instructions"],
            stop["phone"].replace("+33", "0"),
            " ".join(parcel["number"] for parcel in stop["parcels"]),
            "",
        )
        for stop in stops
    ]
    return sheet([head, *rows])


def _line(line: SumDue) -> Row:
    return {
        "id": line.id,
        "account": line.account,
        "number": line.number,
        "day": line.day.isoformat(),
        "category": line.category,
        "cents": 0,
        "annulled": "",
    }
