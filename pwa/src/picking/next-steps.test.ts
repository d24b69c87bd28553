import { expect, it } from "vitest";
import { aCopy, aPick } from "../store/builders.testing";
import type { Kept } from "../store/recorded";
import type { ShownPick } from "../sync/replay";
import { stepsOf } from "./next-steps";

const here = { id: 1 };
const tilleuls = { id: 2, code: "TIL", name: "Tilleuls" };

function found(id: string, hold: Partial<ShownPick["hold"]> = {}): ShownPick {
  const pick = aPick(id, [aCopy(id)], { status: "found", found_barcode: id });
  return { ...pick, hold: { ...pick.hold, ...hold } };
}

function shelved(barcode: string, more: Partial<Kept> = {}): Kept {
  const action = { id: `shelve-${barcode}`, name: "shelve", payload: { barcode } };
  return { action, outcome: null, ...more } as unknown as Kept;
}

it("leads each document to where it is handed over, packed or loaded", () => {
  const picks = [
    found("p1", { fulfilment: "round" }),
    found("p2", { fulfilment: "delivery" }),
    found("p3", { pickup_branch: tilleuls }),
    found("p4"),
    found("p5"),
    aPick("p6", [aCopy("p6")], { status: "not_found" }),
  ];
  expect(stepsOf(picks, [], here)).toEqual([
    { to: "hold-shelf", branch: "", documents: 2 },
    { to: "van", branch: "Tilleuls", documents: 1 },
    { to: "packing", branch: "", documents: 1 },
    { to: "bike-cart", branch: "", documents: 1 },
  ]);
});

it("counts every document of a selection", () => {
  const selection = { ...found("p1", { wants: "selection" }), chosen: ["1", "2", "3"] };
  expect(stepsOf([selection], [], here)).toMatchObject([{ documents: 3 }]);
});

it("forgets what was passed on, here or as the server has it", () => {
  const picks = [found("p1"), found("p2"), found("p3", { status: "on_hold_shelf" })];
  expect(stepsOf(picks, [shelved("p1")], here)).toMatchObject([{ documents: 1 }]);
  const refused = shelved("p1", { outcome: "refused" });
  expect(stepsOf(picks, [refused], here)).toMatchObject([{ documents: 2 }]);
  expect(stepsOf(picks, [shelved("p1"), shelved("p2")], here)).toEqual([]);
});
