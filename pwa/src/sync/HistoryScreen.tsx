import { undo } from "../picking/doing";
import { hrefFor } from "../router";
import { person } from "../staff/session";
import type { Kept } from "../store/recorded";
import { clockText, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { deedText, isUndoable, subjectText } from "./deeds";
import { actions, meta } from "./live";
import { OutcomeChip } from "./OutcomeChip";

/** What was done on this phone in the last three days, newest first; each can be taken back. */
export default function HistoryScreen() {
  const newest = [...actions.value].reverse();
  const { spot } = meta.value;
  const back = spot ? hrefFor("walk", { walk: spot.walk }) : hrefFor("today");
  return (
    <AppFrame title={t("History")} back={<BackLink href={back} />}>
      {newest.length === 0 && (
        <EmptyState title={t("Nothing done yet")}>
          {t("What you do on this phone stands here, and can be taken back.")}
        </EmptyState>
      )}
      <ul class="list">
        {newest.map((kept) => (
          <Line key={kept.number} kept={kept} />
        ))}
      </ul>
    </AppFrame>
  );
}

function Line({ kept }: { kept: Kept }) {
  const time = clockText(kept.action.at);
  return (
    <li class="row">
      <span class="row-text">
        <span class="row-title">{deedText(kept)}</span>
        <span class="muted">{subjectText(kept)}</span>
        <span class="muted">
          {time} <OutcomeChip kept={kept} />
        </span>
      </span>
      {isUndoable(kept, actions.value, person.value?.id) && (
        <Button icon="undo" onClick={() => void undo(kept)}>
          {t("Undo")}
        </Button>
      )}
    </li>
  );
}
