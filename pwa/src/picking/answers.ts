import { remember, shown } from "../sync/live";
import type { ShownPick } from "../sync/replay";
import { t } from "../texts";
import { lookLater, reportFound, reportNotFound } from "./doing";
import { showResult } from "./result";
import { nextAfter } from "./walk";
import { slipText, titleOf } from "./words";

/** What the buttons and the scanner of a walk do; it comes right after the first document is drawn. */
export { onScan } from "./scanned";

export async function noteNotFound(pick: ShownPick): Promise<void> {
  const undoes = await reportNotFound(pick);
  if (!undoes) return;
  showResult({
    kind: "saved",
    word: t("Not on the shelf: noted"),
    detail: aboutSlip(pick),
    undoes,
  });
}

export async function putOff(pick: ShownPick): Promise<void> {
  const undoes = await lookLater(pick);
  if (!undoes) return;
  const next = nextAfter(pick, shown.value.picks);
  await remember({ spot: { walk: pick.walk, pick: next?.id ?? null } });
  const word = t("Put off to the end of the walk");
  showResult({ kind: "saved", word, detail: aboutSlip(pick), undoes });
}

/** The last document that was put aside answers for the whole selection. */
export async function closeSelection(pick: ShownPick): Promise<void> {
  const last = pick.chosen.at(-1);
  const undoes = last ? await reportFound(pick, last, "typed") : undefined;
  if (!undoes) return;
  showResult({ kind: "found", word: t("Selection complete"), detail: titleOf(pick), undoes });
}

function aboutSlip(pick: ShownPick): string {
  return [slipText(pick.hold.slip), titleOf(pick)].filter(Boolean).join(" · ");
}
