import { describe, expect, it } from "vitest";
import { type Scan, validate } from "../scanning/validate";
import type { ShelfDocument } from "../store/shapes";
import { meaningAtShelf } from "./meaning";
import { aDocument, aSlot } from "./shelf.testing";
import { proposedSlot, slotsToChoose } from "./slots";

const slots = [aSlot("A1"), aSlot("A2"), aSlot("S", { takes: "letters", letters: "S" })];
const now = Date.parse("2026-11-24T09:00:00Z");
const dune = aDocument("0001");
const nana = aDocument("0002", { status: "on_hold_shelf", slot: "A1" });
const odes = aDocument("0003", { bundle: "george", slip: 2 });

function scan(text: string, kind: Scan["kind"] = "item"): Scan {
  return { kind, text, raw: text, via: "code128" };
}

function means(text: string, documents: ShelfDocument[], inHand: ShelfDocument | null = null) {
  return meaningAtShelf({ documents, slots, inHand, now }, scan(text));
}

describe("a document that was scanned", () => {
  it("is taken up when it was found for somebody here", () => {
    expect(means("0001", [dune])).toEqual({ kind: "in-hand", one: dune });
  });

  it.each([
    ["send-on", { to: "Tilleuls" }],
    ["already-sent", { to: "Tilleuls", status: "in_transit" }],
    ["receive", { status: "in_transit" }],
    ["already-shelved", { status: "on_hold_shelf", slot: "A2" }],
    ["no-longer-wanted", { status: "cancelled" }],
    ["no-longer-wanted", { status: "handed_over" }],
    ["no-longer-wanted", { status: "on_hold_shelf", slot: "A2", over_at: "2026-11-23T18:00:00Z" }],
  ])("means %s for %o", (kind, more) => {
    expect(means("0009", [aDocument("0009", more)]).kind).toBe(kind);
  });

  it("is unknown when nobody waits for it", () => {
    expect(means("9999", [dune])).toEqual({ kind: "unknown", text: "9999" });
  });
});

describe("a slot that was scanned", () => {
  it("is where the document in the hand stands from now on", () => {
    expect(means("SLOT:A2", [odes], odes).kind).toBe("shelve");
  });

  it("waits for a document", () => {
    expect(means("SLOT:A2", [dune]).kind).toBe("slot-first");
  });

  it("is wrong while the patron’s other documents are elsewhere", () => {
    const wrong = { kind: "other-slot", right: slots[0] };
    expect(means("SLOT:A2", [dune, nana], dune)).toMatchObject({ kind: "wrong-slot", wrong });
    expect(means("SLOT:A1", [dune, nana], dune).kind).toBe("shelve");
  });

  it("is wrong while somebody else’s documents stand there, wanted or not", () => {
    const wrong = { kind: "taken", slip: 1 };
    expect(means("SLOT:A1", [odes, nana], odes)).toMatchObject({ kind: "wrong-slot", wrong });
    const stale = { ...nana, status: "expired" };
    expect(means("SLOT:A1", [odes, stale], odes)).toMatchObject({ kind: "wrong-slot", wrong });
  });

  it("by letter takes its own letters only", () => {
    const sand = { ...odes, letters: "S" };
    expect(means("SLOT:S", [sand], sand).kind).toBe("shelve");
    expect(means("SLOT:S", [odes], odes)).toMatchObject({ wrong: { kind: "other-letter" } });
  });

  it("is known by a barcode of its own", () => {
    const own = [aSlot("B1", { barcode: "30099" })];
    const meaning = meaningAtShelf(
      { documents: [odes], slots: own, inHand: odes, now },
      scan("30099"),
    );
    expect(meaning.kind).toBe("shelve");
  });

  it("is known by its name where that is typed, as its label shows it", () => {
    const state = { documents: [odes], slots, inHand: odes, now };
    for (const text of ["A2", "a2", "a 2"]) {
      const meaning = meaningAtShelf(state, validate(text, "typed"));
      expect(meaning).toMatchObject({ kind: "shelve", slot: slots[1] });
    }
    expect(meaningAtShelf(state, validate("A2", "code128")).kind).toBe("unreadable");
    const short = aDocument("A2");
    const known = { ...state, documents: [odes, short] };
    const typed = validate("A2", "typed", undefined, (text) => text === "A2");
    expect(meaningAtShelf(known, typed)).toEqual({ kind: "in-hand", one: short });
  });

  it("takes nothing that goes elsewhere or has not arrived", () => {
    const away = aDocument("0009", { to: "Tilleuls" });
    const wrong = { kind: "other-branch", branch: "Tilleuls" };
    expect(means("SLOT:A2", [away], away)).toMatchObject({ kind: "wrong-slot", wrong });
    const coming = aDocument("0009", { status: "in_transit" });
    const early = { kind: "wrong-slot", wrong: { kind: "not-received" } };
    expect(means("SLOT:A2", [coming], coming)).toMatchObject(early);
  });

  it("is right wherever documents of this patron stand", () => {
    const third = aDocument("0005");
    const both = [third, nana, { ...dune, status: "on_hold_shelf", slot: "A2" }];
    expect(means("SLOT:A1", both, third).kind).toBe("shelve");
    expect(means("SLOT:A2", both, third).kind).toBe("shelve");
  });

  it("of another branch is unknown", () => {
    const label = scan("SLOT:Z9", "label");
    const meaning = meaningAtShelf({ documents: [], slots, inHand: null, now }, label);
    expect(meaning).toMatchObject({ kind: "no-slot", text: "SLOT:Z9" });
  });

  const typed = (name: string) => {
    const state = { documents: [dune], slots, inHand: dune, now };
    return meaningAtShelf(state, validate(name, "typed"));
  };

  it.each([
    ["a3", ["A1", "A2"]],
    ["A12", ["A1", "A2"]],
    ["B1", ["A1"]],
    ["K7", []],
    ["F", ["S"]],
  ])("and typed wrong, as %s, is no document: the names near are %j", (name, near) => {
    const meaning = typed(name);
    expect(meaning).toMatchObject({ kind: "no-slot", text: name.toUpperCase() });
    expect("near" in meaning && meaning.near.map((slot) => slot.name)).toEqual(near);
  });

  it.each(["9999", "AB-1234", "A12345"])("is not what %s looks like", (number) => {
    expect(typed(number)).toEqual({ kind: "unknown", text: number });
  });
});

describe("the slot that is proposed", () => {
  it("is where the patron’s other documents are", () => {
    expect(proposedSlot(dune, [dune, nana], slots)?.name).toBe("A1");
  });

  it("is else the first free one, then the letter, then none", () => {
    expect(proposedSlot(odes, [nana, odes], slots)?.name).toBe("A2");
    const full = [nana, aDocument("0004", { bundle: "x", status: "on_hold_shelf", slot: "A2" })];
    expect(proposedSlot({ ...odes, letters: "S" }, full, slots)?.name).toBe("S");
    expect(proposedSlot(odes, full, slots)).toBeUndefined();
  });
});

describe("the slots to choose from", () => {
  const names = (one: ShelfDocument, documents: ShelfDocument[]) =>
    slotsToChoose(one, documents, slots).map(({ name }) => name);

  it("are the right one, then the free ones, for the right one may be full", () => {
    const there = { ...nana, slot: "A2" };
    expect(names(dune, [dune, there])).toEqual(["A2", "A1"]);
    const full = { ...odes, status: "on_hold_shelf", slot: "A1" };
    expect(names(dune, [dune, there, full])).toEqual(["A2"]);
  });

  it("are the right one only for what was chosen for the same hold", () => {
    const next = { ...dune, hold: nana.hold };
    expect(names(next, [next, nana])).toEqual(["A1"]);
    const elsewhere = aDocument("0005", { status: "on_hold_shelf", slot: "A2" });
    expect(names(next, [next, elsewhere, nana])).toEqual(["A1"]);
  });
});
