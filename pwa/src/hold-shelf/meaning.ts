import type { Scan } from "../scanning/validate";
import type { ShelfDocument, Slot } from "../store/shapes";
import { slotNamed, slotOf, slotsNear, type WrongSlot, wrongSlot } from "./slots";
import { isComing, isOver } from "./standing";

/** What is at the shelf, and the document that somebody holds in the hand. */
export interface ShelfState {
  documents: readonly ShelfDocument[];
  slots: readonly Slot[];
  inHand: ShelfDocument | null;
  now: number;
}

/** What a scan means while documents are shelved. Nothing is recorded by finding out. */
export type ShelfMeaning =
  | { kind: "in-hand"; one: ShelfDocument }
  | { kind: "receive"; one: ShelfDocument }
  | { kind: "send-on"; one: ShelfDocument }
  | { kind: "already-sent"; one: ShelfDocument }
  | { kind: "already-shelved"; one: ShelfDocument }
  | { kind: "rides-on"; one: ShelfDocument }
  | { kind: "no-longer-wanted"; one: ShelfDocument }
  | { kind: "shelve"; one: ShelfDocument; slot: Slot }
  | { kind: "wrong-slot"; one: ShelfDocument; slot: Slot; wrong: WrongSlot }
  | { kind: "slot-first"; slot: Slot }
  | { kind: "unknown"; text: string }
  | { kind: "no-slot"; text: string; near: Slot[] }
  | { kind: "isbn" }
  | { kind: "card" }
  | { kind: "unreadable"; text: string };

/** What a document means that was scanned, or whose row was tapped. */
export type DocumentMeaning = Exclude<ShelfMeaning, { slot: Slot } | { kind: "no-slot" }>;

/** The decision only, so that screen and store carry it out. */
export function meaningAtShelf(state: ShelfState, scan: Scan): ShelfMeaning {
  const { kind, text, raw } = scan;
  const slot = slotOf(state.slots, text);
  if (slot) return intoSlot(state, slot);
  const one = state.documents.find(({ barcode }) => barcode === text);
  if (one) return meaningOfDocument(one, state.now);
  const named = slotNamed(state.slots, scan);
  if (named) return intoSlot(state, named);
  const near = kind === "label" ? [] : slotsNear(state.slots, scan);
  if (near) return { kind: "no-slot", text, near };
  if (kind === "isbn") return { kind: "isbn" };
  if (kind === "card") return { kind: "card" };
  if (kind === "unreadable") return { kind: "unreadable", text: raw };
  return { kind: "unknown", text };
}

function intoSlot({ inHand, documents, slots }: ShelfState, slot: Slot): ShelfMeaning {
  if (!inHand) return { kind: "slot-first", slot };
  const wrong = wrongSlot(inHand, slot, documents, slots);
  if (wrong) return { kind: "wrong-slot", one: inHand, slot, wrong };
  return { kind: "shelve", one: inHand, slot };
}

export function meaningOfDocument(one: ShelfDocument, now: number): DocumentMeaning {
  if (isOver(one, now) || isGone(one)) return { kind: "no-longer-wanted", one };
  if (one.to !== null) {
    return { kind: one.status === "in_transit" ? "already-sent" : "send-on", one };
  }
  if (isComing(one)) return { kind: "receive", one };
  if (one.goes_on) return { kind: "rides-on", one };
  if (one.status === "on_hold_shelf") return { kind: "already-shelved", one };
  return { kind: "in-hand", one };
}

function isGone({ status }: ShelfDocument): boolean {
  return status === "handed_over" || status === "taken_off" || status === "missing";
}
