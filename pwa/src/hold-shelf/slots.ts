import type { Scan } from "../scanning/validate";
import type { ShelfDocument, Slot } from "../store/shapes";

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

function bareName(name: string): string {
  return name.toUpperCase().replace(/\s/g, "");
}

export function slotName(slots: readonly Slot[], id: string | null): string {
  return slots.find((slot) => slot.id === id)?.name ?? "?";
}

/** Where the patron's other documents stand. */
export function ownSlot(
  one: ShelfDocument,
  documents: readonly ShelfDocument[],
  slots: readonly Slot[],
): Slot | undefined {
  const other = documents.find(
    ({ bundle, slot, status }) =>
      bundle === one.bundle && slot !== null && status === "on_hold_shelf",
  );
  return slots.find(({ id }) => id === other?.slot);
}

/** Where a document should go: to its patron's others, to a free slot, or to the letter. */
export function proposedSlot(
  one: ShelfDocument,
  documents: readonly ShelfDocument[],
  slots: readonly Slot[],
): Slot | undefined {
  const taken = new Set(documents.map(({ slot }) => slot));
  return (
    ownSlot(one, documents, slots) ??
    slots.find(({ id, takes }) => takes === "patron" && !taken.has(id)) ??
    slots.find(({ id }) => id === one.letters)
  );
}

/** Why a document must not go into a slot. */
export type WrongSlot =
  | { kind: "other-slot"; right: Slot }
  | { kind: "taken"; slip: number | null }
  | { kind: "other-letter"; right: Slot | undefined };

/** Null where it may. */
export function wrongSlot(
  one: ShelfDocument,
  slot: Slot,
  documents: readonly ShelfDocument[],
  slots: readonly Slot[],
): WrongSlot | null {
  const own = ownSlot(one, documents, slots);
  if (own && own.id !== slot.id) return { kind: "other-slot", right: own };
  if (slot.takes === "letters") {
    if (slot.id === one.letters) return null;
    return { kind: "other-letter", right: slots.find(({ id }) => id === one.letters) };
  }
  const other = documents.find((doc) => doc.slot === slot.id && doc.bundle !== one.bundle);
  return other ? { kind: "taken", slip: other.slip } : null;
}
