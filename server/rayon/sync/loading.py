"""Load all the rows that one batch names: a SELECT per table and way of naming them.

Each way has its own index; one SELECT for all of them would read whole tables.
Nothing is locked here: whoever judges has the only turn (see ``log.take_turn``).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Connection,
    Select,
    SelectBase,
    select,
    union,
)

from rayon.catalogue import branches
from rayon.catalogue.models import ON_THE_BIKE
from rayon.database import table_of
from rayon.delivery.promise import DeliveryDays
from rayon.holds.action import Row, State
from rayon.holds.asked import patrons_for_orders, titles_for_orders
from rayon.holds.lifecycle import IN_HAND, OPEN_STATUSES
from rayon.holds.limits import limits_of
from rayon.holds.sources import CART
from rayon.picking.actions.common import ACTIVE_PICKS, UNFETCHED
from rayon.prepared import Among, Prepared, is_one_of
from rayon.staff.models import Staff
from rayon.staff.rights import rights_of
from rayon.sync.clearing_rows import load_slips, to_reshelve
from rayon.sync.floor_rows import load_floor
from rayon.sync.parcel_rows import load_parcels
from rayon.sync.round_rows import load_newcomers, load_rounds, patron_numbers, weights_in_grams
from rayon.sync.tables import TABLES
from rayon.sync.taken_back import load_actions

Needs = dict[str, set[Any]]


def merge(many: Iterable[Needs]) -> Needs:
    """The needs of a whole batch."""
    merged: defaultdict[str, set[Any]] = defaultdict(set)
    for needs in many:
        for kind, ids in needs.items():
            merged[kind] |= ids
    return merged


def load(connection: Connection, needs: Needs, fresh: dict[str, Row]) -> State:
    """Every row that the handlers may look at; ``fresh``: the actions that are being judged."""
    needs = defaultdict(set, needs)
    actions = load_actions(connection, needs, fresh)
    parcels = load_parcels(connection, needs)
    trouble = _load_trouble(connection, needs)
    tasks = _load_tasks(connection, needs)
    picks = _load_picks(connection, needs)
    with_picks = needs["hold"] | {picks[one]["hold_id"] for one in needs["pick"] & picks.keys()}
    scanned = _rows(connection, ITEMS_BY_BARCODE, needs["barcode"] | needs["seen"])
    holds = _load_holds(connection, needs, picks, scanned)
    needs["walk"] |= needs["whole_walk"] | {pick["walk_id"] for pick in picks.values()}
    needs["walk"] |= {hold["walk_id"] for hold in holds.values()} - {None}
    needs["cart_round"] |= needs["whole_round"] | _values(holds, "round_id")
    needs["round_stop"] |= _values(holds, "round_stop_id")
    walks = _load_by_id(connection, "walk", needs["walk"])
    items = scanned | _load_items(connection, needs, picks, holds, scanned.keys())
    return State(
        {
            "action": actions,
            "walk": walks,
            "hold": holds,
            "pick": picks,
            "item": items,
            "trouble": trouble,
            "ils_task": _open_tasks(connection, holds, items) | tasks,
            "closure": _load_by_id(connection, "closure", needs["closure"]),
            "shelf_check": _load_by_id(connection, "shelf_check", needs["shelf_check"]),
            "staff": _load_staff(connection, needs, walks),
            "slot": _load_slots(connection, needs),
            "wording": _rows(connection, WORDINGS_OF, needs["worded_at"]),
            "slip": load_slips(connection) if needs["queue"] else {},
            "branch": _load_branches(connection),
            "delivery": _load_by_id(connection, "delivery", needs["delivery"]),
            "patron": patrons_for_orders(connection, needs["patron"]),
            "title": titles_for_orders(connection, needs["title"]),
            "cart_round": _load_by_id(connection, "cart_round", needs["cart_round"]),
            "newcomer": load_newcomers(connection, needs),
            "patron_number": patron_numbers(connection, needs["new_patron"]),
            "cart_wish": _load_by_id(connection, "cart_wish", needs["cart_wish"]),
            "weight": weights_in_grams(connection, items) if needs["carried"] else {},
            **load_floor(connection, needs),
            **load_rounds(connection, needs),
            **parcels,
        },
        with_picks,
    )


def _load_trouble(connection: Connection, needs: Needs) -> dict[Any, Row]:
    """Lines of the trouble list; the copies they are about may have to be put back."""
    lines = _load_by_id(connection, "trouble", needs["trouble"])
    if needs["reshelved"]:
        lines |= to_reshelve(connection, needs["reshelved"])
    lines |= _rows(connection, LINES_ABOUT, needs["asked_about"])
    for line in lines.values():
        needs["hold"] |= set(line["facts"].get("holds", ()))
        needs["barcode"] |= {line["facts"].get("barcode")} - {None, ""}
    return lines


def _load_tasks(connection: Connection, needs: Needs) -> dict[Any, Row]:
    """Lines to be keyed into the library's own system, named by an action; those that were keyed,
    of holds that may not have been lent after all.
    """
    tasks = _load_by_id(connection, "ils_task", needs["ils_task"])
    tasks |= _rows(connection, TASKS_KEYED, needs["keyed"])
    needs["hold"] |= {task["hold_id"] for task in tasks.values()} - {None}
    return tasks


def _open_tasks(
    connection: Connection, holds: dict[Any, Row], items: dict[Any, Row]
) -> dict[Any, Row]:
    """Lines about these holds and copies that a decision may take off their list."""
    of_holds = _rows(connection, TASKS_OF_HOLDS, holds.keys())
    return of_holds | _rows(connection, TASKS_OF_ITEMS, items.keys())


def _load_picks(connection: Connection, needs: Needs) -> dict[Any, Row]:
    """Picks by id, of whole walks, and every other pick of the same holds."""
    return (
        _rows(connection, PICKS_OF_SAME_HOLDS, needs["pick"])
        | _rows(connection, PICKS_OF_WALKS, needs["whole_walk"])
        | _rows(connection, PICKS_OF_HOLDS, needs["hold"])
        | _rows(connection, PICKS_OF_DELIVERIES, needs["whole_delivery"])
        | _rows(connection, PICKS_OF_ROUNDS, needs["whole_round"])
        | _rows(connection, PICKS_BOUND_FOR, needs["bound_for"])
        | _rows(connection, PICKS_LOOKING_FOR, needs["seen"])
        | _rows(connection, PICKS_AIMED_AT, needs["aimed"])
        | _rows(connection, PICKS_UNFETCHED, needs["lent"])
    )


def _load_holds(
    connection: Connection, needs: Needs, picks: dict[Any, Row], scanned: dict[Any, Row]
) -> dict[Any, Row]:
    """Holds by id and of picks; those a copy serves; those that look for a copy just seen."""
    named = needs["hold"] | _values(picks, "hold_id") | _values(scanned, "hold_id")
    return (
        _rows(connection, BY_ID["hold"], named)
        | _rows(connection, HOLDS_IN_SLOTS, needs["slot"])
        | _rows(connection, HOLDS_WAITING_FOR, needs["queue"])
        | _rows(connection, HOLDS_OF_DELIVERIES, needs["whole_delivery"])
        | _rows(connection, HOLDS_TO_DELIVER, needs["to_deliver"])
        | _rows(connection, HOLDS_LOOKING_FOR, needs["seen"])
        | _rows(connection, HOLDS_UNFETCHED, needs["lent"])
        | _rows(connection, HOLDS_KEPT_AT, needs["kept_at"])
        | _rows(connection, HOLDS_OF_ROUNDS, needs["whole_round"])
        | _rows(connection, HOLDS_CARRIED, needs["carried"])
        | _rows(connection, HOLDS_HALTING_IN, needs["halting_in"])
        | _rows(connection, HOLDS_BOUND_FOR, needs["bound_for"])
    )


def _load_items(
    connection: Connection,
    needs: Needs,
    picks: dict[Any, Row],
    holds: dict[Any, Row],
    known: Collection[Any],
) -> dict[Any, Row]:
    """The copies that picks aim at, that ride or were in a parcel, and that serve these holds."""
    named = (_values(picks, "item_id") | needs["item"]) - set(known)
    return (
        _rows(connection, BY_ID["item"], named)
        | _rows(connection, ITEMS_CARRIED, needs["carried"])
        | _rows(connection, ITEMS_OF_HOLDS, holds.keys())
    )


def _load_slots(connection: Connection, needs: Needs) -> dict[Any, Row]:
    """Slots of the hold shelf by id, and all of a branch that is set up."""
    by_id = _load_by_id(connection, "slot", needs["slot"])
    return by_id | _rows(connection, SLOTS_OF, needs["slots_of"])


def _load_staff(connection: Connection, needs: Needs, walks: dict[Any, Row]) -> dict[Any, Row]:
    """Those who hold these walks: their names; of those who are to be given one, their rights."""
    people = _rows(connection, NAMES, needs["staff"] | _values(walks, "claimed_by"))
    rights = rights_of(connection, needs["staff"]) if needs["staff"] else {}
    return {
        staff: {"name": row["name"], "rights": rights.get(staff, {})}
        for staff, row in people.items()
    }


def _load_branches(connection: Connection) -> dict[Any, Row]:
    """What rules ask of a branch: its calendar, its limits, and how patrons' cards begin."""
    return {
        branch_id: {
            "id": branch_id,
            "name": branch.name,
            "address": branch.address,
            "phone": branch.phone,
            "email": branch.email,
            "settings": branch.settings,
            "calendar": branch.calendar,
            "card_prefixes": branch.settings.card_prefixes,
            "limits": limits_of(branch.settings),
            "loans_in": branch.settings.loans_in,
            "delivery": DeliveryDays(branch.settings, branch.calendar),
            "parcel_grams": branch.settings.parcel_grams,
        }
        for branch_id, branch in branches.all_of(connection).items()
    }


def _load_by_id(connection: Connection, name: str, ids: set[Any]) -> dict[Any, Row]:
    return _rows(connection, BY_ID[name], ids)


def _rows(connection: Connection, question: Prepared, named: Collection[Any]) -> dict[Any, Row]:
    """The rows of one question by id; nothing is asked where nothing is named."""
    if not named:
        return {}
    return {row["id"]: row for row in question.rows(connection, named=list(named))}


def _values(rows: dict[Any, Row], column: str) -> set[Any]:
    return {row[column] for row in rows.values()} - {None}


HOLD, PICK, ITEM, TASK, SLOT = (
    TABLES[name] for name in ("hold", "pick", "item", "ils_task", "slot")
)
PLACE, STOP, ROUND = (TABLES[name] for name in ("neighbourhood", "round_stop", "cart_round"))
STAFF, WORDING = table_of(Staff), TABLES["wording"]
#: When each wording of these branches was made, of which mail.
WORDINGS_OF = Prepared(
    lambda among: select(
        WORDING.c.id, WORDING.c.branch_id, WORDING.c.kind, WORDING.c.language, WORDING.c.made_at
    ).where(among(WORDING.c.branch_id, "named"))
)
#: The status as an expression: else SQLite takes its index, and reads every hold that is so, where
#: another index names the few that are meant.
STATUS_ONLY_READ = HOLD.c.status.concat("")
IS_OPEN = TASK.c.done_at.is_(None) & TASK.c.withdrawn_at.is_(None)


def _looking_for(among: Among, *statuses: str) -> CompoundSelect[Any]:
    """The ids of holds that may be waiting for one of these copies."""
    titles = select(ITEM.c.title_id).where(among(ITEM.c.barcode, "named"))
    copies = select(ITEM.c.id).where(among(ITEM.c.barcode, "named"))
    waiting = statuses or ("searching", "unfilled")
    # Two questions, each with its index: asked at once, every hold nobody filled is read.
    return union(
        select(HOLD.c.id).where(HOLD.c.title_id.in_(titles), is_one_of(HOLD.c.status, waiting)),
        select(HOLD.c.id).where(HOLD.c.item_id.in_(copies), is_one_of(STATUS_ONLY_READ, waiting)),
    )


def _waiting_for(among: Among) -> CompoundSelect[Any]:
    """The ids of holds that would take one of these copies now."""
    return _looking_for(among, "open", "searching", "unfilled")


def _unfetched(among: Among) -> CompoundSelect[Any]:
    """The ids of holds that one of these copies would meet, and for which nothing is fetched."""
    return _looking_for(among, *UNFETCHED)


def _aimed_at(among: Among) -> Select[Any]:
    """Picks on their way to one of these copies."""
    copies = select(ITEM.c.id).where(among(ITEM.c.barcode, "named"))
    return select(PICK).where(PICK.c.item_id.in_(copies), is_one_of(PICK.c.status, ACTIVE_PICKS))


def _bound_for(among: Among) -> CompoundSelect[Any]:
    """The ids of holds that a neighbourhood has to do with: of its rounds, for its stops, and for
    any stop of its branch; of those that are closed, what may be wanted again.
    """
    rounds = select(ROUND.c.id).where(among(ROUND.c.neighbourhood_id, "named"))
    stops = select(STOP.c.id).where(among(STOP.c.neighbourhood_id, "named"))
    branch = select(PLACE.c.branch_id).where(among(PLACE.c.id, "named"))
    wanted = (*OPEN_STATUSES, "unfilled", "cancelled")
    is_wanted = is_one_of(STATUS_ONLY_READ, wanted)
    return union(
        select(HOLD.c.id).where(HOLD.c.round_id.in_(rounds), is_wanted),
        select(HOLD.c.id).where(HOLD.c.round_stop_id.in_(stops), is_wanted),
        select(HOLD.c.id).where(
            HOLD.c.pickup_branch_id.in_(branch),
            is_one_of(HOLD.c.status, wanted),
            HOLD.c.fulfilment == "round",
            HOLD.c.round_stop_id.is_(None),
            HOLD.c.source != CART,
        ),
    )


def _of(column: Any) -> Prepared:
    """Whole rows by the values of one column."""
    return Prepared(lambda among: select(column.table).where(among(column, "named")))


def _in(column: Any, question: Callable[[Among], SelectBase]) -> Prepared:
    """Whole rows by a column whose values another question finds."""
    return Prepared(lambda among: select(column.table).where(column.in_(question(among))))


BY_ID = {name: _of(table.c.id) for name, table in TABLES.items()}
PICKS_OF_SAME_HOLDS = _in(
    PICK.c.hold_id, lambda among: select(PICK.c.hold_id).where(among(PICK.c.id, "named"))
)
PICKS_OF_WALKS = _of(PICK.c.walk_id)
PICKS_OF_HOLDS = _of(PICK.c.hold_id)
PICKS_OF_DELIVERIES = _in(
    PICK.c.hold_id, lambda among: select(HOLD.c.id).where(among(HOLD.c.delivery_id, "named"))
)
PICKS_OF_ROUNDS = _in(
    PICK.c.hold_id, lambda among: select(HOLD.c.id).where(among(HOLD.c.round_id, "named"))
)
PICKS_LOOKING_FOR = _in(PICK.c.hold_id, _looking_for)
PICKS_UNFETCHED = _in(PICK.c.hold_id, _unfetched)
PICKS_BOUND_FOR = _in(PICK.c.hold_id, _bound_for)
PICKS_AIMED_AT = Prepared(_aimed_at)
HOLDS_OF_DELIVERIES = _of(HOLD.c.delivery_id)
HOLDS_OF_ROUNDS = _of(HOLD.c.round_id)
#: Served by what is on a cart: also by what was set aside for them on the way.
HOLDS_CARRIED = Prepared(
    lambda among: (
        select(HOLD)
        .join(ITEM, ITEM.c.hold_id == HOLD.c.id)
        .where(ON_THE_BIKE, among(ITEM.c.place_ref, "named"))
    )
)
#: On their way to a stop of the bike cart.
HOLDS_HALTING_IN = Prepared(
    lambda among: (
        select(HOLD)
        .join(STOP, STOP.c.id == HOLD.c.round_stop_id)
        .where(among(STOP.c.neighbourhood_id, "named"), HOLD.c.fulfilment == "round")
        .where(is_one_of(STATUS_ONLY_READ, IN_HAND))
    )
)
HOLDS_BOUND_FOR = _in(HOLD.c.id, _bound_for)
#: What a patron has asked to be brought home, of which nobody has said yet where that is.
HOLDS_TO_DELIVER = Prepared(
    lambda among: select(HOLD).where(
        among(HOLD.c.patron_id, "named"),
        HOLD.c.fulfilment == "delivery",
        HOLD.c.delivery_id.is_(None),
    )
)
HOLDS_LOOKING_FOR = _in(HOLD.c.id, _looking_for)
HOLDS_UNFETCHED = _in(HOLD.c.id, _unfetched)
HOLDS_WAITING_FOR = _in(HOLD.c.id, _waiting_for)
HOLDS_IN_SLOTS = Prepared(
    lambda among: select(HOLD).where(
        among(HOLD.c.slot_id, "named"),
        # Found: a selection of which a part stands there.
        is_one_of(STATUS_ONLY_READ, ("on_hold_shelf", "found")),
    )
)
SLOTS_OF = _of(SLOT.c.branch_id)
HOLDS_KEPT_AT = Prepared(
    lambda among: select(HOLD).where(
        among(HOLD.c.pickup_branch_id, "named"), HOLD.c.ready_until.is_not(None)
    )
)
ITEMS_BY_BARCODE = _of(ITEM.c.barcode)
ITEMS_CARRIED = Prepared(
    lambda among: select(ITEM).where(ON_THE_BIKE, among(ITEM.c.place_ref, "named"))
)
ITEMS_OF_HOLDS = _of(ITEM.c.hold_id)
TASKS_OF_HOLDS = Prepared(lambda among: select(TASK).where(among(TASK.c.hold_id, "named"), IS_OPEN))
TASKS_KEYED = Prepared(
    lambda among: select(TASK).where(among(TASK.c.hold_id, "named"), TASK.c.done_at.is_not(None))
)
LINES_ABOUT = _of(TABLES["trouble"].c.subject_id)
TASKS_OF_ITEMS = Prepared(lambda among: select(TASK).where(among(TASK.c.item_id, "named"), IS_OPEN))
NAMES = Prepared(lambda among: select(STAFF.c.id, STAFF.c.name).where(among(STAFF.c.id, "named")))
