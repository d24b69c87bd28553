"""The bike cart's round against what the server made of it: the checker's part about the street."""

from collections import Counter
from collections.abc import Iterator

from tests.faults.history import History, Line

#: What has left with a reader, or has come back, whatever else the library had to say about it.
ON_A_LIST = {"lend_document": "loan", "take_back_document": "return"}
#: Where no document is after each of these.
NOT_AFTER = {
    "lend_document": ("bike", "missing"),
    "hand_over": ("bike", "missing"),
    "take_back_document": ("patron",),
}
IN_FORCE = ("applied", "conflict")
WAITING = ("open", "searching")
#: Nothing of these stays on a phone once they were taken in: a restored backup may lose them.
WIPED = ("register_patron", "reserve_for_next")
TAKEN_IN = ("applied", "duplicate", "superseded")


def wiped(history: History) -> set[str]:
    """Actions of which phones keep nothing, taken in before a backup was restored."""
    named = {a["id"] for a in _saved(history) if a["name"] in WIPED}
    taken_in: set[str] = set()
    gone: set[str] = set()
    for line in history.of("acknowledged", "restored"):
        if line["what"] == "restored":
            gone |= taken_in
        else:
            outcomes = line["outcomes"]
            taken_in |= {one["id"] for one in outcomes if one["outcome"] in TAKEN_IN} & named
    return gone


def lists_lost(history: History) -> Iterator[str]:
    """A loan or a return that happened and is on no list of the library's own system."""
    yield from (f"{what} is on no list" for what in _happened(history) - _listed(history))


def lists_doubled(history: History) -> Iterator[str]:
    """A loan or a return that is on a list and never was, or is there twice."""
    yield from (f"{what} is listed once more" for what in _listed(history) - _happened(history))


def _happened(history: History) -> Counter[tuple[str, str]]:
    log = _log(history)
    return Counter(
        (ON_A_LIST[action["name"]], action["payload"]["barcode"])
        for action in _saved(history)
        if action["name"] in ON_A_LIST and _is_in_force(log.get(action["id"]))
    )


def _is_in_force(row: Line | None) -> bool:
    """What a copied phone says under a number that was taken counts for nothing."""
    return row is not None and row["number"] is not None and row["outcome"] in IN_FORCE


def _listed(history: History) -> Counter[tuple[str, str]]:
    return Counter((line["kind"], line["barcode"]) for line in _street(history)["lines"])


def people_lost(history: History) -> Iterator[str]:
    """Whoever registered is a patron, or their phone still has them; what was asked is asked."""
    end = history.last("end")
    log, cards = _log(history), set(_street(history).get("cards", ()))
    sealed = {
        kept["id"]
        for phone in end["phones"].values()
        for kept in phone["outbox"]
        if kept.get("isUnsettled")
    }
    asked = {hold["id"] for hold in end["hold_status"]}
    for action in _saved(history):
        row = log.get(action["id"])
        if row is None or action["name"] not in WIPED:
            continue
        is_registration = action["name"] == "register_patron"
        known = action["payload"]["card"] in cards if is_registration else row["subject"] in asked
        if not known and action["id"] not in sealed:
            yield f"{action['name']} {action['id']} was {row['outcome']}: its reader is nowhere"


def not_set_aside(history: History) -> Iterator[str]:
    """What came back in the street although somebody waited for it, and went to nobody."""
    street, log = _street(history), _log(history)
    items = {item["barcode"]: item for item in street["items"]}
    holds = {hold["id"]: hold for hold in street["holds"]}
    scanned = {a["id"]: a["payload"]["barcode"] for a in _saved(history) if _is_return(a)}
    moved = _effects_by_action(history)
    status: dict[str, str] = {}
    for action in street["order"]:
        item = items.get(scanned.get(action, ""))
        is_back = _is_in_force(log[action]) and item is not None and not item["unusable"]
        if item is not None and is_back and action not in moved:
            waiting = [one for one, now in status.items() if now in WAITING]
            if any(_would_do(holds.get(one), item) for one in waiting):
                yield f"{item['barcode']} came back, and who waits for it did not get it"
        status |= {effect["hold"]: effect["after"] for effect in moved.get(action, ())}


def _is_return(action: Line) -> bool:
    return bool(action["name"] == "take_back_document")


def _would_do(hold: Line | None, item: Line) -> bool:
    if hold is None or hold["source"] == "cart" or hold["wants"] != "title":
        return False
    return bool(hold["title"] == item["title"])


def _effects_by_action(history: History) -> dict[str, list[Line]]:
    moved: dict[str, list[Line]] = {}
    for effect in history.last("end")["effects"]:
        moved.setdefault(effect["action"], []).append(effect)
    return moved


def astray(history: History) -> Iterator[str]:
    """What was judged last of a document: given to a reader, it has left; brought, it is not there.
    A tap of somebody who finds it elsewhere names no document, and a parcel at a door neither: what
    was brought for a hold goes where the hold goes.
    """
    street, log = _street(history), _log(history)
    of_item = {a["id"]: a for a in _saved(history) if a["payload"].get("barcode")}
    last: dict[str, Line] = {}
    undone = {row["subject"] for row in log.values() if _undoes(row)}
    moved, status = _effects_by_action(history), _status(history)
    for action in street["order"]:
        if action in of_item and _is_in_force(log[action]):
            last[of_item[action]["payload"]["barcode"]] = of_item[action]
    for item in street["items"]:
        deed = last.get(item["barcode"], {"id": "", "name": ""})
        is_wrong = item["place"] in NOT_AFTER.get(deed["name"], ()) and deed["id"] not in undone
        ends = {status.get(effect["hold"]) for effect in moved.get(deed["id"], ())}
        if is_wrong and not (item["place"] == "patron" and "handed_over" in ends):
            yield f"{item['barcode']} is at {item['place']}, and {deed['name']} was the last of it"


def _status(history: History) -> dict[str, str]:
    return {hold["id"]: hold["status"] for hold in history.last("end")["hold_status"]}


def _undoes(row: Line) -> bool:
    return bool(row["name"] == "undo" and row["outcome"] == "applied")


def not_collected(history: History) -> Iterator[str]:
    """Who did not come to a stop is told by the hold shelf, like everybody else."""
    for hold in _street(history)["holds"]:
        is_back = hold["place"] in ("walk", "slot") and hold["was_out"]
        if is_back and hold["fulfilment"] == "round":
            yield f"{hold['id']} was not collected, and its patron will not hear where it is"


def _street(history: History) -> Line:
    nothing: Line = {"order": [], "items": [], "holds": [], "lines": [], "cards": []}
    street: Line = history.last("end").get("street") or nothing
    return street


def _saved(history: History) -> Iterator[Line]:
    """What phones recorded. Of a screen in a browser it is only known how often it said "saved"."""
    return (line["action"] for line in history.of("saved") if "name" in line["action"])


def _log(history: History) -> dict[str, Line]:
    return {row["id"]: row for row in history.last("end")["log"]}
