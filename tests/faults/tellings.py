"""What patrons were told against what was true: the checker's part about notices."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from tests.faults.cart import not_collected
from tests.faults.fees import owed
from tests.faults.history import History, Line

#: Within this time of a scan nobody may be told: it may still be taken back.
SETTLE = timedelta(minutes=3)
DENIALS = ("report_not_found", "report_unusable")
JUDGED = ("applied", "conflict")
SOUGHT = ("open", "on_walk", "searching", "in_transit")


def false_ready(history: History) -> Iterator[str]:
    """Each accepted "ready", judged by how its hold stood when its sender decided to send."""
    claims: dict[int, Line] = {}
    end = history.last("end")
    for line in history.of("claim", "mail", "restored"):
        if line["what"] == "claim":
            claims[line["worker"]] = line
        elif line["what"] == "mail" and line["accepted"] and line["kind"] == "ready":
            claim = claims.get(line["worker"])
            if claim is None:
                yield f"{line['key']} was told without anybody deciding so"
            elif why := _not_ready(line["key"], claim, _log_at(claim, history, end)):
                yield f"{line['key']} was told ready: {why}"


def _log_at(claim: Line, history: History, end: Line) -> list[Line]:
    """What had been received by then, oldest first; unknown when a backup was restored since."""
    since = history.lines[history.lines.index(claim) :]
    if any(line["what"] == "restored" for line in since):
        return []
    at = claim["at"].replace("T", " ")
    of_pick, moved = end["hold_of_pick"], _moved(end)
    # The clock of a schedule may stand still: of one instant, only what was known counts.
    known = set(claim["known"])
    received = [row for row in end["log"] if row["received"] <= at and row["id"] in known]
    return [
        {**row, "holds": {of_pick.get(row["subject"], row["subject"]), *moved[row["id"]]}}
        for row in sorted(received, key=lambda row: str(row["received"]))
    ]


def _moved(end: Line) -> defaultdict[str, set[str]]:
    """The holds that each action moved: an undo names an action, a chance find names nothing."""
    moved: defaultdict[str, set[str]] = defaultdict(set)
    for effect in end["effects"]:
        moved[effect["action"]].add(effect["hold"])
    return moved


def _not_ready(key: str, claim: Line, log: list[Line]) -> str:
    hold = next((hold for hold in claim["holds"] if hold["key"] == key), None)
    if hold is None or not is_waiting(hold):
        return f"it stood so: {hold}"
    scan = next((row for row in log if row["id"] == hold["by_action"]), None)
    if scan is None:
        return ""
    age = datetime.fromisoformat(claim["at"]) - datetime.fromisoformat(scan["received"])
    if age < SETTLE:
        return f"scanned {age} before"
    if _is_undone(scan["id"], log):
        return "its scan had been taken back"
    return _contradicted(hold["id"], log)


def _contradicted(hold: str, log: list[Line]) -> str:
    """Whether somebody had said that it is not there, and nobody had settled that."""
    about = [row for row in log if hold in row["holds"] and _was_weighed(row)]
    last = about[-1] if about else None
    is_open = last and last["outcome"] == "conflict" and last["name"] in DENIALS
    return f"{last['id']} had said otherwise" if last and is_open else ""


def _was_weighed(row: Line) -> bool:
    """What a copied phone says under a number that was taken says nothing until a person looks."""
    is_of_a_copy = row["outcome"] == "conflict" and row["number"] is None
    return row["outcome"] in JUDGED and not is_of_a_copy


def _is_undone(action: str, log: list[Line]) -> bool:
    return any(
        row["name"] == "undo"
        and row["subject"] == action
        and row["outcome"] == "applied"
        and not _is_undone(row["id"], log)
        for row in log
    )


def is_waiting(hold: Line) -> bool:
    """Whether the document is in the library's hands, for this patron, where it is collected."""
    if hold["disputed"] or hold["status"] not in ("found", "on_hold_shelf") or not hold["places"]:
        return False
    # What is brought home is announced by its delivery.
    if hold["fulfilment"] != "pickup":
        return False
    here = {f"walk@{hold['branch']}", f"slot@{hold['branch']}"}
    # Every branch has a hold shelf: what is not in a slot is not announced.
    return hold["status"] == "on_hold_shelf" and set(hold["places"]) <= here


def dup(history: History) -> Iterator[str]:
    """The same words twice, unless a person sent them again or something else came between."""
    for key, lines in _by_key(history).items():
        last = ""
        for line in lines:
            if line["what"] == "decided":
                last = "" if line["resend"] else last
            elif line["what"] == "returned":
                last = "" if _words(line) == last else last
            elif line["what"] == "mail" and line["accepted"]:
                if _words(line) == last:
                    yield f"{key} was told {last} twice"
                last = _words(line)
            elif line["what"] == "called" or not line.get("answered"):
                # It may have been said: who hears the former thing again then hears news.
                last = last if _words(line) == last else ""


def _words(line: Line) -> str:
    """What was put right may be put right again, to something else."""
    kind = str(line["kind"])
    return f"{kind}: {line['says']} {line.get('details')}" if kind == "put_right" else kind


def unsent(history: History) -> Iterator[str]:
    """What is true at the end and its patron has not heard."""
    end, told = history.last("end"), _by_key(history)
    for hold in end["holds"]:
        true = "ready" if is_waiting(hold) else "not_found" if hold["status"] == "unfilled" else ""
        heard = _heard(told.get(hold["key"], []))
        if not true or (heard and heard["says"] == true):
            continue
        if not _desk_knows(end, hold["key"]):
            yield f"{hold['key']} is {true}, its patron heard {heard and heard['says']}"
    yield from _untold_rides(end, told)
    yield from not_collected(history)


def _untold_rides(end: Line, told: dict[str, list[Line]]) -> Iterator[str]:
    """Deliveries that are over: whoever can be written to knows how, the others what went wrong."""
    for ride in end["rides"]:
        true = _how_it_ended([p["status"] for p in end["parcels"] if p["delivery"] == ride["id"]])
        heard = _heard(told.get(ride["key"], []))
        is_owed = true == "missed" or (true and ride["mailed"])
        if not is_owed or (heard and heard["says"] == true and _knows_all(heard, ride, end)):
            continue
        if not _desk_knows(end, ride["key"]) and not _was_refused(end, ride["key"], true):
            said = heard and f"{heard['says']} {heard.get('details')}"
            yield f"{ride['key']} was {true}, its patron heard {said}"


def _knows_all(heard: Line, ride: Line, end: Line) -> bool:
    """Why it came back, and the sum that is due by now, where a mail has named them."""
    if not heard.get("details"):
        return True
    how, cents = heard["details"].split()
    parcels = [parcel for parcel in end["parcels"] if parcel["delivery"] == ride["id"]]
    due = owed(end)
    return how in {parcel["status"] for parcel in parcels} and int(cents) == sum(
        due[parcel["id"]] for parcel in parcels
    )


def _how_it_ended(statuses: list[str]) -> str:
    """Nothing, as long as a parcel is under way."""
    ended = [status for status in statuses if status not in ("open", "cancelled")]
    if not ended or "out" in ended or "closed" in ended:
        return ""
    return "delivered" if set(ended) == {"delivered"} else "missed"


def _was_refused(end: Line, key: str, kind: str) -> bool:
    """The mail server refused it, and nobody is called for good news."""
    refused = (kind, "failed")
    known = [(one["kind"], one["state"]) for one in end["notices"] if one["key"] == key]
    return kind == "delivered" and refused in known


def uncorrected(history: History) -> Iterator[str]:
    """Promises that were broken in silence, and apologies for nothing."""
    end, told = history.last("end"), _by_key(history)
    for hold in end["holds"]:
        heard = _heard(told.get(hold["key"], []))
        believes = heard is not None and heard["says"] == "ready"
        if believes and _is_broken(hold) and not _desk_knows(end, hold["key"]):
            yield f"{hold['key']} still believes it is ready: {hold['status']}"
    for key, lines in told.items():
        yield from _apologies_for_nothing(key, lines)


def _is_broken(hold: Line) -> bool:
    return bool(hold["disputed"]) or hold["status"] in (*SOUGHT, "unfilled")


def _apologies_for_nothing(key: str, lines: list[Line]) -> Iterator[str]:
    was_promised = was_told = False
    for line in lines:
        if line["kind"] == "put_right" and line.get("accepted") and not was_told:
            yield f"{key} was put right about nothing"
        was_told = was_told or line["kind"] in ("on_its_way", "delivered", "missed")
        is_apology = line["kind"] == "correction" and line.get("accepted")
        if is_apology and not was_promised:
            yield f"{key} got an apology for nothing"
        was_promised = was_promised or line["kind"] == "ready"


def _by_key(history: History) -> dict[str, list[Line]]:
    lines: defaultdict[str, list[Line]] = defaultdict(list)
    for line in history.of("mail", "called", "flagged", "decided", "returned"):
        lines[line["key"]].append(line)
    return lines


def _not_returned(lines: list[Line]) -> list[Line]:
    """Without what came back: no word of it was heard, however it had looked until then."""
    kept: list[Line] = []
    for line in lines:
        if line["what"] == "returned":
            kept = [one for one in kept if not _came_back(one, line)]
        else:
            kept.append(line)
    return kept


def _came_back(line: Line, returned: Line) -> bool:
    if line["what"] == "mail":
        return bool(line["returns_to"] == returned["returns_to"])
    # What was doubtful of it, and what a person thought of that.
    same = (line["kind"], line["says"]) == (returned["kind"], returned["says"])
    return line["what"] in ("flagged", "decided") and same


def _heard(lines: list[Line]) -> Line | None:
    """The last thing that the patron has certainly or perhaps heard, or is held to have heard."""
    lines = _not_returned(lines)
    return next(
        (line for i, line in reversed([*enumerate(lines)]) if _counts_as_heard(line, lines[:i])),
        None,
    )


def _counts_as_heard(line: Line, before: list[Line]) -> bool:
    if line["what"] == "decided":
        # It is about what was sent or flagged before: nothing is heard at this moment.
        is_old = any((one["kind"], one["what"]) == (line["kind"], "flagged") for one in before)
        return not line["resend"] and not is_old
    return line["what"] in ("called", "flagged") or bool(line["accepted"])


def _desk_knows(end: Line, key: str) -> bool:
    """Somebody is asked to call, or can see that neither mail nor telephone worked."""
    return any(
        notice["key"] == key
        and (
            notice["state"] == "ambiguous"
            or notice["why"] == "to_call"
            or (notice["state"], notice["channel"]) == ("failed", "phone")
        )
        for notice in end["notices"]
    )
