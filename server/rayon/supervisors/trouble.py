"""The list of what needs a person: each line in words, with the buttons that end it."""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext
from sqlalchemy import Connection, bindparam, func, select

from rayon.catalogue.groups import groups_of
from rayon.catalogue.models import Item, Title
from rayon.database import table_of
from rayon.holds.models import Hold
from rayon.picking.models import Pick, Walk
from rayon.picking.walk_names import as_read
from rayon.prepared import Prepared
from rayon.sentences import sentence
from rayon.staff.models import Device
from rayon.supervisors.who import Whos
from rayon.sync.models import ActionRow, Trouble

Row = dict[str, Any]

#: What a supervisor can choose, by kind of line.
CHOICES: dict[str, tuple[str, ...]] = {
    "found_and_not_found": ("here", "not_here"),
    "seen_by_chance": ("here", "not_here"),
    "reshelve": ("reshelved",),
    "two_copies_found": ("reshelved", "done"),
    "vanished_holds": ("keep",),
    "misplaced": ("reshelved", "done"),
    "serves_another_hold": ("reshelved", "done"),
    "not_done": ("done", "reshelved"),
    "ambiguous_mail": ("resend", "consider_told"),
    "hold_without_copy": ("tell_patron", "done"),
    "to_be_specified": ("name_volume", "done"),
}
#: Choices that only say that it was seen to.
TICKS = frozenset({"done", "reshelved"})
#: Facts that no screen shows as they are.
UNSAID = frozenset({"by", "why_facts", "with_what"})
#: How long a line that was dealt with is shown among those that were.
SHOWN_FOR = timedelta(days=30)


def choices_for(kind: str, facts: Row) -> tuple[str, ...]:
    """The buttons of a line; only a document can be put back."""
    known = CHOICES.get(kind, ("done",))
    return known if facts.get("barcode") or kind != "not_done" else ("done",)


def open_lines(connection: Connection, branch_id: int) -> list[Row]:
    """Every open line of a branch, oldest first; those that say the same are one."""
    lines = LINES.rows(connection, branch=branch_id)
    about = _about(connection, lines)
    return gathered([_open_line(line, about) for line in lines])


def how_many_lines(connection: Connection, branch_id: int) -> int:
    """How many lines there are to settle; those beyond the end of the list one by one."""
    listed = open_lines(connection, branch_id)
    total: int = TOTAL.scalar(connection, branch=branch_id)
    return total - sum(len(line["again"]) for line in listed)


def lines_with_people(connection: Connection, branch_id: int, now: datetime) -> dict[str, Any]:
    """The whole list and what was dealt with of late, with who saw it and who dealt with it."""
    lines = LINES.rows(connection, branch=branch_id)
    ended = ENDED.rows(connection, branch=branch_id, since=now - SHOWN_FOR)
    about = _about(connection, [*lines, *ended])
    saw = _who_saw(connection, [*lines, *ended])
    people = Whos(connection, [*saw.values(), *(line["closed_by"] for line in ended)], now)
    return {
        "open": gathered(
            [
                {
                    **_open_line(line, about),
                    "volumes": _to_choose_from(connection, line),
                    "who": people.did(saw.get(line["id"]), line["opened_at"]),
                }
                for line in lines
            ]
        ),
        "history": [
            {
                **_line(line, about),
                "who": people.did(saw.get(line["id"]), line["opened_at"]),
                "closed_at": line["closed_at"].isoformat(),
                "closed_by": people.did(line["closed_by"], line["closed_at"]),
                "resolution": line["resolution"],
            }
            for line in ended
        ],
    }


def volumes_of(connection: Connection, hold_id: str) -> list[str]:
    """The volumes of which a hold may be given one, in reading order."""
    hold = connection.execute(
        select(HOLD.c.title_id, HOLD.c.kind).where(HOLD.c.id == hold_id)
    ).one()
    groups = groups_of(connection, [hold.title_id])[hold.title_id]
    fitting = (group for group in groups if not hold.kind or group.kind == hold.kind)
    return list(dict.fromkeys(group.volume for group in fitting if group.volume))


def _to_choose_from(connection: Connection, line: Row) -> list[str]:
    if line["kind"] != "to_be_specified":
        return []
    return volumes_of(connection, line["subject_id"])


def gathered(lines: list[Row]) -> list[Row]:
    """Lines of which a person would read the same twice, as one; ``again``: the later ones.

    Only where the button ticks something off: what it decides, it decides of one thing.
    """
    first: dict[str, Row] = {}
    for line in lines:
        same = [line["kind"], line["said"], *sorted(line["facts"].items())]
        is_ticked = bool(line["facts"].get("barcode")) and TICKS.issuperset(line["choices"])
        kept = first.setdefault(repr(same) if is_ticked else line["id"], {**line, "again": []})
        if kept["id"] != line["id"]:
            seen = {name: line[name] for name in ("id", "opened_at", "who") if name in line}
            kept["again"].append(seen)
    return list(first.values())


def _open_line(line: Row, about: "About") -> Row:
    return {**_line(line, about), "choices": list(choices_for(line["kind"], line["facts"]))}


def _line(line: Row, about: "About") -> Row:
    facts = {**line["facts"], **about.get((line["subject_kind"], line["subject_id"]), {})}
    return {
        "id": line["id"],
        "kind": line["kind"],
        "text": kind_text(line["kind"]),
        "said": _said(line["kind"], facts),
        "facts": {name: fact for name, fact in facts.items() if name not in UNSAID},
        "opened_at": line["opened_at"].isoformat(),
    }


def _who_saw(connection: Connection, lines: list[Row]) -> dict[str, int | None]:
    """By line: the person whose action it came from, or whom it is about."""
    actions = {line["action_id"] for line in lines} - {None}
    rows = AUTHORS.rows(connection, actions=sorted(actions)) if actions else []
    by = {row["id"]: row["by"] for row in rows}
    return {line["id"]: line["facts"].get("by", by.get(line["action_id"])) for line in lines}


def _said(kind: str, facts: Row) -> str:
    """What more there is to say about this very line."""
    if kind == "not_done":
        return sentence(facts["why"], facts["why_facts"])
    if kind == "log_disagrees":
        # Lines of before do not know what it was.
        return _disagreement(facts.get("with_what", ""))
    return ""


def _disagreement(with_what: str) -> str:
    texts = {
        "log": gettext("The steps that were recorded lead somewhere else."),
        "picks": gettext(
            "Somebody is sent to look for it without need, or nobody is, though it is wanted."
        ),
        "copies": gettext("The document is noted in a place where it cannot be."),
    }
    return texts.get(with_what, "")


def kind_text(kind: str) -> str:
    """What a kind of line says to whoever reads the list."""
    texts = {
        "found_and_not_found": gettext("Two people, two opinions: found and not found."),
        "seen_by_chance": gettext("Seen by chance, for somebody who waits: is it in hand?"),
        "two_copies_found": gettext("Two copies were fetched for one hold."),
        "serves_another_hold": gettext("This copy is put aside for another hold."),
        "reshelve": gettext("No longer wanted: put it back on its shelf."),
        "unknown_barcode": gettext("A barcode that is not in the catalogue."),
        "hold_without_copy": gettext("No copy on any shelf for this hold."),
        "to_be_specified": gettext("Which volume? The hold names none."),
        "vanished_holds": gettext("Holds that the library’s own system no longer names."),
        "number_reused": gettext(
            "Two phones are copies of one: what one of them did was not counted."
        ),
        "unreadable": gettext(
            "Only this phone has it, and the server cannot read it: see “Sending” there, and tell "
            "whoever looks after the server."
        ),
        "misplaced": gettext("Stands in the wrong place: take it home."),
        "parcel_outcomes": gettext("Two different outcomes were reported of one parcel."),
        "parcel_without_outcome": gettext(
            "Nobody has said what became of this parcel: ask the courier."
        ),
        "sum_too_late": gettext(
            "A parcel’s outcome came after its month was closed: tell the billing service."
        ),
        "not_done": gettext("Recorded on a phone, and not taken as it was."),
        "ambiguous_mail": gettext("A mail that may or may not have arrived."),
        "second_look_failed": gettext("Looked for twice in vain; its patron is told."),
        "log_disagrees": gettext(
            "What is noted about this document contradicts itself: see where it is, and tell "
            "whoever looks after the server."
        ),
        "lent_though_reserved": gettext(
            "Lent from the bike cart, though somebody else waits for it. Another is looked for."
        ),
        "lent_though_cancelled": gettext(
            "Handed over from the bike cart after it was cancelled: make the loan by hand."
        ),
        "card_is_taken": gettext(
            "Somebody registered in the street on a card that was known already: whose is it?"
        ),
        "missing_from_cart": gettext(
            "Neither lent nor unloaded when the bike cart came back: look for it."
        ),
        "sum_to_take_off": gettext(
            "A parcel that costs nothing after all, in a closed month: tell the billing service."
        ),
        "call_given_up": gettext("Called three times without reaching anybody."),
    }
    return texts.get(kind, gettext("Something needs a look."))


About = dict[tuple[str, str], Row]


def _about(connection: Connection, lines: list[Row]) -> About:
    parts = (_titles, _copies, _looked_for, _phones)
    return {subject: facts for part in parts for subject, facts in part(connection, lines).items()}


def _phones(connection: Connection, lines: list[Row]) -> About:
    devices = [line["subject_id"] for line in lines if line["subject_kind"] == "device"]
    rows = PHONES.rows(connection, devices=devices) if devices else []
    return {("device", row["id"]): {"phone": row["name"]} for row in rows}


def _looked_for(connection: Connection, lines: list[Row]) -> About:
    """On which walk, and what was looked for when it was scanned."""
    picks = [line["subject_id"] for line in lines if line["subject_kind"] == "pick"]
    rows = PICKS.rows(connection, picks=picks) if picks else []
    return {
        ("pick", row["id"]): {
            "walk": as_read(row["walk"]),
            "slip": row["slip"] or "",
            "wanted": row["wanted"] or "",
        }
        for row in rows
    }


def _copies(connection: Connection, lines: list[Row]) -> About:
    items = [int(line["subject_id"]) for line in lines if line["subject_kind"] == "item"]
    rows = COPIES.rows(connection, items=items) if items else []
    return {
        ("item", str(row["id"])): {"title": row["title"], "call_number": row["call_number"]}
        for row in rows
    }


def _titles(connection: Connection, lines: list[Row]) -> About:
    holds = [line["subject_id"] for line in lines if line["subject_kind"] == "hold"]
    rows = TITLES.rows(connection, holds=holds) if holds else []
    return {
        ("hold", row["id"]): {
            "title": row["title"] or "",
            "slip": row["slip"],
            "volume": row["volume"],
        }
        for row in rows
    }


TROUBLE, HOLD, ITEM, TITLE = map(table_of, (Trouble, Hold, Item, Title))
ACTION, PICK, WALK, DEVICE = map(table_of, (ActionRow, Pick, Walk, Device))
OPEN = (TROUBLE.c.branch_id == bindparam("branch")) & TROUBLE.c.closed_at.is_(None)
TOTAL = Prepared(lambda _among: select(func.count()).where(OPEN))
LINES = Prepared(
    lambda _among: (
        select(TROUBLE).where(OPEN).order_by(TROUBLE.c.opened_at, TROUBLE.c.id).limit(200)
    )
)
ENDED = Prepared(
    lambda _among: (
        select(TROUBLE)
        .where(
            TROUBLE.c.branch_id == bindparam("branch"), TROUBLE.c.closed_at >= bindparam("since")
        )
        .order_by(TROUBLE.c.closed_at.desc(), TROUBLE.c.id)
        .limit(200)
    )
)
AUTHORS = Prepared(
    lambda among: select(ACTION.c.id, ACTION.c.by).where(among(ACTION.c.id, "actions"))
)
COPIES = Prepared(
    lambda among: (
        select(ITEM.c.id, ITEM.c.call_number, TITLE.c.title)
        .join_from(ITEM, TITLE, ITEM.c.title_id == TITLE.c.id)
        .where(among(ITEM.c.id, "items"))
    )
)
PHONES = Prepared(
    lambda among: select(DEVICE.c.id, DEVICE.c.name).where(among(DEVICE.c.id, "devices"))
)
TITLES = Prepared(
    lambda among: (
        select(HOLD.c.id, HOLD.c.slip, HOLD.c.volume, TITLE.c.title)
        .join_from(HOLD, TITLE, HOLD.c.title_id == TITLE.c.id, isouter=True)
        .where(among(HOLD.c.id, "holds"))
    )
)
PICKS = Prepared(
    lambda among: (
        select(PICK.c.id, HOLD.c.slip, TITLE.c.title.label("wanted"), WALK.c.name.label("walk"))
        .join_from(PICK, WALK, PICK.c.walk_id == WALK.c.id)
        .join(HOLD, PICK.c.hold_id == HOLD.c.id)
        .join(TITLE, HOLD.c.title_id == TITLE.c.id, isouter=True)
        .where(among(PICK.c.id, "picks"))
    )
)
