import { describe, expect, it } from "vitest";
import { aCopy, aPick, aWalk } from "../store/builders.testing";
import type { Kept } from "../store/recorded";
import { subjectText } from "../sync/deeds";
import type { ShownPick } from "../sync/replay";
import { isNotPutBack, knownFromWalks } from "./chosen";
import { doubtOf, doubtText, whyNot, wordsOf } from "./chosen-words";

const selection = aPick("p1", [], { title: null, target: null });
selection.hold = { ...selection.hold, wants: "selection", selection: { number: 5 } };
const walks = [aWalk(), aWalk({ id: "w2", name: "Jeunesse 1" })];
const elsewhere = aPick("p9", [aCopy("0009")], { walk: "w2" });

function known(barcode: string, picks: ShownPick[] = [], actions: Kept[] = []) {
  return knownFromWalks(barcode, selection, { walks, picks: [selection, ...picks], actions });
}

function aChoice(barcode: string, more: Partial<Kept> = {}): Kept {
  return {
    number: 1,
    action: {
      id: `chosen-${barcode}`,
      store: "s",
      number: 1,
      v: 1,
      by: 1,
      shift: "shift",
      name: "choose_item",
      subject: "p1",
      seen: 1,
      at: "2026-11-24T09:00:00Z",
      payload: { barcode, how: "scanner" },
    },
    about: { title: "", label: barcode, slip: 1 },
    state: "kept",
    outcome: "refused",
    why: { code: "unknown_barcode", text: "This barcode is not in the catalogue." },
    judgedAt: "2026-11-24T09:01:00Z",
    isRead: false,
    ...more,
  };
}

describe("Ada chooses a document without a network", () => {
  it("that a walk leads to: it is left for whoever walks there", () => {
    const wanted = known("0009", [elsewhere]);
    expect(wanted).toMatchObject({ kind: "wanted", walk: "Jeunesse 1" });
    expect(whyNot(wanted ?? { kind: "free" })).toMatchObject({ kind: "refused" });
  });

  it("that somebody has in the hand, on whichever walk", () => {
    const found = { ...elsewhere, status: "found" as const, found_barcode: "0009" };
    expect(known("0009", [found])).toMatchObject({ kind: "taken", by: { id: "p9" } });
  });

  it("that was handed over since, and may stand on its shelf again", () => {
    const found = { ...elsewhere, status: "found" as const, found_barcode: "0009" };
    const over = { ...found, hold: { ...found.hold, status: "handed_over" } };
    expect(known("0009", [over])).toBeNull();
  });

  it("that was refused: told again, until it is read; then it is another try", () => {
    const refused = known("0099", [], [aChoice("0099")]);
    expect(whyNot(refused ?? { kind: "free" })).toEqual({
      kind: "refused",
      detail: "This barcode is not in the catalogue.",
    });
    expect(known("0099", [], [aChoice("0099", { isRead: true })])).toBeNull();
    expect(known("0098", [], [aChoice("0099")])).toBeNull();
  });
});

it("lets go of what was found and put back, not of what this phone has just found", () => {
  const found = { ...elsewhere, status: "found" as const, found_barcode: "0009" };
  const held = (status: string) => isNotPutBack({ ...found, hold: { ...found.hold, status } });
  expect(["open", "on_walk", "searching"].map(held)).toEqual([false, false, false]);
  expect(["found", "on_hold_shelf", "in_transit"].map(held)).toEqual([true, true, true]);
  expect(isNotPutBack({ ...elsewhere, hold: { ...elsewhere.hold, status: "open" } })).toBe(true);
});

describe("A doubt stays with what was chosen until the library has judged it", () => {
  const waiting = { outcome: null, why: null, judgedAt: null };
  const about = (more: object) => ({
    about: { title: "5 albums", label: "0099", slip: 1, ...more },
  });

  it("and never stands in its name", () => {
    const doubt = doubtOf({ kind: "away" });
    const kept = aChoice("0099", { ...waiting, ...about({ doubt }) });
    expect(doubtText(kept)).toBe("not on its shelf, on record");
    expect(subjectText(kept)).toBe("0099 · 5 albums");
    expect(doubtText({ ...kept, outcome: "applied" })).toBeUndefined();
    expect(doubtOf({ kind: "free" })).toBeUndefined();
  });

  it("also where an older app wrote it behind the barcode", () => {
    const kept = aChoice("0099", { ...waiting, ...about({ label: "0099 · inconnu ici" }) });
    expect(doubtText(kept)).toBe("inconnu ici");
    expect(subjectText({ ...kept, outcome: "applied" })).toBe("0099 · 5 albums");
    expect(doubtText(aChoice("0099", waiting))).toBeUndefined();
  });
});

it("says in words what the phone cannot know", () => {
  const words = (["free", "unknown", "away"] as const).map((kind) => wordsOf({ kind }, "0099"));
  expect(words.map(({ kind }) => kind)).toEqual(["found", "unknown", "unknown"]);
  for (const { detail } of words) expect(detail).toContain("0099");
  for (const kind of ["free", "unknown", "away"] as const) expect(whyNot({ kind })).toBeNull();
});
