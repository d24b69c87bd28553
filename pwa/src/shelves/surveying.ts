import type { Scan } from "../scanning/validate";
import type { SurveyedBay } from "../store/recorded";
import type { FloorBay, FloorFile } from "../store/shapes";
import { bayLabel, printedLabel } from "./labels";

/** A survey under way: where one stands, and what is waited for. */
export interface Survey {
  floor: string;
  level: number;
  range: string;
  side: "left" | "right";
  /** Of the next bay that nobody knows yet. */
  position: number;
  kind: "bay" | "bin";
  shelves: number;
  /** The bay in work; null while its label is waited for. */
  bay: SurveyedBay | null;
  /** Whose first document is waited for: 1 for the bay's, 2 and more for shelves below. */
  shelf: number;
  byShelf: boolean;
}

export const newSurvey: Survey = {
  floor: "",
  level: 0,
  range: "",
  side: "left",
  position: 1,
  kind: "bay",
  shelves: 6,
  bay: null,
  shelf: 1,
  byShelf: false,
};

/** What a scan is on a survey, and where it leads. `saves`: what is to be recorded. */
export type Surveyed =
  | { kind: "bay"; next: Survey; saves: SurveyedBay | null }
  | { kind: "first"; next: Survey; saves: SurveyedBay }
  | { kind: "shelf"; next: Survey; saves: { bay: string; shelf: number; barcode: string } }
  | { kind: "not-a-label" }
  | { kind: "not-a-document" };

/** The decision only: screen and store carry it out. */
export function surveyScan(survey: Survey, scan: Scan, floor: FloorFile | null): Surveyed {
  if (!survey.bay) {
    const label = bayLabel(scan);
    return label ? begin(survey, label, floor, null) : { kind: "not-a-label" };
  }
  const next = printedLabel(scan);
  // One label after another: the bay between has no document, or the person skips it.
  if (next) return begin(survey, next, floor, survey.shelf === 1 ? survey.bay : null);
  if (scan.kind !== "item") return { kind: "not-a-document" };
  return document(survey, survey.bay, scan.text);
}

/** Goes on without a document: the next shelf, or the next bay. */
export function skip(survey: Survey): { next: Survey; saves: SurveyedBay | null } {
  const saves = survey.shelf === 1 ? survey.bay : null;
  return { next: after(survey, false), saves };
}

function begin(
  survey: Survey,
  label: string,
  floor: FloorFile | null,
  saves: SurveyedBay | null,
): Surveyed {
  const known = knownBay(floor, label);
  const bay = known ? again(known) : fresh(survey, label);
  const position = bay.range === survey.range ? bay.position + 1 : survey.position;
  return { kind: "bay", saves, next: { ...survey, bay, position, shelf: 1 } };
}

function document(survey: Survey, bay: SurveyedBay, barcode: string): Surveyed {
  const next = after(survey, survey.byShelf);
  if (survey.shelf === 1) return { kind: "first", saves: { ...bay, barcode }, next };
  return { kind: "shelf", saves: { bay: bay.bay, shelf: survey.shelf, barcode }, next };
}

function after(survey: Survey, staysInBay: boolean): Survey {
  const shelf = survey.shelf + 1;
  const isInside = (staysInBay || survey.shelf > 1) && survey.bay && shelf <= survey.bay.shelves;
  return isInside ? { ...survey, shelf } : { ...survey, bay: null, shelf: 1 };
}

function fresh({ floor, level, range, side, position, kind, shelves }: Survey, bay: string) {
  const place = { floor, level, range, side, position };
  return { ...usual, ...place, bay, kind, shelves } satisfies SurveyedBay;
}

const usual = {
  theme: "",
  facing: "spine",
  height: "high",
  ends_on: null,
  barcode: null,
} as const;

interface Known extends FloorBay {
  floor: string;
  level: number;
}

/** The bay with this label, as far as this phone knows. */
export function knownBay(floor: FloorFile | null, label: string): Known | null {
  for (const { name, level, bays } of floor?.floors ?? []) {
    const bay = bays.find((one) => one.label === label);
    if (bay) return { ...bay, floor: name, level };
  }
  return null;
}

function again(known: Known): SurveyedBay {
  const { floor, level, range, side, position, label, kind, shelves, theme, until } = known;
  const { facing = usual.facing, height = usual.height } = known;
  const place = { floor, level, range, side, position };
  const about = { kind, shelves, theme, facing, height, ends_on: until };
  return { ...usual, ...place, ...about, bay: label };
}
