import type { Fault, Scan } from "../scanning/validate";
import type { Copy } from "../store/shapes";
import type { ShownPick } from "../sync/replay";
import { copyOf, inOrder, isActive, takenBarcodes, type WalkState } from "./walk";

/** What a scan means on this walk. Nothing is recorded by finding out. */
export type Meaning =
  | {
      kind: "found";
      pick: ShownPick;
      copy: Copy;
      /** Not the copy that was looked for, but one that does. */
      isOther: boolean;
      /** Another pick than the one on the screen. */
      isElsewhere: boolean;
      /** Several parts, or two stops: ask whether all is there before recording. */
      asksComplete: boolean;
      /** Only the end of the barcode was typed. */
      isCompleted?: true;
      /** It was noted as not usable: asked about before anything is recorded. */
      isNoted?: true;
    }
  | { kind: "chosen"; pick: ShownPick; barcode: string }
  | { kind: "already-found"; pick: ShownPick }
  /** The title is found already, with another copy. */
  | { kind: "spare"; pick: ShownPick }
  | { kind: "no-longer-wanted"; pick: ShownPick }
  | { kind: "isbn"; isbn: string; pick: ShownPick | null }
  | { kind: "card" }
  | { kind: "unreadable"; raw: string; fault: Fault | null; isTyped: boolean }
  | { kind: "not-on-list"; barcode: string };

/** Says what a scan means: the decision only, so that screen and store carry it out. */
export function meaningOfScan(state: WalkState, scan: Scan): Meaning {
  if (scan.kind === "card") return { kind: "card" };
  if (scan.kind === "isbn") return meaningOfIsbn(state, scan.text);
  if (scan.kind !== "item") {
    const { raw, fault = null, via } = scan;
    return { kind: "unreadable", raw, fault, isTyped: via === "typed" };
  }
  const meaning = meaningOfBarcode(state, scan.text);
  return meaning.kind === "found" && scan.isCompleted ? { ...meaning, isCompleted: true } : meaning;
}

function meaningOfBarcode(state: WalkState, barcode: string): Meaning {
  const taken = takenBarcodes(state.picks).get(barcode);
  if (taken) return { kind: "already-found", pick: taken };
  const pick = whoseCopy(state, barcode);
  if (pick) return found(state, pick, barcode);
  const past = state.picks.find((other) => copyOf(other, barcode));
  if (past?.status === "found") return { kind: "spare", pick: past };
  if (past?.status === "withdrawn") return { kind: "no-longer-wanted", pick: past };
  if (looksLikeCard(barcode, state.cardPrefixes)) return { kind: "card" };
  const here = state.picks.find(({ id }) => id === state.current);
  if (here && isActive(here) && here.hold.wants === "selection") {
    return { kind: "chosen", pick: here, barcode };
  }
  return { kind: "not-on-list", barcode };
}

/**
 * The pick that a copy serves. A hold that wants this very copy comes first: no other will do for
 * it. Then the one on the screen, the one that aims at it, the next in order, and at last one that
 * was given up: it is not lost after all.
 */
function whoseCopy(state: WalkState, barcode: string): ShownPick | undefined {
  const waiting = inOrder(state.picks).filter(
    (pick) => pick.hold.wants !== "selection" && copyOf(pick, barcode),
  );
  const open = waiting.filter(isActive);
  return (
    open.find(({ hold }) => hold.wants === "item") ??
    open.find(({ id }) => id === state.current) ??
    open.find(({ target }) => target?.barcode === barcode) ??
    open[0] ??
    waiting.find(({ status }) => status === "not_found" || status === "unusable")
  );
}

function found(state: WalkState, pick: ShownPick, barcode: string): Meaning {
  const copy = copyOf(pick, barcode);
  if (!copy) return { kind: "not-on-list", barcode };
  return {
    kind: "found",
    pick,
    copy,
    isOther: pick.target !== null && pick.target.barcode !== barcode,
    isElsewhere: pick.id !== state.current,
    asksComplete: copy.parts > 1 || Boolean(copy.second_stop),
    ...((copy.unusable || state.noted?.has(barcode)) && { isNoted: true as const }),
  };
}

/** The book trade's number says which edition, never which copy: it is offered, not recorded. */
function meaningOfIsbn(state: WalkState, isbn: string): Meaning {
  const matches = state.picks.filter((pick) => isActive(pick) && pick.isbns.includes(isbn));
  const only = matches.length === 1 ? matches[0] : undefined;
  return { kind: "isbn", isbn, pick: only ?? null };
}

/** A 14-digit number of a card series, even one that was misread. */
export function looksLikeCard(barcode: string, prefixes: readonly string[] = ["2"]): boolean {
  return /^\d{14}$/.test(barcode) && prefixes.some((prefix) => barcode.startsWith(prefix));
}
