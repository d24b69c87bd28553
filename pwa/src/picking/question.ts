import { signal } from "@preact/signals";
import type { How, NoScanReason } from "../store/recorded";
import type { ShownPick } from "../sync/replay";
import type { Meaning } from "./meaning";

/** A document of several parts, waiting for "is it complete?". */
export const incompleteQuestion = signal<Question | null>(null);

/** A button that asks first: not on the shelf, nor elsewhere? Fewer chosen than were asked for? */
export const askedFirst = signal<{ about: "places" | "number"; pick: ShownPick } | null>(null);

/** Left, or the last pick done: what was asked there is no question on another walk. */
export function dropQuestions(): void {
  incompleteQuestion.value = null;
  askedFirst.value = null;
}

export type Found = Extract<Meaning, { kind: "found" }>;

/** With a reason: found without a scan. */
interface Question {
  found: Found;
  how: How;
  reason?: NoScanReason;
}
