import { signal } from "@preact/signals";
import { type BarcodeRules, defaultRules } from "./validate";

/** What this branch says about its barcodes; set when the phone gets its branch's settings. */
export const barcodeRules = signal<BarcodeRules>(defaultRules);
