import { describe, expect, it } from "vitest";
import { type Symbology, validate } from "../scanning/validate";
import type { FloorFile } from "../store/shapes";
import { asLabel, bayLabel } from "./labels";
import { newSurvey, type Survey, skip, surveyScan } from "./surveying";

const scan = (text: string, via: Symbology = "code128") => validate(text, via);
const book = scan("31234000123453");
const atRangeB: Survey = { ...newSurvey, floor: "1er étage", level: 1, range: "B", position: 3 };

/** Scans one code after the other; what was saved, in order, and where that leads. */
function walk(survey: Survey, ...codes: string[]) {
  const saved: unknown[] = [];
  for (const code of codes) {
    const step = surveyScan(survey, scan(code), null);
    if ("saves" in step && step.saves) saved.push(step.saves);
    if ("next" in step) survey = step.next;
  }
  return { survey, saved };
}

describe("labels", () => {
  it("reads what Rayon prints, and any text of the library's own", () => {
    expect(bayLabel(scan("BAY:ROM-12"))).toBe("ROM-12");
    expect(bayLabel(scan("travée 12 b", "typed"))).toBe("TRAVEE-12-B");
    expect(bayLabel(scan("B1", "typed"))).toBe("B1");
  });

  it("does not take a document or a card for a bay", () => {
    expect(bayLabel(book)).toBeNull();
    expect(bayLabel(scan("9782070360024", "ean13"))).toBeNull();
  });

  it("makes nothing of signs alone", () => {
    expect(asLabel(" -- ")).toBeNull();
    expect(asLabel("x".repeat(60))).toHaveLength(28);
  });
});

describe("a survey", () => {
  it("takes a label, then the first document, bay after bay", () => {
    const { survey, saved } = walk(atRangeB, "BAY:B-3", "31234000123453", "BAY:B-4", "C-2");
    expect(saved).toMatchObject([
      { bay: "B-3", range: "B", position: 3, barcode: "31234000123453", shelves: 6 },
      { bay: "B-4", position: 4, barcode: "C-2" },
    ]);
    expect(survey).toMatchObject({ bay: null, position: 5 });
  });

  it("asks for each shelf where somebody takes the time", () => {
    const slow = { ...atRangeB, shelves: 3, byShelf: true };
    const { survey, saved } = walk(slow, "BAY:B-3", "C-1", "C-2", "C-3");
    expect(saved).toMatchObject([
      { bay: "B-3", barcode: "C-1" },
      { bay: "B-3", shelf: 2, barcode: "C-2" },
      { bay: "B-3", shelf: 3, barcode: "C-3" },
    ]);
    expect(survey.bay).toBeNull();
  });

  it("saves a bay without a document when the next label is scanned", () => {
    const { survey, saved } = walk(atRangeB, "BAY:B-3", "BAY:B-4");
    expect(saved).toMatchObject([{ bay: "B-3", barcode: null }]);
    expect(survey.bay?.bay).toBe("B-4");
  });

  it("saves a bay whose documents are skipped", () => {
    const { survey } = walk(atRangeB, "BAY:B-3");
    expect(skip(survey)).toMatchObject({
      saves: { bay: "B-3", barcode: null },
      next: { bay: null },
    });
  });

  it("goes to the next shelf when one is skipped, and saves nothing twice", () => {
    const { survey } = walk({ ...atRangeB, byShelf: true }, "BAY:B-3", "C-1");
    expect(skip(survey)).toMatchObject({ saves: null, next: { shelf: 3, bay: { bay: "B-3" } } });
  });

  it("wants the bay before its document", () => {
    expect(surveyScan(atRangeB, book, null).kind).toBe("not-a-label");
    const { survey } = walk(atRangeB, "BAY:B-3");
    expect(surveyScan(survey, scan("9782070360024", "ean13"), null).kind).toBe("not-a-document");
  });

  it("leaves a known bay where it stands", () => {
    const known = {
      label: "B-9",
      kind: "bay",
      range: "A",
      side: "right",
      position: 7,
      shelves: 5,
      theme: "",
      facing: "cover",
      height: "low",
      until: null,
      box: [0, 0, 1, 1],
    };
    const storey = { name: "RdC", level: 0, bays: [known] };
    const floor = { v: 1, floors: [storey], ways: [], start: null } as unknown as FloorFile;
    const step = surveyScan(atRangeB, scan("BAY:B-9"), floor);
    expect(step).toMatchObject({
      kind: "bay",
      next: { position: 3, bay: { position: 7, facing: "cover", height: "low" } },
    });
  });
});
