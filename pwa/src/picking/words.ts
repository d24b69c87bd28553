import type { Selection, WalkPick } from "../store/shapes";
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

/** The last signs, enough to tell one label from its neighbour. */
export function shortBarcode(barcode: string): string {
  return barcode.length > 6 ? `…${barcode.slice(-4)}` : barcode;
}

export function titleOf(pick: WalkPick): string {
  return pick.title?.title || selectionText(pick.hold.selection);
}

export function slipText(slip: number | null): string {
  return slip === null ? "" : t("Slip {number}", { number: slip });
}
