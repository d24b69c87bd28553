import { type Kept, payloadOf } from "../store/recorded";
import type { ShownPick } from "../sync/replay";
import { takenBack } from "../sync/taken-back";

/**
 * Barcodes that were noted as not usable, as far as this phone did it or was told so: the rows of
 * its other picks hear of it later, or not at all.
 */
export function notedHere(
  actions: readonly Kept[],
  picks: readonly ShownPick[],
): ReadonlySet<string> {
  const undone = takenBack(actions);
  const noted = new Set<string>();
  for (const kept of actions) {
    const { id, name, subject } = kept.action;
    if (undone.has(id)) continue;
    if (name === "report_unusable") {
      const target = picks.find((pick) => pick.id === subject)?.target?.barcode;
      noted.add(payloadOf(kept, "report_unusable").barcode ?? target ?? "");
    } else if (name === "report_found") {
      const payload = payloadOf(kept, "report_found");
      if (!("barcode" in payload)) continue;
      if (kept.why?.code === "noted_unusable") noted.add(payload.barcode);
      else if (payload.sound) noted.delete(payload.barcode);
    }
  }
  return noted;
}
