import { signal } from "@preact/signals";
import type { How, NoScanReason } from "../store/recorded";
import type { Meaning } from "./meaning";

/** A document of several parts, waiting for "is it complete?". */
export const incompleteQuestion = signal<Question | null>(null);

export type Found = Extract<Meaning, { kind: "found" }>;

/** With a reason: found without a scan. */
interface Question {
  found: Found;
  how: How;
  reason?: NoScanReason;
}
