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
