import { useEffect, useState } from "preact/hooks";
import { replace } from "../navigation";
import { hrefFor, type ScreenProps } from "../router";
import { ScanBox } from "../scanning/ScanBox";
import type { Walk } from "../store/shapes";
import { actions, locationOf, meta, openWalk, remember, shown } from "../sync/live";
import type { ShownPick } from "../sync/replay";
import { t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { late } from "../ui/late";
import { lazily } from "../ui/lazily";
import { ProgressBar } from "../ui/ProgressBar";
import { useOnce } from "../ui/useOnce";
import { isElsewhere } from "./elsewhere";
import { walkState } from "./here";
import { PickCard } from "./PickCard";
import { askedFirst, dropQuestions, incompleteQuestion } from "./question";
import { useWakeLock } from "./useWakeLock";
import {
  barcodesOf,
  currentPick,
  hasLeftOrder,
  inOrder,
  isExpected,
  otherCopies,
  progressOf,
} from "./walk";
import { isFewer, minutesLeft } from "./words";
import "./picking.css";

const MoreSheet = lazily(async () => (await import("./MoreSheet")).MoreSheet);
const CompleteQuestion = lazily(async () => (await import("./CompleteQuestion")).CompleteQuestion);
const AskedFirst = lazily(async () => (await import("./AskedFirst")).AskedFirst);
const Answered = lazily(async () => (await import("./Answered")).Answered);
// Begun with the first picture: whoever answers has it by then.
const ResultLine = lazily(async () => (await import("./ResultLine")).ResultLine);
const WalkDone = lazily(async () => (await import("./WalkDone")).WalkDone);

/** The walk: one document at a time, until none is left. */
export default function WalkScreen({ params }: ScreenProps) {
  const id = params.walk ?? "";
  useWakeLock();
  useEffect(() => void openWalk(id), [id]);
  const walk = shown.value.walks.find((candidate) => candidate.id === id);
  const picks = inOrder(shown.value.picks.filter((pick) => pick.walk === id));
  const spot = meta.value.spot?.walk === id ? meta.value.spot.pick : null;
  const pick = currentPick(picks, spot);
  // Brought to another phone, it goes on there: what is found there is no longer heard of here.
  const isOver = walk !== undefined && (walk.status === "finished" || isElsewhere(walk));
  useEffect(() => {
    if (isOver) replace("today");
  }, [isOver]);
  useEffect(() => {
    // Kept up to date, so that a killed app opens again at this very pick.
    if (pick && pick.id !== meta.value.spot?.pick) {
      void remember({ spot: { walk: id, pick: pick.id } });
    }
  }, [id, pick?.id]);
  usePlanning(pick, picks);
  if (!walk || picks.length === 0) return <Gone />;
  if (!pick) return <WalkDone walk={walk} picks={picks} />;
  return <OnePick walk={walk} pick={pick} picks={picks} />;
}

/** What follows is planned anew once the person left the order, or something joined the walk. */
function usePlanning(pick: ShownPick | null, picks: readonly ShownPick[]): void {
  const isLeft = pick !== null && hasLeftOrder(pick, picks, meta.value.order?.picks ?? []);
  useEffect(() => {
    if (!isLeft) return;
    import("../shelves/replanning").then(({ planAnew }) => planAnew(pick, picks)).catch(() => {});
  }, [pick?.id, isLeft]);
}

function Gone() {
  return (
    <AppFrame title={t("Walk")} back={<BackLink href={hrefFor("today")} />}>
      <p class="note">{t("This walk is not on this phone. Go back and choose another.")}</p>
    </AppFrame>
  );
}

interface OnePickProps {
  walk: Walk;
  pick: ShownPick;
  picks: readonly ShownPick[];
}

function OnePick({ walk, pick, picks }: OnePickProps) {
  // The scanner goes on reading beneath: what was asked of one document is not answered for the next.
  const [moreOf, setMoreOf] = useState<string>();
  useEffect(() => dropQuestions, [walk.id]);
  const wanted = picks.filter(({ status }) => status !== "withdrawn");
  const { done, total } = progressOf(picks);
  const place = locationOf(pick.target?.location)?.name ?? t("Choose on the shelf");
  const state = walkState(picks, pick.id);
  const here = t("{here} of {total}", { here: wanted.indexOf(pick) + 1, total });
  return (
    <AppFrame
      title={place}
      subtitle={
        <a class="position" href={hrefFor("walk-list", { walk: pick.walk })}>
          {[here, minutesLeft(walk, done, total)].filter(Boolean).join(" · ")}
        </a>
      }
      back={<BackLink href={hrefFor("today")} />}
      progress={<ProgressBar label={t("Progress of the walk")} done={done} total={total} />}
      result={<ResultLine />}
      bar={
        <>
          <ScanBox
            onScan={(scan) => void answer((a) => a.onScan(state, pick.walk, scan))}
            isExpected={(barcode) => isExpected(state, barcode)}
          />
          <Answers pick={pick} onMore={() => setMoreOf(pick.id)} />
        </>
      }
    >
      <PickCard
        key={pick.id}
        pick={pick}
        others={otherCopies(pick, picks)}
        barcodes={barcodesOf(picks)}
      />
      {moreOf === pick.id && <MoreSheet pick={pick} open onClose={() => setMoreOf(undefined)} />}
      {incompleteQuestion.value && <CompleteQuestion />}
      {askedFirst.value && <AskedFirst />}
      {actions.value.some(({ isRead }) => !isRead) && <Answered picks={picks} />}
    </AppFrame>
  );
}

function Answers({ pick, onMore }: { pick: ShownPick; onMore: () => void }) {
  const { run } = useOnce(answer);
  return (
    <div class="walk-answers">
      {pick.chosen.length > 0 ? (
        <Button icon="tick" onClick={() => void run((a) => a.endSelection(pick))}>
          {isFewer(pick) ? t("Selection closed") : t("Selection complete")}
        </Button>
      ) : (
        <Button onClick={() => void run((a) => a.sayNotFound(pick))}>
          {t("Not on the shelf")}
        </Button>
      )}
      <Button onClick={() => void run((a) => a.putOff(pick))}>{t("Later")}</Button>
      <Button icon="more" onClick={onMore} aria-label={t("More answers")} />
    </div>
  );
}

type Answering = typeof import("./answers");

async function answer(how: (answers: Answering) => Promise<void>): Promise<void> {
  const answers = await late(() => import("./answers"));
  if (answers) await how(answers);
}
