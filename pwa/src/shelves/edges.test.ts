import { describe, expect, it } from "vitest";
import { edgesNear } from "./edges";
import type { IndexedBay, ShelfIndex } from "./index-file";

/** Bays of three shelves with ten documents each. */
function room(...bays: Partial<IndexedBay>[]): ShelfIndex {
  const usual = { kind: "bay", range: "A", side: "left", shelves: 3, above: 0, way: null, at: 0 };
  return {
    bays: bays.map((bay, number) => ({ ...usual, bay: `B${number}`, ...bay })),
    shelfOf: (rank: number) => Math.floor(rank / 10),
    barcodeAt: (rank: number) => `C-${rank}`,
  } as unknown as ShelfIndex;
}

describe("the edge of a bay", () => {
  it("may be moved by what was expected on the first or on the last shelf", () => {
    const index = room({}, {}, {});
    expect(edgesNear(index, 34)).toEqual([{ bay: "B0", starts: "B1", first: "C-35" }]);
    expect(edgesNear(index, 57)).toEqual([{ bay: "B2", starts: "B2", first: "C-57" }]);
  });

  it("is left alone by what was expected in the middle of the bay", () => {
    expect(edgesNear(room({}, {}, {}), 45)).toEqual([]);
  });

  it("is none at the end of a range, of a location, or of a bin", () => {
    expect(edgesNear(room({}, {}), 3)).toEqual([]);
    expect(edgesNear(room({}, { range: "B" }), 27)).toEqual([]);
    expect(edgesNear(room({ kind: "bin" }, { kind: "bin" }), 27)).toEqual([]);
    expect(edgesNear(room({}, { above: 1 }), 27)).toEqual([]);
  });

  it("lies on both sides of a bay with one shelf", () => {
    const edges = edgesNear(room({ shelves: 1 }, { shelves: 1 }, { shelves: 1 }), 15);
    expect(edges.map(({ bay }) => bay)).toEqual(["B0", "B2"]);
  });
});
