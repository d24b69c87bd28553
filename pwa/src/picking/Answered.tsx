import { useEffect } from "preact/hooks";
import type { Kept } from "../store/recorded";
import { deedText, subjectText, whyText } from "../sync/deeds";
import { actions, markRead } from "../sync/live";
import { OutcomeChip } from "../sync/OutcomeChip";
import type { ShownPick } from "../sync/replay";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { type LastResult, showResult } from "./result";

/** Ids of what was said aloud when it came: on another screen it only stands there. */
const said = new Set<string>();

/** What the library answered to deeds of this walk, while there is time to do something about it. */
export function Answered({ picks }: { picks: readonly ShownPick[] }) {
  const unread = answersOn(picks, actions.value);
  const fresh = unread.find(({ action }) => !said.has(action.id));
  useEffect(() => {
    for (const { action } of unread) said.add(action.id);
    if (fresh) showResult(resultOf(fresh));
  }, [fresh?.action.id]);
  if (unread.length === 0) return null;
  return (
    <ul class="answered" aria-label={t("To read")}>
      {unread.map((kept) => (
        <li key={kept.number} class="note answered-line">
          <span>
            <OutcomeChip kept={kept} />
            <strong>{barcodeOf(kept) ?? subjectText(kept)}</strong>
            {whyText(kept)}
          </span>
          <Button kind="quiet" icon="tick" onClick={() => void markRead(kept.number)}>
            {t("Read")}
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** Not read yet, and about a document of this walk or one met on it. */
export function answersOn(picks: readonly ShownPick[], all: readonly Kept[]): Kept[] {
  const [ids, walk] = [new Set(picks.map(({ id }) => id)), picks[0]?.walk];
  return all.filter(({ action, isRead }) => {
    const met = "walk" in action.payload && action.payload.walk === walk;
    return !isRead && (ids.has(action.subject) || met);
  });
}

function resultOf(kept: Kept): LastResult {
  const detail = [whyText(kept), barcodeOf(kept)].filter(Boolean).join(" · ");
  if (kept.why?.code === "wanted_after_all") return { kind: "found", word: t("Keep it"), detail };
  const isNo = kept.outcome !== "applied" && kept.outcome !== "superseded";
  return isNo
    ? { kind: "refused", detail }
    : { kind: "already-found", word: deedText(kept), detail };
}

function barcodeOf({ action: { payload } }: Kept): string | undefined {
  return "barcode" in payload && payload.barcode ? payload.barcode : undefined;
}
