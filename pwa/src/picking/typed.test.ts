import { describe, expect, it, vi } from "vitest";
import { defaultRules, type Symbology, validate } from "../scanning/validate";
import { aCopy, aPick } from "../store/builders.testing";
import { store } from "../store/memory";
import type { ShownPick } from "../sync/replay";
import { meaningOfScan } from "./meaning";
import { completed, understood } from "./typed";
import { barcodesOf, isExpected, type WalkState } from "./walk";
import { shortBarcode } from "./words";

const camus = aCopy("34242000014174", { item: 1 });
const camusToo = aCopy("34242000025555", { item: 2 });
const beauvoir = aCopy("34242000036666", { item: 3 });
const picks = [aPick("p1", [camus, camusToo]), aPick("p2", [beauvoir])];

function meaning(text: string, more: Partial<WalkState> = {}, via: Symbology = "typed") {
  const state: WalkState = { picks, current: "p1", barcodePattern: "^3[0-9]{13}$", ...more };
  const read = validate(text, via, defaultRules, (barcode) => isExpected(state, barcode));
  return meaningOfScan(state, completed(state, read));
}

describe("Ada types the end of a barcode, as the screen shows it", () => {
  it("means the document on the screen", () => {
    const found = { kind: "found", copy: camus, isOther: false, isCompleted: true };
    for (const typed of ["4174", "…4174", "...4174", "14174", "4242000014174"]) {
      expect(meaning(typed), typed).toMatchObject(found);
    }
  });

  it("means another copy, or a later pick of the walk", () => {
    expect(meaning("5555")).toMatchObject({ kind: "found", isOther: true });
    expect(meaning("6666")).toMatchObject({ pick: { id: "p2" }, isElsewhere: true });
  });

  it("is not completed where the whole number was typed", () => {
    expect(meaning("34242000014174")).toMatchObject({ kind: "found", copy: camus });
    expect(meaning("34242000014174")).not.toHaveProperty("isCompleted");
  });

  it("says so where that is found already", () => {
    const done = [aPick("p1", [camus], { status: "found", found_barcode: camus.barcode })];
    expect(meaning("4174", { picks: done })).toMatchObject({ kind: "already-found" });
  });
});

describe("Nothing is recorded", () => {
  const part = { kind: "unreadable", fault: "partial", isTyped: true };

  it("where several end so, unless one of them is no longer than that", () => {
    const twin = [...picks, aPick("p3", [aCopy("34242999914174", { item: 9 })])];
    expect(meaning("4174", { picks: twin })).toMatchObject(part);
    expect(meaning("014174", { picks: twin })).toMatchObject({ kind: "found", copy: camus });
    const short = [...picks, aPick("p3", [aCopy("4174", { item: 9 })])];
    expect(meaning("4174", { picks: short })).toMatchObject({ kind: "found", pick: { id: "p3" } });
  });

  it("where fewer than four were typed", () => {
    expect(meaning("174")).toMatchObject(part);
    expect(meaning("7").kind).toBe("unreadable");
  });

  it("where it is the end of none and too short for a label of this branch", () => {
    expect(meaning("9999")).toMatchObject(part);
    expect(meaning("9999", { picks: [] })).toMatchObject(part);
    expect(meaning("9999", { barcodePattern: "" })).toMatchObject(part);
    expect(meaning("99999")).toMatchObject(part);
  });

  it("where half a label was scanned: that is no end of anything", () => {
    for (const via of ["keyboard", "code39"] as const) {
      expect(meaning("4174", {}, via), via).not.toMatchObject({ kind: "found" });
    }
  });
});

it("lets a whole number through that is on no list, short ones where labels may be short", () => {
  expect(meaning("34242000099993")).toEqual({ kind: "not-on-list", barcode: "34242000099993" });
  const mixed = "^(3[0-9]{13}|[0-9]{6})$";
  expect(meaning("104711", { barcodePattern: mixed })).toMatchObject({ kind: "not-on-list" });
});

it("takes what may be a whole number as one, where nobody has said what they look like", () => {
  expect(meaning("104711", { barcodePattern: "" })).toMatchObject({ kind: "not-on-list" });
});

describe("Accession numbers of four to six digits: Ada types 14711, and a walk holds 214711", () => {
  const longer = [aPick("p1", [aCopy("214711", { item: 1 })])];
  const typed = validate("14711", "typed");

  it("is no end where it has the shape of the branch’s barcodes", () => {
    const more = { picks: longer, barcodePattern: "^[0-9]{4,6}$" };
    expect(meaning("14711", more)).toEqual({ kind: "not-on-list", barcode: "14711" });
    expect(meaning("14711", { picks: longer, barcodePattern: "" })).toMatchObject({
      kind: "found",
      isCompleted: true,
    });
  });

  it("is no end where another walk of this phone leads to it", async () => {
    const state: WalkState = { picks: longer, current: "p1" };
    const all = vi.spyOn(store, "allPicks");
    all.mockResolvedValueOnce([]);
    expect(await understood(state, typed)).toMatchObject({ text: "214711", isCompleted: true });
    all.mockResolvedValueOnce([aPick("p9", [aCopy("14711")], { walk: "w2" })]);
    expect(await understood(state, typed)).toEqual(typed);
  });

  it("nor where the lists of the shelves have it", async () => {
    vi.spyOn(store, "allPicks").mockResolvedValueOnce([]);
    vi.doMock("../shelves/keeping", () => ({ homeOf: async () => ({ rankOf: () => 7 }) }));
    expect(await understood({ picks: longer, current: "p1" }, typed)).toEqual(typed);
    vi.doUnmock("../shelves/keeping");
  });
});

it("shows as many signs of a barcode as tell it from all others of the walk", () => {
  const twins: ShownPick[] = [...picks, aPick("p3", [aCopy("34242999914174", { item: 9 })])];
  const known = barcodesOf(twins);
  expect(shortBarcode(beauvoir.barcode, known)).toBe("…6666");
  expect(shortBarcode(camus.barcode, known)).toBe("…014174");
  for (const barcode of known) {
    const found = meaning(shortBarcode(barcode, known), { picks: twins });
    expect(found).toMatchObject({ kind: "found", copy: { barcode } });
  }
  expect(shortBarcode("104711", known)).toBe("104711");
});

it("shows no end that would be a whole number where labels may be short", () => {
  const known = barcodesOf(picks);
  const mixed = "^(3[0-9]{13}|[0-9]{4,6})$";
  expect(shortBarcode(beauvoir.barcode, known, mixed)).toBe("…0036666");
  expect(meaning("0036666", { barcodePattern: mixed })).toMatchObject({ pick: { id: "p2" } });
});
