import { describe, expect, it } from "vitest";
import { room } from "./room.testing";
import { whereAmI } from "./where-am-i";

const range = room(20, {}, {}, {}, {}, {});
const aisle = room(20, { at: 1 }, { at: 2 }, { at: 3 }, { range: "B", side: "right", at: 2.5 });

describe("where am I", () => {
  it("counts to the left and to the right on one shelf", () => {
    const near = { kind: "near", documents: 14, shelves: 0 };
    expect(whereAmI(range, 2, 16)).toEqual({ ...near, direction: "right" });
    expect(whereAmI(range, 16, 2)).toEqual({ ...near, direction: "left" });
  });

  it("says how many shelves further down or up in the same bay", () => {
    expect(whereAmI(range, 5, 90)).toMatchObject({ kind: "near", shelves: 4, direction: "right" });
    expect(whereAmI(range, 90, 5)).toMatchObject({ kind: "near", shelves: -4, direction: "left" });
  });

  it("leads to the next bay", () => {
    expect(whereAmI(range, 75, 145)).toEqual({
      kind: "next-bay",
      bay: "B1",
      direction: "right",
      shelves: -1,
    });
    expect(whereAmI(range, 190, 50)).toMatchObject({ kind: "next-bay", direction: "left" });
  });

  it("counts a few documents across the edge of a bay", () => {
    expect(whereAmI(range, 95, 105)).toMatchObject({ kind: "near", documents: 10, shelves: null });
  });

  it("knows what stands behind one's back", () => {
    expect(whereAmI(aisle, 250, 345)).toEqual({ kind: "across", bay: "B3", shelf: 3 });
    expect(whereAmI(aisle, 345, 150)).toMatchObject({ kind: "across", bay: "B1" });
  });

  it("sends whoever is far away to the right bay", () => {
    expect(whereAmI(range, 10, 410)).toEqual({
      kind: "far",
      documents: 400,
      direction: "right",
      home: "B0",
      goal: "B4",
      isMisplaced: false,
    });
  });

  it("takes a document for misplaced when one stood at the goal a moment ago", () => {
    expect(whereAmI(range, 10, 410, 405)).toMatchObject({ kind: "far", isMisplaced: true });
    expect(whereAmI(range, 10, 410, 30)).toMatchObject({ kind: "far", isMisplaced: false });
  });

  it("counts shelves of other locations in the same bay", () => {
    const shared = room(20, { above: 2, shelves: 3 }, { range: "B", side: "right", at: 0.5 });
    expect(whereAmI(shared, 100, 45)).toEqual({ kind: "across", bay: "B0", shelf: 5 });
  });

  it("only counts where nobody surveyed", () => {
    const plain = room(20);
    expect(whereAmI(plain, 10, 110)).toMatchObject({ kind: "near", shelves: null });
    expect(whereAmI(plain, 10, 1110)).toMatchObject({ kind: "far", goal: null });
  });
});
