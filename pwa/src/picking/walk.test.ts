import { describe, expect, it } from "vitest";
import { aCopy, aPick } from "../store/builders.testing";
import type { ShownPick } from "../sync/replay";
import { currentPick, hasLeftOrder, nextPick, otherCopies, progressOf, sectionsOf } from "./walk";

const open = [1, 2, 3, 4].map((number) => aPick(`p${number}`, [aCopy(`000${number}`)]));

it("goes on from where Ada is, then back to what she passed", () => {
  const picks = open.map((pick) =>
    pick.id === "p3" ? { ...pick, status: "found" as const } : pick,
  );
  expect(nextPick(picks, 3)?.id).toBe("p4");
  expect(nextPick(picks, 4)?.id).toBe("p1");
});

it("comes to what was put off when nothing else is left", () => {
  const picks = open.map((pick) => ({
    ...pick,
    status: pick.id === "p2" ? ("later" as const) : ("found" as const),
  }));
  expect(nextPick(picks, 4)?.id).toBe("p2");
  expect(nextPick([], 0)).toBeNull();
});

it("stays where Ada was, as long as there is something to do", () => {
  expect(currentPick(open, "p3")?.id).toBe("p3");
  const found = open.map((pick) =>
    pick.id === "p3" ? { ...pick, status: "found" as const } : pick,
  );
  expect(currentPick(found, "p3")?.id).toBe("p4");
  expect(currentPick(open, "gone")?.id).toBe("p1");
});

it("does not count what nobody wants any more", () => {
  const picks = [
    ...open,
    aPick("p5", [], { status: "withdrawn" }),
    aPick("p6", [], { status: "unusable" }),
  ];
  expect(progressOf(picks)).toEqual({
    done: 1,
    found: 0,
    missing: 0,
    unusable: 1,
    later: 0,
    total: 5,
  });
});

it("keeps neighbours of one location together", () => {
  const picks = [1, 1, 2, 1].map((location, index) =>
    aPick(`p${index + 1}`, [aCopy(`000${index}`, { location })]),
  );
  const sizes = sectionsOf(picks).map((section) => [section.location, section.picks.length]);
  expect(sizes).toEqual([
    [1, 2],
    [2, 1],
    [1, 1],
  ]);
});

it("does not offer a copy that another patron has been given", () => {
  const copies = [1, 2, 3].map((item) => aCopy(`000${item}`, { item, on_shelf: item !== 2 }));
  const served = aPick("p1", copies, { status: "found", found_barcode: "0003" });
  const next = aPick("p2", copies);
  expect(otherCopies(next, [served, next]).map(({ barcode }) => barcode)).toEqual(["0002"]);
});

describe("the order of the rest", () => {
  const [one, two, three] = ["p1", "p2", "p3"].map((id) => aPick(id, [aCopy(`C-${id}`)])) as [
    ShownPick,
    ShownPick,
    ShownPick,
  ];

  it("holds as long as Ada goes on from one to the next", () => {
    expect(hasLeftOrder(one, [one, two, three], [])).toBe(false);
    expect(hasLeftOrder(two, [{ ...one, status: "found" }, two, three], [])).toBe(false);
  });

  it("is left by a skip, by what is put off, and by what joins the walk", () => {
    expect(hasLeftOrder(three, [one, two, three], [])).toBe(true);
    expect(hasLeftOrder(two, [{ ...one, status: "later" }, two, three], [])).toBe(true);
    const late = { ...three, late: true };
    expect(hasLeftOrder(one, [one, two, late], [])).toBe(true);
    expect(hasLeftOrder(one, [one, two, late], ["p1", "p2", "p3"])).toBe(false);
  });
});
