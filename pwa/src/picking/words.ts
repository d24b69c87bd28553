import type { NoScanReason, UnusableReason } from "../store/recorded";
import type { PickStatus, Selection, WalkPick } from "../store/shapes";
import { n, t } from "../texts";
import type { IconName } from "../ui/Icon";
import type { Colour } from "../ui/results";

export const noScanReasons: readonly (readonly [NoScanReason, () => string])[] = [
  ["no_label", () => t("No barcode label on it")],
  ["label_unreadable", () => t("The label cannot be read")],
  ["scanner_fails", () => t("The scanner does not work")],
];

export const unusableReasons: readonly (readonly [UnusableReason, () => string])[] = [
  ["damaged", () => t("Damaged")],
  ["incomplete", () => t("A part is missing")],
  ["empty_case", () => t("The case is empty")],
  ["not_for_loan", () => t("Not for loan")],
  ["being_read", () => t("Somebody is reading it")],
];

interface State {
  word: () => string;
  colour: Colour;
  icon: IconName;
}

export const pickStates: Record<PickStatus, State> = {
  open: { word: () => t("To look for"), colour: "ink", icon: "dotted-circle" },
  later: { word: () => t("Later"), colour: "ink", icon: "clock" },
  found: { word: () => t("Found"), colour: "green", icon: "tick" },
  not_found: { word: () => t("Not on the shelf"), colour: "amber", icon: "cross" },
  unusable: { word: () => t("Not usable"), colour: "amber", icon: "warning" },
  returned: { word: () => t("Back on the list"), colour: "ink", icon: "undo" },
  withdrawn: { word: () => t("No longer wanted"), colour: "ink", icon: "cross" },
};

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
