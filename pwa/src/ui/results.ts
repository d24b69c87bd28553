import { t } from "../texts";
import type { Shape } from "./ResultShape";

export type Colour = "green" | "blue" | "amber" | "violet" | "red" | "ink";
export type Tone = "rising" | "rising-twice" | "flat" | "low" | "tick" | "tick-low" | "two-low";

export interface Result {
  shape: Shape;
  colour: Colour;
  word: () => string;
  tone: Tone | null;
  /** Interrupts the screen reader: only where something must not be done. */
  urgent?: boolean;
}

export type ResultKind =
  | "found"
  | "found-other-copy"
  | "found-further"
  | "already-found"
  | "isbn"
  | "card"
  | "near"
  | "across"
  | "far"
  | "refused"
  | "unknown"
  | "saved";

/** Every answer a scan can get. Four signals each: colour, shape, word, tone. */
export const results: Record<ResultKind, Result> = {
  found: { shape: "tick", colour: "green", word: () => t("Found"), tone: "rising" },
  "found-other-copy": {
    shape: "tick-2",
    colour: "green",
    word: () => t("Another copy, accepted"),
    tone: "rising",
  },
  "found-further": {
    shape: "tick-arrow",
    colour: "green",
    word: () => t("Found, further down the list"),
    tone: "rising-twice",
  },
  "already-found": {
    shape: "equals",
    colour: "blue",
    word: () => t("Already found"),
    tone: "flat",
  },
  isbn: {
    shape: "book",
    colour: "amber",
    word: () => t("This is the ISBN: scan the library’s label"),
    tone: "low",
  },
  card: {
    shape: "card",
    colour: "amber",
    word: () => t("A patron’s card: nothing is recorded"),
    tone: "low",
  },
  near: { shape: "arrow", colour: "violet", word: () => t("Not on the list"), tone: "tick" },
  across: {
    shape: "turn",
    colour: "violet",
    word: () => t("Other side of the aisle"),
    tone: "tick",
  },
  far: { shape: "bent-arrow", colour: "violet", word: () => t("Misplaced?"), tone: "tick-low" },
  refused: {
    shape: "octagon",
    colour: "red",
    word: () => t("Not accepted"),
    tone: "two-low",
    urgent: true,
  },
  unknown: { shape: "question", colour: "amber", word: () => t("Unknown code"), tone: "low" },
  saved: { shape: "dotted", colour: "ink", word: () => t("Saved on this phone"), tone: null },
};
