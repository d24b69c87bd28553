import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { Place, Spot, Walkways } from "./floor";
import { replan } from "./route";

interface Sample {
  walkways: Walkways;
  spots: Spot[];
  here: Place | null;
  metres: number;
}

const folder = new URL("../../../../tests/samples/routes/", import.meta.url);
const samples = readdirSync(folder).map((name) => ({
  name,
  sample: JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Sample,
}));

it.each(samples)("finds a walk as short as the server's: $name", ({ sample }) => {
  const { walkways, spots, here, metres } = sample;
  const route = replan(walkways, spots, here);
  expect(route?.metres).toBeCloseTo(metres, 5);
  expect(route?.order.toSorted()).toEqual(spots.map(({ id }) => id).sort());
});

it("keeps the order of what stands in one place", () => {
  const way = { id: "w", begins: "a", ends: "b", metres: 5 };
  const spots = ["c", "a", "b"].map((id) => ({ id, way: "w", at: 3 }));
  const route = replan({ ways: [way], start: "b" }, spots);
  expect(route).toEqual({ order: ["c", "a", "b"], metres: 4 });
});

it("has nowhere to go when nothing is left", () => {
  const way = { id: "w", begins: "a", ends: "b", metres: 5 };
  expect(replan({ ways: [way], start: "a" }, [])).toEqual({ order: [], metres: 0 });
  expect(replan({ ways: [way], start: "a" }, [], { way: "w", at: 2 })?.metres).toBe(2);
});
