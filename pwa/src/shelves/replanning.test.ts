import { expect, it } from "vitest";
import { aCopy, aPick } from "../store/builders.testing";
import type { Spot } from "../store/shapes";
import type { ShownPick } from "../sync/replay";
import { orderFrom } from "./replanning";

// One long aisle with the cart at its near end, and a short one beside it.
const walkways = {
  start: "cart",
  ways: [
    { id: "long", begins: "cart", ends: "far", metres: 30 },
    { id: "short", begins: "cart", ends: "end", metres: 5 },
  ],
};

function at(way: string | null, metres: number | null): Spot {
  return {
    ...{ bay: "A-1", kind: "bay", floor: "RdC", range: "A", side: "left", shelves: 6, theme: "" },
    ...{ shelf: 1, third: "left", doubt: 3, facing: "spine", height: "high", away: false },
    way,
    at: metres,
  };
}

function pick(id: string, way: string | null, metres: number | null, more = {}): ShownPick {
  return aPick(id, [aCopy(`C-${id}`)], { spot: at(way, metres), ...more });
}

it("Ada jumps to the end of the aisle, and what follows is what lies on her way back", () => {
  const picks = [pick("p1", "long", 5), pick("p2", "long", 20), pick("p3", "long", 29)];
  const [, , last] = picks as [ShownPick, ShownPick, ShownPick];
  expect(orderFrom(last, picks, walkways)).toEqual(["p3", "p2", "p1"]);
});

it("the pick on the screen stays, and what is done keeps its place", () => {
  const picks = [
    pick("p1", "short", 2, { status: "found" }),
    pick("p2", "long", 10),
    pick("p3", "short", 4),
    pick("p4", "long", 12),
  ];
  const here = picks[1] as ShownPick;
  expect(orderFrom(here, picks, walkways)).toEqual(["p1", "p2", "p4", "p3"]);
});

it("what was put off is looked for at the end, what nobody surveyed before that", () => {
  const picks = [
    pick("p1", "long", 4, { status: "later" }),
    pick("p2", "long", 6),
    pick("p3", null, null),
    pick("p4", "long", 25),
    pick("p5", "long", 20),
  ];
  const here = picks[4] as ShownPick;
  expect(orderFrom(here, picks, walkways)).toEqual(["p5", "p4", "p2", "p3", "p1"]);
});

it("a document that joined late is fetched where one comes by", () => {
  const picks = [
    pick("p1", "long", 5),
    pick("p2", "long", 28),
    pick("p9", "long", 15, { late: true, status: "open" }),
  ];
  const [first] = picks as [ShownPick];
  expect(orderFrom(first, picks, walkways)?.[0]).toBe("p1");
  expect(new Set(orderFrom(first, picks, walkways))).toEqual(new Set(["p1", "p2", "p9"]));
});

it("without a place on the screen, one stands where the last document was found", () => {
  const picks = [
    pick("p1", "long", 30, { status: "found" }),
    pick("p2", null, null),
    pick("p3", "long", 1),
    pick("p4", "long", 29),
  ];
  const here = picks[1] as ShownPick;
  expect(orderFrom(here, picks, walkways)).toEqual(["p1", "p2", "p4", "p3"]);
});
