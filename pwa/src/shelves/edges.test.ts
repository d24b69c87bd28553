import { describe, expect, it } from "vitest";
import { edgesNear } from "./edges";
import { room } from "./room.testing";

const THREE = { shelves: 3 };
const BIN = { ...THREE, kind: "bin" };

describe("the edge of a bay", () => {
  it("may be moved by what was expected on the first or on the last shelf", () => {
    const index = room(10, THREE, THREE, THREE);
    expect(edgesNear(index, 34)).toEqual([{ bay: "B0", starts: "B1", first: "C-35" }]);
    expect(edgesNear(index, 57)).toEqual([{ bay: "B2", starts: "B2", first: "C-57" }]);
  });

  it("is left alone by what was expected in the middle of the bay", () => {
    expect(edgesNear(room(10, THREE, THREE, THREE), 45)).toEqual([]);
  });

  it("is none at the end of a range, of a location, or of a bin", () => {
    expect(edgesNear(room(10, THREE, THREE), 3)).toEqual([]);
    expect(edgesNear(room(10, THREE, { ...THREE, range: "B" }), 27)).toEqual([]);
    expect(edgesNear(room(10, BIN, BIN), 27)).toEqual([]);
    expect(edgesNear(room(10, THREE, { ...THREE, above: 1 }), 27)).toEqual([]);
  });

  it("lies on both sides of a bay with one shelf", () => {
    const edges = edgesNear(room(10, { shelves: 1 }, { shelves: 1 }, { shelves: 1 }), 15);
    expect(edges.map(({ bay }) => bay)).toEqual(["B0", "B2"]);
  });
});
