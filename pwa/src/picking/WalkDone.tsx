import { hrefFor } from "../router";
import { ScanBox } from "../scanning/ScanBox";
import type { Walk } from "../store/shapes";
import type { ShownPick } from "../sync/replay";
import { t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { OfflineNote } from "../ui/OfflineNote";
import { ProgressBar } from "../ui/ProgressBar";
import { Answered } from "./Answered";
import { CompleteQuestion } from "./CompleteQuestion";
import { finish } from "./finish";
import { walkState } from "./here";
import { NextSteps } from "./NextSteps";
import { ResultLine } from "./ResultLine";
import { onScan } from "./scanned";
import { tallyText } from "./tally";
import { isExpected, progressOf } from "./walk";

/** Nothing left to look for: what came out of it, and the way to end the walk. */
export function WalkDone({ walk, picks }: { walk: Walk; picks: readonly ShownPick[] }) {
  const counted = progressOf(picks);
  const { total } = counted;
  const state = walkState(picks, null);
  return (
    <AppFrame
      title={walk.name}
      back={<BackLink href={hrefFor("walk-list", { walk: walk.id })} label={t("To the list")} />}
      progress={<ProgressBar label={t("Progress of the walk")} done={total} total={total} />}
      result={<ResultLine />}
      bar={
        <>
          <Button kind="primary" icon="tick" onClick={() => void finish(walk)}>
            {t("Finish the walk")}
          </Button>
          <ScanBox
            label={t("Scan something else")}
            kind="secondary"
            onScan={(scan) => void onScan(state, walk.id, scan)}
            isExpected={(barcode) => isExpected(state, barcode)}
          />
        </>
      }
    >
      <Answered picks={picks} />
      <section class="walk-done">
        <h2>{t("The list is done")}</h2>
        <p class="muted">{tallyText(counted)}</p>
      </section>
      <NextSteps picks={picks} />
      <OfflineNote />
      <CompleteQuestion />
    </AppFrame>
  );
}
