import type { IndexedBay, Place, ShelfIndex } from "./index-file";

/** A surveyed room: `onShelf` documents on each shelf, all of them there; five shelves to a bay. */
export function room(onShelf: number, ...said: Partial<IndexedBay>[]): ShelfIndex {
  const usual = { kind: "bay", range: "A", side: "left" as const, shelves: 5, above: 0, way: "w1" };
  const bays = said.map((bay, at) => ({ ...usual, bay: `B${at}`, at, ...bay }));
  return {
    bayAt: (number: number) => bays[number],
    barcodeAt: (rank: number) => `C-${rank}`,
    placeOf: (rank: number) => placeIn(bays, Math.floor(rank / onShelf)),
    standingBetween: (one: number, other: number) => Math.abs(one - other),
  } as unknown as ShelfIndex;
}

function placeIn(bays: IndexedBay[], shelf: number): Place | undefined {
  let left = shelf;
  for (const [number, bay] of bays.entries()) {
    if (left < bay.shelves) return { bay, number, shelf: left + bay.above };
    left -= bay.shelves;
  }
  return undefined;
}
