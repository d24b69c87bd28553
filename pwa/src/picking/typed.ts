import type { Scan } from "../scanning/validate";
import { store } from "../store/memory";
import { barcodesOf, type WalkState } from "./walk";
import { fits, SHOWN_SIGNS } from "./words";

/**
 * What somebody meant who typed the end of a barcode, for a screen shows no more of it. The end of
 * exactly one barcode of the walk is that barcode; of several, or too short for a whole one, it is
 * a part, and nothing is recorded. Never what was scanned: there a short read is half a label.
 */
export function completed(state: WalkState, scan: Scan): Scan {
  const typed = endIn(state, scan);
  if (typed === undefined) return scan;
  const meant = endingIn(typed, state);
  if (meant.length === 1 && meant[0] && typed.length >= SHOWN_SIGNS) return whole(scan, meant[0]);
  const isPart = meant.length > 0 || isTooShort(typed, state);
  return isPart ? { ...scan, kind: "unreadable", fault: "partial" } : scan;
}

/** The same, unless it is the whole number of a document that is on no list of this walk. */
export async function understood(state: WalkState, scan: Scan): Promise<Scan> {
  const read = completed(state, scan);
  return read.isCompleted && (await isKnownHere(scan.text)) ? scan : read;
}

async function isKnownHere(barcode: string): Promise<boolean> {
  const picks = (await store.allPicks()).map((pick) => ({ ...pick, chosen: [] }));
  if (barcodesOf(picks).has(barcode)) return true;
  try {
    const { homeOf } = await import("../shelves/keeping");
    return (await homeOf(barcode)) !== undefined;
  } catch {
    // Without the lists of the shelves the walk goes on as well.
    return false;
  }
}

/** What was typed, where that may be an end; undefined where it is a whole number, or was scanned. */
function endIn({ picks, barcodePattern }: WalkState, { via, kind, text }: Scan) {
  if (via !== "typed" || (kind !== "item" && kind !== "unreadable")) return undefined;
  const typed = text.replace(/^[.…\s]+/, "");
  const isWhole = barcodesOf(picks).has(text) || fits(typed, barcodePattern);
  return typed === "" || isWhole ? undefined : typed;
}

function endingIn(typed: string, { picks }: WalkState): string[] {
  return [...barcodesOf(picks)].filter((barcode) => barcode.toUpperCase().endsWith(typed));
}

function whole({ fault: _, ...read }: Scan, text: string): Scan {
  return { ...read, kind: "item", text, isCompleted: true };
}

/**
 * Shorter than every barcode that is known here, where the branch has set a shape and this is not
 * it. Where nobody has said, labels may be short: only what is no longer than an end is too short.
 */
function isTooShort(typed: string, { picks, barcodePattern }: WalkState): boolean {
  const known = [...barcodesOf(picks)];
  if (!barcodePattern || known.length === 0) return typed.length <= SHOWN_SIGNS;
  return typed.length < Math.min(...known.map(({ length }) => length));
}
