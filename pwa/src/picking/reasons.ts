import type { NoScanReason, UnusableReason } from "../store/recorded";
import { t } from "../texts";

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
