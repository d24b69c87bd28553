import { type Kept, payloadOf } from "../store/recorded";
import type { HoldShelf, ShelfDocument } from "../store/shapes";
import { takenBack } from "../sync/taken-back";

/** What this phone did with a document is on top of what the server last said of it. Pure. */
export function standing(shelf: HoldShelf | null, actions: readonly Kept[]): ShelfDocument[] {
  if (!shelf) return [];
  const undone = takenBack(actions);
  const documents = new Map(shelf.documents.map((one) => [one.barcode, one]));
  for (const kept of actions) {
    const isNews = isNewer(kept, shelf);
    if (isNews && !undone.has(kept.action.id)) doAgain(documents, kept);
    if (!isNews && undone.has(kept.action.id)) takeBack(documents, kept);
  }
  return [...documents.values()];
}

/** Not yet part of what the server said, and not refused. */
export function isNewer({ state, outcome, judgedAt }: Kept, { at }: { at: string }): boolean {
  if (outcome !== null && outcome !== "applied" && outcome !== "duplicate") return false;
  return state !== "kept" || judgedAt === null || Date.parse(judgedAt) >= Date.parse(at);
}

function doAgain(documents: Map<string, ShelfDocument>, kept: Kept): void {
  const change = changeBy(kept);
  if (!change) return;
  for (const [barcode, one] of documents) {
    if (isAbout(kept, one)) documents.set(barcode, { ...one, ...change });
  }
}

function takeBack(documents: Map<string, ShelfDocument>, kept: Kept): void {
  if (kept.action.name !== "shelve" && kept.action.name !== "send_on") return;
  for (const [barcode, one] of documents) {
    if (isAbout(kept, one)) documents.set(barcode, { ...one, status: "found", slot: null });
  }
}

function isAbout({ action }: Kept, { hold, barcode }: ShelfDocument): boolean {
  const named = (action.payload as { barcode?: string }).barcode;
  return action.subject === hold && (named === undefined || named === barcode);
}

function changeBy(kept: Kept): Partial<ShelfDocument> | null {
  switch (kept.action.name) {
    case "shelve":
      return { status: "on_hold_shelf", slot: payloadOf(kept, "shelve").slot };
    case "send_on":
      return { status: "in_transit", slot: null };
    case "receive":
      return { status: "found", from: null };
    case "take_off":
      return { status: "taken_off", slot: null };
    case "hand_over":
      return { status: "handed_over", slot: null };
    case "report_missing":
      return { status: "missing", slot: null };
    default:
      return null;
  }
}

/** Nobody waits for it, or its last day is over: it has to leave the shelf. */
export function isOver({ status, over_at }: ShelfDocument, now: number): boolean {
  if (status === "cancelled" || status === "expired") return true;
  return status === "on_hold_shelf" && over_at !== null && Date.parse(over_at) <= now;
}

/** Whether it may have gone home with its patron, by another system that was not heard of since. */
export function mayBeLent({ status, over_at }: ShelfDocument, since?: string | null): boolean {
  if (!since || status !== "on_hold_shelf" || over_at === null) return false;
  return Date.parse(over_at) > Date.parse(since);
}

/** It is collected here and has not arrived, whether somebody said that it left or not. */
export function isComing({ status, to, from }: ShelfDocument): boolean {
  return to === null && (status === "in_transit" || (status === "found" && Boolean(from)));
}

/** It is here and somebody may still come for it. */
export function isCollectable(one: ShelfDocument): boolean {
  const { status, to, slot, goes_on } = one;
  if (goes_on) return false;
  if (status === "expired") return slot !== null;
  if (isComing(one)) return false;
  return to === null && (status === "on_hold_shelf" || status === "found");
}
