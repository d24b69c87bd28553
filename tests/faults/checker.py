"""The one judge. It reads a history and knows nothing of how Rayon works inside.

Nine sets must be empty when everything has come to rest:

lost         the phone said "saved", and neither the server nor any phone has it; or a parcel ended
             and what it costs is nowhere; or a loan or a return of the street is on no list, a
             reader who registered there is nowhere, or what came back did not reach who waits
forgot       the server said it had it, and has it no more
double       done twice: in the log twice, two effects on one hold, two different verdicts, undone
             twice, a parcel that costs twice, or costs what nobody owes, or a loan listed twice
mute         it ended without an outcome, or its author was never shown one that was not meant
diverged     a phone and the server show different things, or a phone's actions took effect in
             another order than they were done, or an undo was accepted and undid nothing, or what
             a reader took along is where the server does not think
false_ready  a patron was told "ready" when, at the instant that was decided, the document was not
             there for them, or was only just scanned, or the scan had been taken back
dup          a patron was told the same thing twice, with nothing else said in between, and neither
             a person's decision nor a mail of unknown fate explains it
unsent       a patron was not told what is true, is on no call list and nobody can see why; or did
             not come to the cart and will not hear where it is
uncorrected  a "ready" stopped being true and was not taken back, or one never said was
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from tests.faults import cart
from tests.faults.fees import fees_doubled, fees_lost
from tests.faults.history import History, Line
from tests.faults.tellings import dup, false_ready, uncorrected, unsent

Findings = dict[str, list[str]]
AS_MEANT = ("applied", "duplicate")


def check(history: History) -> Findings:
    """The nine sets; each entry says in words what was found."""
    return {judge.__name__: sorted(set(judge(history))) for judge in JUDGES}


def lost(history: History) -> Iterator[str]:
    """At every sample, and at the end, where a copy on a phone counts only with its verdict."""
    saved: set[str] = set()
    wiped = cart.wiped(history)
    for line in history.of("saved", "sample", "end"):
        if line["what"] == "saved":
            saved.add(line["action"]["id"])
            continue
        kept = {row["id"] if line["what"] == "end" else row for row in line["log"]}
        yield from (f"{one} is nowhere" for one in saved - kept - wiped - _on_phones(line))
    yield from fees_lost(history.last("end"))
    yield from (*cart.lists_lost(history), *cart.people_lost(history))
    yield from cart.not_set_aside(history)


def _on_phones(line: Line) -> set[str]:
    if line["what"] == "sample":
        return {one for outbox in line["outboxes"].values() for one in outbox}
    return {
        kept["id"]
        for phone in line["phones"].values()
        for kept in phone["outbox"]
        if kept["outcome"] is not None
    }


def forgot(history: History) -> Iterator[str]:
    """Restored backups excuse it until the phones have sent again what they kept."""
    promised: set[str] = set()
    since_restore: set[str] = set()
    wiped = cart.wiped(history)
    for line in history.of("acknowledged", "sample", "restored", "end"):
        if line["what"] == "acknowledged":
            known = {one["id"] for one in line["outcomes"] if one["outcome"] != "conflict"}
            promised |= known
            since_restore |= known
        elif line["what"] == "restored":
            since_restore.clear()
        elif line["what"] == "sample":
            yield from (f"{one} was acknowledged" for one in since_restore - set(line["log"]))
        else:
            log = {row["id"] for row in line["log"]}
            yield from (f"{one} was acknowledged" for one in promised - log - wiped)


def double(history: History) -> Iterator[str]:
    """In the log, in the effects, and in what phones were answered."""
    end = history.last("end")
    ids = Counter(row["id"] for row in end["log"])
    yield from (f"{one} is in the log {many} times" for one, many in ids.items() if many > 1)
    numbers = Counter((row["store"], row["number"]) for row in end["log"] if row["number"])
    yield from (f"number {one} was given twice" for one, many in numbers.items() if many > 1)
    # One scan may find and load; it never comes to the same place twice.
    effects = Counter((row["action"], row["hold"], row["after"]) for row in end["effects"])
    yield from (f"{one} moved its hold {many} times" for one, many in effects.items() if many > 1)
    yield from (*fees_doubled(end), *cart.lists_doubled(history), *_undone_twice(end))
    said: dict[str, str] = {}
    for line in history.of("acknowledged", "restored"):
        if line["what"] == "restored":
            said.clear()
            continue
        for one in line["outcomes"]:
            outcome = "applied" if one["outcome"] in AS_MEANT else one["outcome"]
            if said.setdefault(one["id"], outcome) != outcome:
                yield f"{one['id']} was {said[one['id']]}, then {outcome}"


def _undone_twice(end: Line) -> Iterator[str]:
    """What was undone can be undone again only once that undo was undone."""
    accepted = [row for row in end["log"] if row["name"] == "undo" and row["outcome"] == "applied"]
    undos: defaultdict[str, list[str]] = defaultdict(list)
    for row in accepted:
        undos[row["subject"]].append(row["id"])

    def counts(undo: str) -> bool:
        return not any(map(counts, undos[undo]))

    for subject in [*undos]:
        many = sum(map(counts, undos[subject]))
        if many > 1:
            yield f"{subject} was undone {many} times"


def mute(history: History) -> Iterator[str]:
    """The log has one outcome of each action; its author's phone shows that same one."""
    end = history.last("end")
    outcomes = {row["id"]: row["outcome"] for row in end["log"]}
    yield from (f"{one} has no outcome" for one, outcome in outcomes.items() if not outcome)
    read = {(line["id"], line["outcome"]) for line in history.of("read")}
    gone = cart.wiped(history) - outcomes.keys()
    for line in history.of("saved"):
        action = line["action"]["id"]
        if action in gone:
            continue
        kept = next((k for k in end["phones"][line["phone"]]["outbox"] if k["id"] == action), None)
        outcome = outcomes.get(action, "conflict")
        if kept is None:
            if outcome not in AS_MEANT and (action, outcome) not in read:
                yield f"{action} was {outcome}, and its phone has dropped it"
        elif outcome in AS_MEANT:
            if kept["outcome"] not in AS_MEANT:
                yield f"{action} was {outcome}, its phone says {kept['outcome']}"
        elif kept["outcome"] != outcome:
            yield f"{action} was {outcome}, its phone says {kept['outcome']}"
        elif kept["isRead"] and (action, outcome) not in read:
            yield f"{action} was {outcome}, and nobody was shown that"


def diverged(history: History) -> Iterator[str]:
    """Phones against the server, and the server against its own log."""
    end = history.last("end")
    for name, phone in end["phones"].items():
        yield from _shows_otherwise(name, phone, end)
    yield from _out_of_order(history, end)
    yield from _broken_chains(end)
    yield from _undid_nothing(end)
    yield from cart.astray(history)


def _shows_otherwise(name: str, phone: Line, end: Line) -> Iterator[str]:
    shown = {walk["id"]: walk for walk in phone["walks"]}
    picks = {pick["id"]: pick for pick in phone["picks"]}
    real = {walk["id"]: walk for walk in end["walks"]}
    for walk_id, walk in real.items():
        if walk["status"] != "finished" and walk_id not in shown:
            yield f"{name} does not show walk {walk_id}"
    for walk_id, walk in shown.items():
        if walk != real.get(walk_id):
            yield f"{name} shows walk {walk}, the server has {real.get(walk_id)}"
    theirs = {w for w in shown if w in real and real[w]["claimed_on"] in (None, phone["device"])}
    for pick in end["picks"]:
        if pick["walk"] in theirs and picks.get(pick["id"]) != pick:
            yield f"{name} shows pick {picks.get(pick['id'])}, the server has {pick}"


def _out_of_order(history: History, end: Line) -> Iterator[str]:
    # A copy of a phone cannot open what was sealed: it sends the rest, and the original that later.
    later = cart.WIPED if any(history.of("copied")) else ()
    numbers = {
        row["id"]: (row["store"], row["number"])
        for row in end["log"]
        if row["number"] and row["name"] not in later
    }
    last: dict[str, int] = {}
    for effect in end["effects"]:
        if effect["action"] not in numbers:
            continue
        store, number = numbers[effect["action"]]
        if last.get(store, 0) > number:
            yield f"{effect['action']} took effect after number {last[store]} of its phone"
        last[store] = max(last.get(store, 0), number)


def _broken_chains(end: Line) -> Iterator[str]:
    status: dict[str, str] = {}
    for effect in end["effects"]:
        if effect["before"] != status.get(effect["hold"]):
            yield f"hold {effect['hold']} was {status.get(effect['hold'])}, not {effect['before']}"
        status[effect["hold"]] = effect["after"]
    for hold in end["hold_status"]:
        if hold["status"] != status.get(hold["id"]):
            yield f"hold {hold['id']} is {hold['status']}, its log says {status.get(hold['id'])}"


def _undid_nothing(end: Line) -> Iterator[str]:
    moved = {effect["action"] for effect in end["effects"]}
    for row in end["log"]:
        is_undo = row["name"] == "undo" and row["outcome"] == "applied"
        is_idle = is_undo and row["subject"] in moved and row["id"] not in moved
        if is_idle and not _moved_since(row["subject"], end):
            yield f"{row['id']} was accepted and did not undo {row['subject']}"


def _moved_since(action: str, end: Line) -> bool:
    """What it moved had gone on: two documents of one selection stand in a slot, and the first
    that is taken out takes it back; a parcel ends again that its document has left meanwhile.
    """
    log = {row["id"]: row for row in end["log"]}
    at = next(i for i, effect in enumerate(end["effects"]) if effect["action"] == action)
    hold = end["effects"][at]["hold"]
    later = {one["action"] for one in end["effects"][at + 1 :] if one["hold"] == hold}
    if _deed(log, action)["subject"] in {parcel["id"] for parcel in end["parcels"]}:
        return bool(later)
    return any(log[one]["name"] == "undo" for one in later if one in log)


def _deed(log: dict[str, Line], action: str) -> Line:
    """What was done: that of an undo is what it takes back or does again."""
    row = log[action]
    return _deed(log, row["subject"]) if row["name"] == "undo" else row


JUDGES = (lost, forgot, double, mute, diverged, false_ready, dup, unsent, uncorrected)
SETS = tuple(judge.__name__ for judge in JUDGES)
