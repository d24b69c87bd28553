import type { Scan } from "../scanning/validate";
import { barcodesOf, type WalkState } from "./walk";
import { SHOWN_SIGNS } from "./words";

/**
 * What somebody meant who typed the end of a barcode, for a screen shows no more of it. The end of
 * exactly one barcode of the walk is that barcode; of several, or too short for a whole one, it is
 * a part, and nothing is recorded. Never what was scanned: there a short read is half a label.
 */
export function completed(state: WalkState, scan: Scan): Scan {
  if (scan.via !== "typed" || (scan.kind !== "item" && scan.kind !== "unreadable")) return scan;
  const known = [...barcodesOf(state.picks)];
  const typed = scan.text.replace(/^[.…\s]+/, "");
  if (typed === "" || known.includes(scan.text)) return scan;
  const meant = known.filter((barcode) => barcode.toUpperCase().endsWith(typed));
  if (meant.length === 1 && meant[0] && typed.length >= SHOWN_SIGNS) {
    const { fault: _, ...read } = scan;
    return { ...read, kind: "item", text: meant[0], isCompleted: true };
  }
  const isPart = meant.length > 0 || isTooShort(typed, known, state.barcodePattern);
  return isPart ? { ...scan, kind: "unreadable", fault: "partial" } : scan;
}

/** Shorter than every barcode that is known here, and not of the shape that the branch has set. */
function isTooShort(typed: string, known: readonly string[], pattern: string | undefined): boolean {
  if (pattern && fits(typed, pattern)) return false;
  const whole = known.length > 0 ? known.map(({ length }) => length) : [SHOWN_SIGNS + 1];
  return typed.length < Math.min(...whole);
}

function fits(typed: string, pattern: string): boolean {
  try {
    return new RegExp(pattern).test(typed);
  } catch {
    // The server reads patterns that a browser cannot: then nobody has said.
    return false;
  }
}
