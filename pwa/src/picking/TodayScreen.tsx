import { useEffect } from "preact/hooks";
import { navigate } from "../navigation";
import { hasRole, person } from "../staff/session";
import type { Walk } from "../store/shapes";
import { meta, openWalk, remember, shown } from "../sync/live";
import { locale, n, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { EmptyState } from "../ui/EmptyState";
import { lazily } from "../ui/lazily";
import { OfflineNote } from "../ui/OfflineNote";
import { ProgressBar } from "../ui/ProgressBar";
import { toasts } from "../ui/toasts";
import { changeWalk } from "./doing";
import { Menu } from "./Menu";
import { PlanCard } from "./PlanCard";
import { progressOf } from "./walk";
import { minutesLeft } from "./words";
import "./today.css";

const AfterWalk = lazily(async () => (await import("./AfterWalk")).AfterWalk);
const ImportAges = lazily(async () => (await import("../ils/ImportAges")).ImportAges);

/** What there is to do today at this branch, and everything else one tap away. */
export default function TodayScreen() {
  const walks = shown.value.walks.filter(({ status }) => status !== "finished");
  const mine = walks.filter((walk) => walk.claimed_by?.id === person.value?.id);
  const free = walks.filter((walk) => walk.claimed_by === null);
  const last = lastOf(shown.value.walks);
  const others = walks.filter((walk) => walk.claimed_by && !mine.includes(walk));
  return (
    <AppFrame title={meta.value.branch?.name ?? t("Today")} subtitle={subtitle()}>
      <OfflineNote />
      {hasRole("picker", "desk", "supervisor") && <ImportAges />}
      {mine.length === 0 && last && <AfterWalk key={last.id} walk={last} />}
      {mine.map((walk) => (
        <MyWalk key={walk.id} walk={walk} />
      ))}
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
      {walks.length === 0 && (shown.value.walks.length > 0 ? <AllDone /> : <NothingYet />)}
      {hasRole("picker", "desk", "supervisor") && <PlanCard hasWalks={walks.length > 0} />}
      <Menu />
    </AppFrame>
  );
}

/** The walk that this person finished last. */
function lastOf(walks: readonly Walk[]): Walk | undefined {
  const over = walks.filter(
    ({ status, claimed_by }) => status === "finished" && claimed_by?.id === person.value?.id,
  );
  return over.reduce<Walk | undefined>(
    (last, walk) => ((walk.finished_at ?? "") > (last?.finished_at ?? "") ? walk : last),
    undefined,
  );
}

function subtitle(): string {
  const day = new Date().toLocaleDateString(locale.value, {
    weekday: "long",
    day: "numeric",
    month: "short",
  });
  return [day, person.value?.name].filter(Boolean).join(" · ");
}

function MyWalk({ walk }: { walk: Walk }) {
  useEffect(() => void openWalk(walk.id), [walk.id]);
  const { done, total } = progressOf(shown.value.picks.filter((pick) => pick.walk === walk.id));
  const count = t("{done} of {total}", { done, total: total || walk.picks });
  const goOn = async () => {
    if (walk.status === "paused") await changeWalk("resume_walk", walk);
    navigate("walk", { walk: walk.id });
  };
  return (
    <Card
      title={walk.name}
      aside={<span class="muted">{withMinutes(count, walk, done, total || walk.picks)}</span>}
    >
      <ProgressBar label={t("Progress of the walk")} done={done} total={total} />
      <Button kind="primary" icon="next" onClick={() => void goOn()}>
        {t("Continue")}
      </Button>
    </Card>
  );
}

function withMinutes(count: string, walk: Walk, done: number, total: number): string {
  return [count, minutesLeft(walk, done, total)].filter(Boolean).join(" · ");
}

interface FreeWalkProps {
  walk: Walk;
  isFirst: boolean;
  /** One walk at a time. */
  mayTake: boolean;
}

function FreeWalk({ walk, isFirst, mayTake }: FreeWalkProps) {
  const take = async () => {
    if (!(await changeWalk("claim_walk", walk))) return;
    toasts.value = [];
    await openWalk(walk.id);
    await remember({ spot: { walk: walk.id, pick: null } });
    navigate("walk", { walk: walk.id });
  };
  return (
    <li class="free-walk">
      <span class="row-text">
        <span class="row-title">{walk.name}</span>
        <span class="muted">
          {withMinutes(n("{count} document", "{count} documents", walk.picks), walk, 0, walk.picks)}
        </span>
      </span>
      {mayTake && (
        <Button
          kind={isFirst ? "primary" : "secondary"}
          onClick={() => void take()}
          aria-label={t("Take {walk}", { walk: walk.name })}
        >
          {t("Take")}
        </Button>
      )}
    </li>
  );
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

function AllDone() {
  return (
    <EmptyState title={t("Every walk is finished")}>
      {t("Holds that come in from now on go on a new walk, or on tomorrow’s.")}
    </EmptyState>
  );
}

function NothingYet() {
  return (
    <EmptyState title={t("No walk to take now")}>
      {t(
        "Plan the walks when the list of holds has come in, usually before opening. Meanwhile, shelve what came back: what is on its shelf is found.",
      )}
    </EmptyState>
  );
}
