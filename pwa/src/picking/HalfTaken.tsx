import { stopText } from "../shelves/PlaceSigns";
import { actions } from "../sync/live";
import type { ShownPick } from "../sync/replay";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { halfOf } from "./half";
import { recordFound, recordFoundByHand } from "./scanned";

/** One half is on the cart: it leads to the other, and the first needs no second scan. */
export function HalfTaken({ pick }: { pick: ShownPick }) {
  const half = halfOf(pick, actions.value);
  const copy = pick.copies.find(({ barcode }) => barcode === half?.barcode);
  const stop = copy?.second_stop;
  if (!half || !copy || !stop) return null;
  const isOther = pick.target?.barcode !== copy.barcode;
  const both = async () => {
    const found = { kind: "found", pick, copy, isOther, isElsewhere: false } as const;
    if (half.reason) await recordFoundByHand(pick, half.reason, true);
    else await recordFound({ ...found, asksComplete: true }, half.how, true);
  };
  return (
    <div class="note half-taken">
      <p>{t("One half is on the cart. Still to take:")}</p>
      <p class="parts">{stopText(stop)}</p>
      {stop.hint && <p>{stop.hint}</p>}
      <Button icon="tick" onClick={() => void both()}>
        {t("I have the other half")}
      </Button>
    </div>
  );
}
