import type { Selection, WalkPick } from "../store/shapes";
import type { ShownPick } from "../sync/replay";
import { n, t } from "../texts";

/** "Albert Camus · pocket book · 2012", without what is not known. */
export function descriptionOf({ title, volume }: WalkPick): string {
  return [title?.author, volume, title?.format, title?.year].filter(Boolean).join(" · ");
}

/** "3 albums, 6 to 8 years". */
export function selectionText(selection: Selection | null): string {
  const { number, kind, age } = selection ?? {};
  const documents = number
    ? n("{count} document to choose", "{count} documents to choose", number)
    : t("Documents to choose");
  return [documents, kind, age].filter(Boolean).join(" · ");
}

/** Fewer documents are put aside for a selection than were asked for, as far as this phone knows. */
export function isFewer({ chosen, hold }: ShownPick): boolean {
  return chosen.length < (hold.selection?.number ?? 0);
}

/** Signs of a barcode that a screen shows at least; see typed.ts for who types them. */
export const SHOWN_SIGNS = 4;

/**
 * The last signs, for whoever types what the screen shows: as many as tell it from all `others`,
 * and never what has the shape of a whole barcode of the branch.
 */
export function shortBarcode(
  barcode: string,
  others: Iterable<string>,
  pattern?: string | undefined,
): string {
  let signs = SHOWN_SIGNS;
  for (const other of others) {
    if (other === barcode) continue;
    while (signs < barcode.length && other.endsWith(barcode.slice(-signs))) signs += 1;
  }
  while (signs < barcode.length && fits(barcode.slice(-signs), pattern)) signs += 1;
  return barcode.length > signs + 2 ? `…${barcode.slice(-signs)}` : barcode;
}

/** Whether it has the shape that the branch has set for its barcodes. */
export function fits(text: string, pattern: string | undefined): boolean {
  if (!pattern) return false;
  try {
    return new RegExp(pattern).test(text);
  } catch {
    // The server reads patterns that a browser cannot: then nobody has said.
    return false;
  }
}

export function titleOf(pick: WalkPick): string {
  return pick.title?.title || selectionText(pick.hold.selection);
}

interface Timed {
  minutes?: number | null;
}

/** "about 18 min": what is left of the time that was planned; empty where nobody can say. */
export function minutesLeft({ minutes }: Timed, done: number, total: number): string {
  if (!minutes || total <= 0 || done >= total) return "";
  const left = Math.max(1, Math.round((minutes * (total - done)) / total));
  return t("about {left} min", { left });
}

export function slipText(slip: number | null): string {
  return slip === null ? "" : t("Slip {number}", { number: slip });
}
