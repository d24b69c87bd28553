import type { Scan } from "../scanning/validate";
import type { ShelfDocument, Slot } from "../store/shapes";
import { isComing } from "./standing";

/** The slot that a scan read, by its own barcode or by what Rayon prints. */
export function slotOf(slots: readonly Slot[], text: string): Slot | undefined {
  return slots.find(({ barcode }) => barcode === text);
}

/**
 * The slot whose name was typed: a label shows nothing else for the eye. Never for what a camera or
 * a hand scanner read, and only after the documents: a barcode may be as short as a name.
 */
export function slotNamed(slots: readonly Slot[], { text, via }: Scan): Slot | undefined {
  if (via !== "typed") return undefined;
  const typed = bareName(text);
  return slots.find(({ name }) => bareName(name) === typed);
}

const MOST_NEAR = 4;

/**
 * Where the name of a slot was typed that there is not: the slots whose names differ in one sign.
 * Undefined where it is not made as their names are, "A12" as "A1": then it may be a document.
 */
export function slotsNear(slots: readonly Slot[], { text, via }: Scan): Slot[] | undefined {
  if (via !== "typed") return undefined;
  const typed = bareName(text);
  const names = slots.map(({ name }) => bareName(name));
  const longest = Math.max(...names.map(({ length }) => length));
  if (typed.length > longest + 1 || !names.map(made).includes(made(typed))) return undefined;
  return slots.filter(({ name }) => isOneSignOff(bareName(name), typed)).slice(0, MOST_NEAR);
}

/** "A12" and "B7" are made alike: letters, then digits. */
function made(name: string): string {
  return name.replace(/\p{L}+/gu, "A").replace(/\d+/g, "9");
}

/** One sign is wrong, missing or too many. */
function isOneSignOff(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  const isSwapped = short.length === long.length;
  return short.slice(isSwapped ? at + 1 : at) === long.slice(at + 1);
}

function bareName(name: string): string {
  return name.toUpperCase().replace(/\s/g, "");
}

export function slotName(slots: readonly Slot[], id: string | null): string {
  return slots.find((slot) => slot.id === id)?.name ?? "?";
}

/** Where the patron's other documents stand; of a selection, where its others do. */
function ownSlots(
  one: ShelfDocument,
  documents: readonly ShelfDocument[],
  slots: readonly Slot[],
): Slot[] {
  const others = documents.filter(
    ({ bundle, slot, status }) =>
      bundle === one.bundle && slot !== null && status === "on_hold_shelf",
  );
  const chosenWithIt = others.filter(({ hold }) => hold === one.hold);
  const beside = chosenWithIt.length > 0 ? chosenWithIt : others;
  return slots.filter(({ id }) => beside.some(({ slot }) => slot === id));
}

/** Where a document should go: to its patron's others, to a free slot, or to the letter. */
export function proposedSlot(
  one: ShelfDocument,
  documents: readonly ShelfDocument[],
  slots: readonly Slot[],
): Slot | undefined {
  const taken = new Set(documents.map(({ slot }) => slot));
  return (
    ownSlots(one, documents, slots)[0] ??
    slots.find(({ id, takes }) => takes === "patron" && !taken.has(id)) ??
    slots.find(({ id }) => id === one.letters)
  );
}

/** Why a document must not go into a slot. */
export type WrongSlot =
  | { kind: "other-branch"; branch: string }
  | { kind: "not-received" }
  | { kind: "other-slot"; right: Slot }
  | { kind: "taken"; slip: number | null }
  | { kind: "other-letter"; right: Slot | undefined };

/** Null where a scan of the slot may put it. */
export function wrongSlot(
  one: ShelfDocument,
  slot: Slot,
  documents: readonly ShelfDocument[],
  slots: readonly Slot[],
): WrongSlot | null {
  if (one.to !== null) return { kind: "other-branch", branch: one.to };
  if (isComing(one)) return { kind: "not-received" };
  const own = ownSlots(one, documents, slots);
  const [right] = own;
  if (right && !own.includes(slot)) return { kind: "other-slot", right };
  return notOpen(one, slot, documents, slots);
}

/** Somebody else's documents stand there, or it is kept for other letters. */
function notOpen(
  one: ShelfDocument,
  slot: Slot,
  documents: readonly ShelfDocument[],
  slots: readonly Slot[],
): WrongSlot | null {
  if (slot.takes === "letters") {
    if (slot.id === one.letters) return null;
    return { kind: "other-letter", right: slots.find(({ id }) => id === one.letters) };
  }
  const other = documents.find((doc) => doc.slot === slot.id && doc.bundle !== one.bundle);
  return other ? { kind: "taken", slip: other.slip } : null;
}

/**
 * The slots among which a person may choose, the right ones first. Where those are full, a free
 * one will do for another hold of this patron: the desk gathers by patron. Not for what was chosen
 * for one hold, of which the server knows one slot.
 */
export function slotsToChoose(
  one: ShelfDocument,
  documents: readonly ShelfDocument[],
  slots: readonly Slot[],
): Slot[] {
  const right = slots.filter((slot) => !wrongSlot(one, slot, documents, slots));
  const isChosen = right.some(({ id }) =>
    documents.some(({ slot, hold }) => slot === id && hold === one.hold),
  );
  if (isChosen) return right;
  const open = slots.filter((slot) => !notOpen(one, slot, documents, slots));
  return [...right, ...open.filter((slot) => !right.includes(slot))];
}
