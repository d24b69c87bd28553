import { meta } from "../sync/live";
import type { ShownPick } from "../sync/replay";
import type { WalkState } from "./walk";

/** A walk as it stands at this branch, for whatever is scanned on it. */
export function walkState(picks: readonly ShownPick[], current: string | null): WalkState {
  const { card_prefixes, barcode_pattern } = meta.value.branch?.settings ?? {};
  return { picks, current, cardPrefixes: card_prefixes, barcodePattern: barcode_pattern };
}
