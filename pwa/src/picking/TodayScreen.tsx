import { useEffect, useState } from "preact/hooks";
import { navigate } from "../navigation";
import { hasRole, person } from "../staff/session";
import type { Walk } from "../store/shapes";
import { actions, meta, openWalk, shown } from "../sync/live";
import { dateText, n, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { EmptyState } from "../ui/EmptyState";
import { Icon } from "../ui/Icon";
import { lazily } from "../ui/lazily";
import { OfflineNote } from "../ui/OfflineNote";
import { ProgressBar } from "../ui/ProgressBar";
import { syncState } from "../ui/sync-state";
import { useOnce } from "../ui/useOnce";
import { changeWalk } from "./doing";
import { isElsewhere } from "./elsewhere";
import { finished } from "./finish";
import { Menu, Steering } from "./Menu";
import { isScannedOn, stepsOf } from "./next-steps";
import { PlanCard } from "./PlanCard";
import { takeWalk } from "./taking";
import { tallyText } from "./tally";
import { useWaiting, type Waiting } from "./waiting";
import { progressOf } from "./walk";
import { minutesLeft } from "./words";
import "./today.css";

const AfterWalk = lazily(async () => (await import("./AfterWalk")).AfterWalk);
const ImportAges = lazily(async () => (await import("../ils/ImportAges")).ImportAges);

/** What there is to do today at this branch, and everything else one tap away. */
export default function TodayScreen() {
  const walks = shown.value.walks.filter(({ status }) => status !== "finished");
  const mine = walks
    .filter((walk) => walk.claimed_by?.id === person.value?.id)
    // What goes on in this hand comes before what another phone may still have.
    .sort((one, other) => Number(isElsewhere(one)) - Number(isElsewhere(other)));
  const free = walks.filter((walk) => walk.claimed_by === null);
  const last = mine.length === 0 ? lastOf(shown.value.walks) : undefined;
  const next = last ? nextAfter(last) : "nothing";
  const others = walks.filter((walk) => walk.claimed_by && !mine.includes(walk));
  const ended = shown.value.walks.filter(({ status }) => status === "finished");
  const mayPlan = hasRole("picker", "desk", "supervisor");
  const isNone = walks.length === 0;
  const waiting = useWaiting(mayPlan && isNone && isAllSent());
  // One next step: what is in somebody's hands comes first.
  const toPlan = isNone && next === "nothing" && (waiting?.waiting ?? 0) > 0;
  return (
    <AppFrame title={meta.value.branch?.name ?? t("Today")} subtitle={subtitle()}>
      <OfflineNote />
      <Steering />
      {mayPlan && <ImportAges />}
      {mine.length === 0 && <JustFinished walks={ended} />}
      {last && (
        <AfterWalk
          key={last.id}
          walk={last}
          isLast={free.length === 0}
          toShelve={next === "shelving"}
        />
      )}
      {mine.map((walk, index) =>
        isElsewhere(walk) ? (
          <WalkElsewhere key={walk.id} walk={walk} isFirst={index === 0} />
        ) : (
          <MyWalk key={walk.id} walk={walk} isFirst={index === 0} />
        ),
      )}
      {free.length > 0 && (
        <Card title={t("Walks to take")}>
          <ul class="list">
            {free.map((walk, index) => (
              <FreeWalk
                key={walk.id}
                walk={walk}
                isFirst={index === 0}
                mayTake={mine.length === 0}
              />
            ))}
          </ul>
        </Card>
      )}
      {others.length > 0 && <OthersWalks walks={others} />}
      {mayPlan && isNone && <NoWalk waiting={waiting} hadWalks={ended.length > 0} />}
      {mayPlan && <PlanCard hasWalks={!isNone} isNeeded={toPlan} />}
      <Menu />
    </AppFrame>
  );
}

/** The walk that this person finished last, until they say that all of it is where it goes. */
function lastOf(walks: readonly Walk[]): Walk | undefined {
  const over = walks.filter(
    (walk) =>
      walk.status === "finished" &&
      walk.claimed_by?.id === person.value?.id &&
      // What was found on another phone is not known here, nor what comes next of it.
      !isElsewhere(walk),
  );
  const last = over.reduce<Walk | undefined>(
    (last, walk) => ((walk.finished_at ?? "") > (last?.finished_at ?? "") ? walk : last),
    undefined,
  );
  return last && meta.value.putAway?.includes(last.id) ? undefined : last;
}

/** Whether there is something to shelve from this walk; its picks are read a moment later. */
function nextAfter(walk: Walk): "shelving" | "nothing" | "unknown" {
  const picks = shown.value.picks.filter((pick) => pick.walk === walk.id);
  if (picks.length === 0 && walk.picks > 0) return "unknown";
  const { branch } = meta.value;
  const steps = stepsOf(picks, actions.value, branch);
  return isScannedOn(steps, branch?.settings ?? {}) ? "shelving" : "nothing";
}

/** What the server counts is true only once it has heard everything from here. */
function isAllSent(): boolean {
  return syncState.value.online && syncState.value.waiting === 0;
}

function subtitle(): string {
  const day = dateText(new Date(), {
    weekday: "long",
    day: "numeric",
    month: "short",
  });
  return [day, person.value?.name].filter(Boolean).join(" · ");
}

interface MyWalkProps {
  walk: Walk;
  /** The one that is opened: of the others, a phone only knows how many documents they have. */
  isFirst: boolean;
}

function MyWalk({ walk, isFirst }: MyWalkProps) {
  const [isRead, setRead] = useState(false);
  useEffect(() => {
    if (isFirst) void openWalk(walk.id).then(() => setRead(true));
  }, [walk.id, isFirst]);
  const counted = progressOf(shown.value.picks.filter((pick) => pick.walk === walk.id));
  const { done, total } = counted;
  const left = total > 0 && minutesLeft(walk, done, total);
  const { run: goOn } = useOnce(async () => {
    if (walk.status === "paused") await changeWalk("resume_walk", walk);
    navigate("walk", { walk: walk.id });
  });
  return (
    <Card title={walk.name} aside={left && <span class="muted">{left}</span>}>
      {total > 0 && <ProgressBar label={t("Progress of the walk")} done={done} total={total} />}
      <p class="muted">{total > 0 ? tallyText(counted) : documentsOf(walk)}</p>
      {isRead && total === 0 && walk.picks > 0 ? (
        <p class="note">{t("Its documents come to this phone with the next network.")}</p>
      ) : (
        <Button kind={isFirst ? "primary" : "secondary"} icon="next" onClick={() => void goOn()}>
          {t("Continue")}
        </Button>
      )}
    </Card>
  );
}

/** That phone may be lost or broken: whoever took the walk brings it here without asking anybody. */
function WalkElsewhere({ walk, isFirst }: MyWalkProps) {
  const { run: bring } = useOnce(() => changeWalk("claim_walk", walk));
  return (
    <Card title={walk.name}>
      <p>
        {t(
          "This walk is on another phone of yours. If that one is lost or broken, go on here: what it sends later still counts.",
        )}
      </p>
      <Button kind={isFirst ? "primary" : "secondary"} onClick={() => void bring()}>
        {t("Go on with this phone")}
      </Button>
    </Card>
  );
}

interface FreeWalkProps {
  walk: Walk;
  isFirst: boolean;
  /** One walk at a time. */
  mayTake: boolean;
}

function FreeWalk({ walk, isFirst, mayTake }: FreeWalkProps) {
  const { run: take } = useOnce(takeWalk);
  return (
    <li class="free-walk">
      <span class="row-text">
        <span class="row-title">{walk.name}</span>
        <span class="muted">{aboutFree(walk)}</span>
      </span>
      {mayTake && (
        <Button
          kind={isFirst ? "primary" : "secondary"}
          onClick={() => void take(walk)}
          aria-label={t("Take {walk}", { walk: walk.name })}
        >
          {t("Take")}
        </Button>
      )}
    </li>
  );
}

function aboutFree(walk: Walk): string {
  return [documentsOf(walk), minutesLeft(walk, 0, walk.picks)].filter(Boolean).join(" · ");
}

function documentsOf(walk: Walk): string {
  return n("{count} document", "{count} documents", walk.picks);
}

function OthersWalks({ walks }: { walks: readonly Walk[] }) {
  return (
    <Card title={t("With colleagues")}>
      <ul class="list">
        {walks.map((walk) => (
          <li key={walk.id} class="row">
            <span class="row-text">
              <span class="row-title">{walk.name}</span>
              <span class="muted">{walk.claimed_by?.name}</span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What came of the walk that was ended here a moment ago, also once the server has judged it. */
function JustFinished({ walks }: { walks: readonly Walk[] }) {
  // Of whoever signs in next on this phone it is no news.
  const walk = walks.find(
    ({ id, claimed_by }) => id === finished.value && claimed_by?.id === person.value?.id,
  );
  useEffect(() => {
    if (walk) void openWalk(walk.id);
  }, [walk?.id]);
  if (!walk) return null;
  const counted = progressOf(shown.value.picks.filter((pick) => pick.walk === walk.id));
  return (
    <p class="note">
      <Icon name="tick" />
      <span>
        <strong>{t("{walk} is finished.", { walk: walk.name })}</strong>{" "}
        {counted.total > 0 && tallyText(counted)}
      </span>
    </p>
  );
}

interface NoWalkProps {
  /** Undefined while nobody can say. */
  waiting: Waiting | undefined;
  hadWalks: boolean;
}

/** There is no walk to take: whether that is because all is done, or because none is prepared. */
function NoWalk({ waiting, hadWalks }: NoWalkProps) {
  if (waiting?.waiting === 0) {
    if (waiting.later) return <LaterAgain documents={waiting.later} />;
    return hadWalks ? <AllDone /> : <NothingYet />;
  }
  return (
    <EmptyState title={t("No walk is prepared")}>
      {waiting
        ? n(
            "{count} document waits for a walk.",
            "{count} documents wait for a walk.",
            waiting.waiting,
          )
        : whyUnknown()}
    </EmptyState>
  );
}

/** Why nobody can say how many wait; nothing while the server is asked. */
function whyUnknown(): string | undefined {
  const { online, waiting } = syncState.value;
  if (!online) return t("How many documents wait shows here with a network.");
  if (waiting > 0) return t("How many documents wait shows here once everything is sent.");
  return undefined;
}

/** What this person did not find a moment ago, a colleague may look for at once. */
function LaterAgain({ documents }: { documents: number }) {
  return (
    <EmptyState title={t("Nothing waits for you now")}>
      {n(
        "{count} document is looked for again later.",
        "{count} documents are looked for again later.",
        documents,
      )}
    </EmptyState>
  );
}

function AllDone() {
  return (
    <EmptyState title={t("Every walk is finished, and nothing waits")}>
      {t("Holds that come in from now on go on a new walk, or on tomorrow’s.")}
    </EmptyState>
  );
}

function NothingYet() {
  return (
    <EmptyState title={t("Nothing waits to be fetched")}>
      {t(
        "Plan the walks when the list of holds has come in, usually before opening. Meanwhile, shelve what came back: what is on its shelf is found.",
      )}
    </EmptyState>
  );
}
