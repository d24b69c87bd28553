import { useEffect, useState } from "preact/hooks";
import { replace } from "../navigation";
import { hrefFor, type ScreenProps } from "../router";
import { ScanBox } from "../scanning/ScanBox";
import { locationOf, meta, openWalk, remember, shown } from "../sync/live";
import type { ShownPick } from "../sync/replay";
import { t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { lazily } from "../ui/lazily";
import { ProgressBar } from "../ui/ProgressBar";
import { lookLater, reportFound, reportNotFound } from "./doing";
import { isExpected } from "./meaning";
import { PickCard } from "./PickCard";
import { ResultLine } from "./ResultLine";
import { showResult } from "./result";
import { incompleteQuestion, onScan } from "./scanned";
import { useWakeLock } from "./useWakeLock";
import { currentPick, inOrder, isActive, otherCopies, progressOf } from "./walk";
import { slipText, titleOf } from "./words";
import "./picking.css";

const MoreSheet = lazily(async () => (await import("./MoreSheet")).MoreSheet);
const CompleteQuestion = lazily(async () => (await import("./CompleteQuestion")).CompleteQuestion);
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
  useEffect(() => {
    if (walk && walk.status === "finished") replace("today");
  }, [walk?.status]);
  useEffect(() => {
    // Kept up to date, so that a killed app opens again at this very pick.
    if (pick && pick.id !== meta.value.spot?.pick) {
      void remember({ spot: { walk: id, pick: pick.id } });
    }
  }, [id, pick?.id]);
  if (!walk || picks.length === 0) return <Gone />;
  if (!pick) return <WalkDone walk={walk} picks={picks} />;
  return <OnePick pick={pick} picks={picks} />;
}

function Gone() {
  return (
    <AppFrame title={t("Walk")} back={<BackLink href={hrefFor("today")} />}>
      <p class="note">{t("This walk is not on this phone. Go back and choose another.")}</p>
    </AppFrame>
  );
}

interface OnePickProps {
  pick: ShownPick;
  picks: readonly ShownPick[];
}

function OnePick({ pick, picks }: OnePickProps) {
  const [isMoreOpen, setMoreOpen] = useState(false);
  const wanted = picks.filter(({ status }) => status !== "withdrawn");
  const { done, total } = progressOf(picks);
  const place = locationOf(pick.target?.location)?.name ?? t("Choose on the shelf");
  const state = {
    picks,
    current: pick.id,
    cardPrefixes: meta.value.branch?.settings.card_prefixes,
  };
  const here = wanted.indexOf(pick) + 1;
  return (
    <AppFrame
      title={place}
      subtitle={
        <a class="position" href={hrefFor("walk-list", { walk: pick.walk })}>
          {t("{here} of {total}", { here, total })}
        </a>
      }
      back={<BackLink href={hrefFor("today")} />}
      progress={<ProgressBar label={t("Progress of the walk")} done={done} total={total} />}
      result={<ResultLine />}
      bar={
        <>
          <ScanBox
            onScan={(scan) => void onScan(state, pick.walk, scan)}
            isExpected={(barcode) => isExpected(state, barcode)}
          />
          <Answers pick={pick} onMore={() => setMoreOpen(true)} />
        </>
      }
    >
      <PickCard key={pick.id} pick={pick} others={otherCopies(pick, picks)} />
      {isMoreOpen && <MoreSheet pick={pick} open onClose={() => setMoreOpen(false)} />}
      {incompleteQuestion.value && <CompleteQuestion />}
    </AppFrame>
  );
}

function Answers({ pick, onMore }: { pick: ShownPick; onMore: () => void }) {
  const detail = [slipText(pick.hold.slip), titleOf(pick)].filter(Boolean).join(" · ");
  const notFound = async () => {
    const undoes = await reportNotFound(pick);
    if (undoes) showResult({ kind: "saved", word: t("Not on the shelf: noted"), detail, undoes });
  };
  const later = async () => {
    const undoes = await lookLater(pick);
    if (!undoes) return;
    await remember({ spot: { walk: pick.walk, pick: nextAfter(pick)?.id ?? null } });
    showResult({ kind: "saved", word: t("Put off to the end of the walk"), detail, undoes });
  };
  return (
    <div class="walk-answers">
      {pick.chosen.length > 0 ? (
        <Button icon="tick" onClick={() => void closeSelection(pick)}>
          {t("Selection complete")}
        </Button>
      ) : (
        <Button onClick={() => void notFound()}>{t("Not on the shelf")}</Button>
      )}
      <Button onClick={() => void later()}>{t("Later")}</Button>
      <Button icon="more" onClick={onMore} aria-label={t("More answers")} />
    </div>
  );
}

function nextAfter(pick: ShownPick): ShownPick | null {
  const picks = shown.value.picks.filter((other) => other.walk === pick.walk);
  const others = picks.filter((other) => other.id !== pick.id && isActive(other));
  return others.length > 0 ? currentFrom(others, pick.position) : null;
}

function currentFrom(picks: readonly ShownPick[], from: number): ShownPick | null {
  return inOrder(picks).find(({ position }) => position > from) ?? currentPick(picks, null);
}

async function closeSelection(pick: ShownPick): Promise<void> {
  const last = pick.chosen.at(-1);
  const undoes = last ? await reportFound(pick, last, "typed") : undefined;
  if (undoes)
    showResult({ kind: "found", word: t("Selection complete"), detail: titleOf(pick), undoes });
}
