import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { validate } from "../scanning/validate";
import { aCopy, aPick } from "../store/builders.testing";
import type { ShownPick } from "../sync/replay";
import { meaningOfScan } from "./meaning";
import { isExpected, otherCopies } from "./walk";

const camus = aCopy("0001", { item: 1 });
const camusToo = aCopy("0002", { item: 2 });
const beauvoir = aCopy("0003", { item: 3 });

function scan(picks: ShownPick[], current: string | null, text: string) {
  const state = { picks, current };
  const read = validate(text, "code128", undefined, (barcode) => isExpected(state, barcode));
  return meaningOfScan(state, read);
}

describe("Ada scans what she was sent for", () => {
  it("accepts the copy on the screen", () => {
    const meaning = scan([aPick("p1", [camus])], "p1", "0001");
    expect(meaning).toMatchObject({ kind: "found", isOther: false, isElsewhere: false });
  });

  it("accepts another copy of the same title", () => {
    const meaning = scan([aPick("p1", [camus, camusToo])], "p1", "0002");
    expect(meaning).toMatchObject({ kind: "found", isOther: true, isElsewhere: false });
  });

  it("marks a pick further down the list", () => {
    const picks = [aPick("p1", [camus]), aPick("p2", [beauvoir])];
    expect(scan(picks, "p1", "0003")).toMatchObject({
      kind: "found",
      pick: { id: "p2" },
      isElsewhere: true,
    });
  });

  it("gives the second copy to the next patron who waits for the title", () => {
    const served = aPick("p1", [camus, camusToo], { status: "found", found_barcode: "0001" });
    const next = aPick("p2", [camus, camusToo]);
    expect(scan([served, next], "p2", "0002")).toMatchObject({ kind: "found", pick: { id: "p2" } });
  });

  it("keeps the very copy for the patron who asked for that copy", () => {
    const anyCopy = aPick("p1", [camus, camusToo]);
    const thisCopy = aPick("p2", [camusToo]);
    thisCopy.hold = { ...thisCopy.hold, wants: "item" };
    expect(scan([anyCopy, thisCopy], "p1", "0002")).toMatchObject({ pick: { id: "p2" } });
  });

  it("asks whether a boxed set is complete", () => {
    const film = aCopy("0005", { parts: 3, parts_note: "2 DVD + livret" });
    expect(scan([aPick("p1", [film])], "p1", "0005")).toMatchObject({ asksComplete: true });
  });

  it("asks about a copy that somebody noted as not usable, and takes another", () => {
    const given = aPick("p1", [camus, camusToo], { status: "unusable" });
    const state = { picks: [given], current: null, noted: new Set(["0001"]) };
    const read = (text: string) => validate(text, "code128", undefined, () => true);
    expect(meaningOfScan(state, read("0001"))).toMatchObject({ kind: "found", isNoted: true });
    expect(meaningOfScan(state, read("0002"))).not.toHaveProperty("isNoted");
    const known = aPick("p2", [beauvoir, { ...camus, unusable: "damaged" }]);
    expect(scan([known], "p2", "0001")).toMatchObject({ kind: "found", isNoted: true });
    expect(otherCopies(known, [known])).toEqual([]);
  });

  it("revives what was given up", () => {
    const given = aPick("p1", [camus], { status: "not_found" });
    const next = aPick("p2", [beauvoir]);
    expect(scan([given, next], "p2", "0001")).toMatchObject({ kind: "found", pick: { id: "p1" } });
  });
});

describe("Ada scans something else", () => {
  it("says that it is found already", () => {
    const served = aPick("p1", [camus], { status: "found", found_barcode: "0001" });
    expect(scan([served], null, "0001")).toMatchObject({ kind: "already-found" });
  });

  it("says that one copy is enough", () => {
    const served = aPick("p1", [camus, camusToo], { status: "found", found_barcode: "0001" });
    expect(scan([served], null, "0002")).toMatchObject({ kind: "spare", pick: { id: "p1" } });
  });

  it("says that the patron has changed their mind", () => {
    const withdrawn = aPick("p1", [camus], { status: "withdrawn" });
    expect(scan([withdrawn], null, "0001")).toMatchObject({ kind: "no-longer-wanted" });
  });

  it("offers the pick that an ISBN belongs to, if it is the only one", () => {
    const isbns = ["9782070360024"];
    const one = aPick("p1", [camus], { isbns });
    expect(scan([one], "p1", "9782070360024")).toMatchObject({ kind: "isbn", pick: { id: "p1" } });
    const two = [one, aPick("p2", [camusToo], { isbns })];
    expect(scan(two, "p1", "9782070360024")).toMatchObject({ kind: "isbn", pick: null });
  });

  it("records nothing for a patron's card", () => {
    expect(scan([aPick("p1", [camus])], "p1", "21234000012344").kind).toBe("card");
  });

  it("records nothing for a card number that was read wrong", () => {
    expect(scan([aPick("p1", [camus])], "p1", "21234000012345").kind).toBe("card");
  });

  it("knows that a document is on no list", () => {
    expect(scan([aPick("p1", [camus])], "p1", "0099")).toEqual({
      kind: "not-on-list",
      barcode: "0099",
    });
  });

  it("does not guess at half a label", () => {
    expect(scan([aPick("p1", [camus])], "p1", "9")).toMatchObject({ kind: "unreadable" });
  });
});

describe("Ada chooses for a selection", () => {
  const selection = aPick("p1", [], { title: null, target: null });
  selection.hold = { ...selection.hold, wants: "selection", selection: { number: 3 } };

  it("puts aside whatever she scans", () => {
    expect(scan([selection], "p1", "0099")).toMatchObject({ kind: "chosen", barcode: "0099" });
  });

  it("still serves the pick that waits for this very document", () => {
    const picks = [selection, aPick("p2", [camus])];
    expect(scan(picks, "p1", "0001")).toMatchObject({ kind: "found", pick: { id: "p2" } });
  });

  it("does not put the same document aside twice", () => {
    const chosen = { ...selection, chosen: ["0099"] };
    expect(scan([chosen], "p1", "0099")).toMatchObject({ kind: "already-found" });
  });
});

it("never lets one copy serve two patrons, whatever is scanned", () => {
  const barcodes = ["0001", "0002", "0003", "0004"];
  const copies = barcodes.map((barcode, item) => aCopy(barcode, { item }));
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...barcodes)), (scanned) => {
      let picks = [1, 2, 3, 4, 5].map((number) => aPick(`p${number}`, copies));
      for (const barcode of scanned) {
        const meaning = scan(picks, "p1", barcode);
        if (meaning.kind !== "found") continue;
        picks = picks.map((pick) =>
          pick.id === meaning.pick.id ? { ...pick, status: "found", found_barcode: barcode } : pick,
        );
      }
      const given = picks.map(({ found_barcode }) => found_barcode).filter(Boolean);
      expect(given.length).toBe(new Set(scanned).size);
      expect(new Set(given).size).toBe(given.length);
    }),
  );
});
