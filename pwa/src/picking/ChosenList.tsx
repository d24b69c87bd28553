import { person } from "../staff/session";
import type { Kept } from "../store/recorded";
import { isUndoable } from "../sync/deeds";
import { actions } from "../sync/live";
import { OutcomeChip } from "../sync/OutcomeChip";
import type { ShownPick } from "../sync/replay";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { doubtText } from "./chosen-words";
import { undo } from "./doing";

/** What was put aside for a selection, newest first, and what the library says to each. */
export function ChosenList({ pick }: { pick: ShownPick }) {
  return (
    <ul class="list" aria-label={t("Put aside")}>
      {[...pick.chosen].reverse().map((barcode) => (
        <Chosen key={barcode} barcode={barcode} kept={choiceOf(pick, barcode, actions.value)} />
      ))}
    </ul>
  );
}

/** The last time that it was chosen here; none where another phone did it. */
function choiceOf({ id }: ShownPick, barcode: string, all: readonly Kept[]): Kept | undefined {
  return all.findLast(
    ({ action }) =>
      action.name === "choose_item" &&
      action.subject === id &&
      (action.payload as { barcode: string }).barcode === barcode,
  );
}

function Chosen({ barcode, kept }: { barcode: string; kept: Kept | undefined }) {
  const doubt = kept && doubtText(kept);
  return (
    <li class="row">
      <span class="row-text">
        <span class="mono">{barcode}</span>
        {doubt && <span class="muted">{doubt}</span>}
        {kept && (
          <span>
            <OutcomeChip kept={kept} />
          </span>
        )}
      </span>
      {kept && isUndoable(kept, actions.value, person.value?.id) && (
        <Button icon="undo" onClick={() => void undo(kept)}>
          {t("Undo")}
        </Button>
      )}
    </li>
  );
}
