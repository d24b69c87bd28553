import type { HoldShelf, ShelfDocument, Slot } from "../store/shapes";

/** A document of slip 1 that was just found here; everything else as told. */
export function aDocument(barcode: string, more: Partial<ShelfDocument> = {}): ShelfDocument {
  return {
    hold: `hold-${barcode}`,
    version: 1,
    status: "found",
    barcode,
    bundle: "lou",
    slip: 1,
    title: "Dune",
    author: "Frank Herbert",
    lines: ["SF", "HER"],
    slot: null,
    until: null,
    over_at: null,
    to: null,
    letters: null,
    ...more,
  };
}

export function aSlot(name: string, more: Partial<Slot> = {}): Slot {
  const plain = { place: "entrance", takes: "patron", letters: "" } as const;
  return { id: name, name, barcode: `SLOT:${name}`, ...plain, ...more };
}

export function aShelf(documents: ShelfDocument[], more: Partial<HoldShelf> = {}): HoldShelf {
  return {
    at: "2026-11-24T09:00:00Z",
    shift: "shift-1",
    slots: [aSlot("A1"), aSlot("A2")],
    documents,
    to_reshelve: [],
    key: "c2VjcmV0",
    cards: {},
    codes: {},
    ...more,
  };
}
