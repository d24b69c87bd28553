import type { Kept } from "../store/recorded";
import { subjectText } from "../sync/deeds";
import { actions, locationOf, meta, remember, shown } from "../sync/live";
import type { ShownPick } from "../sync/replay";
import { t } from "../texts";
import { chosenText, lookLater, reportNotFound, reportSelection, undo } from "./doing";
import { halfOf } from "./half";
import { askedFirst } from "./question";
import { showResult } from "./result";
import { nextAfter } from "./walk";
import { isFewer, slipText, titleOf } from "./words";

/** What the buttons and the scanner of a walk do; it comes right after the first document is drawn. */
export { onScan } from "./scanned";

/** Where else it may be helps most before anybody gives it up. */
export async function sayNotFound(pick: ShownPick): Promise<void> {
  if (otherPlaces(pick).length > 0) askedFirst.value = { about: "places", pick };
  else await noteNotFound(pick);
}

export function otherPlaces(pick: ShownPick): readonly string[] {
  return locationOf(pick.target?.location)?.other_places ?? [];
}

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

/** `half`: what is on the cart of it; put off once more, that stays there. */
export async function putOff(pick: ShownPick, half = halfOf(pick, actions.value)): Promise<void> {
  const undoes = await lookLater(pick, half);
  if (!undoes) return;
  if (meta.value.spot?.pick === pick.id) {
    const next = nextAfter(pick, shown.value.picks);
    await remember({ spot: { walk: pick.walk, pick: next?.id ?? null } });
  }
  const word = t("Put off to the end of the walk");
  showResult({ kind: "saved", word, detail: aboutSlip(pick), undoes });
}

/** What was taken back is in the hand: it is shown next, whatever the walk had gone on to. */
export async function takeBack(kept: Kept): Promise<void> {
  if (!(await undo(kept))) return;
  const pick = shown.value.picks.find(({ id }) => id === kept.action.subject);
  if (pick) await remember({ spot: { walk: pick.walk, pick: pick.id } });
  showResult({ kind: "saved", word: t("Taken back"), detail: subjectText(kept) });
}

/** Fewer than were asked for may be all there is; but nobody closes it so without seeing that. */
export async function endSelection(pick: ShownPick): Promise<void> {
  if (isFewer(pick)) askedFirst.value = { about: "number", pick };
  else await closeSelection(pick);
}

export async function closeSelection(pick: ShownPick): Promise<void> {
  const last = pick.chosen.at(-1);
  const undoes = last ? await reportSelection(pick, last) : undefined;
  if (!undoes) return;
  const end = isFewer(pick) ? t("Selection closed") : t("Selection complete");
  const { number } = pick.hold.selection ?? {};
  const count = pick.chosen.length;
  // The line below is cut on a narrow phone; the figures are not.
  const chosen = number && t("{count} of {number}", { count, number });
  const word = [end, chosen].filter(Boolean).join(" · ");
  showResult({ kind: "found", word, detail: chosenText(pick), undoes });
}

function aboutSlip(pick: ShownPick): string {
  return [slipText(pick.hold.slip), titleOf(pick)].filter(Boolean).join(" · ");
}
