import { expect, it } from "vitest";
import { aCopy, aPick } from "../store/builders.testing";
import type { Kept } from "../store/recorded";
import type { ShownPick } from "../sync/replay";
import { isScannedOn, type Step, stepsOf } from "./next-steps";
import { whatToDo, whenTold } from "./next-words";

const here = { id: 1 };
const tilleuls = { id: 2, code: "TIL", name: "Tilleuls" };

function found(id: string, hold: Partial<ShownPick["hold"]> = {}): ShownPick {
  const pick = aPick(id, [aCopy(id)], { status: "found", found_barcode: id });
  return { ...pick, hold: { ...pick.hold, status: "found", ...hold } };
}

function reported(pick: string, state: Kept["state"]): Kept {
  const action = { id: `found-${pick}`, name: "report_found", subject: pick, payload: {} };
  return { action, state, outcome: null } as unknown as Kept;
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
    { to: "hold-shelf", branch: "", goesOn: false, documents: 2 },
    { to: "van", branch: "Tilleuls", goesOn: false, documents: 1 },
    { to: "packing", branch: "", goesOn: false, documents: 1 },
    { to: "bike-cart", branch: "", goesOn: false, documents: 1 },
  ]);
});

it("leads what is packed or loaded at another branch into the crate first", () => {
  const picks = [
    found("p1", { fulfilment: "delivery", pickup_branch: tilleuls }),
    found("p2", { fulfilment: "round", pickup_branch: tilleuls }),
    found("p3", { pickup_branch: tilleuls }),
  ];
  const steps = stepsOf(picks, [], here);
  expect(steps).toEqual([
    { to: "van", branch: "Tilleuls", goesOn: false, documents: 1 },
    { to: "van", branch: "Tilleuls", goesOn: true, documents: 2 },
  ]);
  expect(isScannedOn(steps, { ready_when: "found" })).toBe(true);
  const told = steps.map((step) => whenTold(step, { ready_when: "found", notices_by: "ils" }));
  expect(told[0]).toContain("ready there");
  expect(told[1]).toContain("From there it goes on");
});

it("leaves what the desk did not find in its slot to whoever looks next", () => {
  for (const status of ["searching", "open", "on_walk"]) {
    const pick = found("p1", { status });
    expect(stepsOf([pick], [reported("p1", "kept")], here)).toEqual([]);
    expect(stepsOf([pick], [reported("p1", "waiting")], here)).toMatchObject([{ documents: 1 }]);
    expect(stepsOf([pick], [reported("p1", "sent")], here)).toMatchObject([{ documents: 1 }]);
  }
});

it("keeps aside what is damaged, and leaves where it is what nobody may take", () => {
  const reasons = ["damaged", "incomplete", "empty_case", "not_for_loan", "being_read"];
  const picks = reasons.map((reason) =>
    aPick(reason, [aCopy(reason)], { status: "unusable", reason }),
  );
  const steps = stepsOf([...picks, found("p1")], [], here);
  expect(steps.map(({ to, documents }) => [to, documents])).toEqual([
    ["hold-shelf", 1],
    ["repair", 3],
  ]);
  expect(whatToDo(steps[1] as Step, { ready_when: "found", notices_by: "rayon" })).toBe(
    "3 documents that are not usable: keep them aside",
  );
  expect(isScannedOn(steps.slice(1), { ready_when: "shelved" })).toBe(false);
});

it("has nothing to scan where documents are only handed over", () => {
  const steps = stepsOf([found("p1")], [], here);
  expect(isScannedOn(steps, { ready_when: "walk_finished" })).toBe(false);
  expect(isScannedOn(steps, { ready_when: "shelved" })).toBe(true);
});

it("speaks of the walk as over once it is", () => {
  const [step] = stepsOf([found("p1")], [], here);
  const settings = { ready_when: "walk_finished", notices_by: "rayon" } as const;
  expect(whenTold(step as Step, settings)).toContain("once the walk is finished");
  expect(whenTold(step as Step, settings, true)).toContain("a few minutes after the walk");
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

it.each([
  ["hold-shelf", "shelved", "rayon", "hold shelf", "Patrons are told after that"],
  ["hold-shelf", "walk_finished", "rayon", "where it is handed over", "the walk is finished"],
  ["hold-shelf", "found", "rayon", "where it is handed over", "told of each find"],
  ["hold-shelf", "shelved", "ils", "hold shelf", "own system tells"],
  ["van", "shelved", "rayon", "Tilleuls", "ready there, not before"],
  ["van", "shelved", "ils", "Tilleuls", "ready there, not before"],
  ["packing", "shelved", "rayon", "packed", "rides in a parcel"],
  ["bike-cart", "shelved", "rayon", "bike cart", "when the cart is loaded"],
] as const)("of %s, ready when %s, told by %s", (to, ready_when, notices_by, where, told) => {
  const step: Step = { to, branch: to === "van" ? "Tilleuls" : "", goesOn: false, documents: 1 };
  const settings = { ready_when, notices_by };
  expect(whatToDo(step, settings)).toContain(where);
  expect(whenTold(step, settings)).toContain(told);
});
