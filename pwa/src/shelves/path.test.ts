import { expect, it } from "vitest";
import type { FloorFile } from "../store/shapes";
import { pathBetween, pointOf } from "./path";

// Two aisles of ten metres, two metres apart, with a cross-aisle at both ends.
const floor: FloorFile = {
  v: 1,
  start: "j0",
  floors: [],
  ways: [
    { id: "a0", from: "j0", to: "j1", metres: 10, ends: [["RdC", 0, 10], ["RdC", 0, 0]] },
    { id: "a1", from: "j2", to: "j3", metres: 10, ends: [["RdC", 2, 10], ["RdC", 2, 0]] },
    { id: "c2", from: "j0", to: "j2", metres: 2, ends: [["RdC", 0, 10], ["RdC", 2, 10]] },
    { id: "c3", from: "j1", to: "j3", metres: 2, ends: [["RdC", 0, 0], ["RdC", 2, 0]] },
  ],
}; // biome-ignore format: one way a line reads like the plan

it("puts a bay beside its aisle", () => {
  expect(pointOf(floor, { way: "a1", at: 2.5 })).toEqual(["RdC", 2, 7.5]);
  expect(pointOf(floor, { way: "gone", at: 0 })).toBeNull();
});

it("goes straight on in one aisle", () => {
  const path = pathBetween(floor, { way: "a0", at: 1 }, { way: "a0", at: 4 });
  expect(path).toEqual([
    ["RdC", 0, 9],
    ["RdC", 0, 6],
  ]);
});

it("leaves an aisle by the nearer end", () => {
  const front = pathBetween(floor, { way: "a0", at: 2 }, { way: "a1", at: 3 });
  expect(front).toEqual([
    ["RdC", 0, 8],
    ["RdC", 0, 10],
    ["RdC", 2, 10],
    ["RdC", 2, 7],
  ]);
  const back = pathBetween(floor, { way: "a0", at: 8 }, { way: "a1", at: 9 });
  expect(back).toEqual([
    ["RdC", 0, 2],
    ["RdC", 0, 0],
    ["RdC", 2, 0],
    ["RdC", 2, 1],
  ]);
});

it("draws nothing to a place that this floor does not have", () => {
  expect(pathBetween(floor, { way: "a0", at: 2 }, { way: "gone", at: 3 })).toEqual([]);
});
