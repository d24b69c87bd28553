import type { Doubt, Kept } from "../store/recorded";
import { whyText } from "../sync/deeds";
import type { ShownPick } from "../sync/replay";
import { t } from "../texts";
import type { Known } from "./chosen";
import type { LastResult } from "./result";
import { slipText, titleOf } from "./words";

/** What to tell where it is not to be chosen; null where it may be. */
export function whyNot(known: Known): LastResult | null {
  switch (known.kind) {
    case "refused":
      return { kind: "refused", detail: whyText(known.answer) };
    case "taken":
      return {
        kind: "refused",
        word: t("Put aside for somebody else"),
        detail: aboutPick(known.by),
      };
    case "wanted":
      return {
        kind: "refused",
        word: t("Wanted on another walk"),
        detail: t("{walk}, {slip}. Leave it where it stands.", {
          walk: known.walk,
          slip: slipText(known.by.hold.slip),
        }),
      };
    default:
      return null;
  }
}

/** What stays with it until the library has judged it. */
export function doubtOf({ kind }: Known): Doubt | undefined {
  return kind === "unknown" || kind === "away" ? kind : undefined;
}

/** Beside it in the list of what was chosen; nothing once it is judged. */
export function doubtText({ outcome, about }: Kept): string | undefined {
  if (outcome !== null) return undefined;
  if (about.doubt === "unknown") return t("not known here");
  if (about.doubt === "away") return t("not on its shelf, on record");
  // An older app wrote it down in words, behind the barcode.
  return about.label.split(" · ")[1];
}

/** It is put aside; and what the phone cannot be sure of. */
export function wordsOf({ kind }: Known, barcode: string): LastResult {
  if (kind === "unknown") {
    const detail = t("{barcode}. The library says whether it will do, once this is sent.", {
      barcode,
    });
    return { kind: "unknown", word: t("Put aside, but not known here"), detail };
  }
  if (kind === "away") {
    const detail = t("{barcode}. Noted as lent or put aside: checked once this is sent.", {
      barcode,
    });
    return { kind: "unknown", word: t("Put aside, with a doubt"), detail };
  }
  return { kind: "found", word: t("Put aside"), detail: barcode };
}

function aboutPick(pick: ShownPick): string {
  return [slipText(pick.hold.slip), titleOf(pick)].filter(Boolean).join(" · ");
}
