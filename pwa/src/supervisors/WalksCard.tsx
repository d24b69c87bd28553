import { useState } from "preact/hooks";
import { tallyText } from "../picking/tally";
import { minutesLeft } from "../picking/words";
import { WalkPaper } from "../slips/WalkPaper";
import { n, t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Chip } from "../ui/Chip";
import { Dialog } from "../ui/Dialog";
import type { IconName } from "../ui/Icon";
import type { Colour } from "../ui/results";
import type { BoardWalk } from "./board";
import { Reassign } from "./Reassign";
import { steer } from "./steer";
import { minutesBetween, span } from "./times";

const STANDS_STILL_AFTER_MINUTES = 20;

/** Every walk of the day: how far it is, and whether it moves. */
export function WalksCard({ walks, at }: { walks: readonly BoardWalk[]; at: string }) {
  const [opened, setOpened] = useState<string>();
  const steered = walks.find(({ id }) => id === opened);
  return (
    <Card title={t("Walks")}>
      {walks.length === 0 && <p class="muted">{t("No walk is planned for today.")}</p>}
      <ul class="list">
        {walks.map((walk) => (
          <Line key={walk.id} walk={walk} at={at} onSteer={() => setOpened(walk.id)} />
        ))}
      </ul>
      {steered && <Steer walk={steered} onClose={() => setOpened(undefined)} />}
    </Card>
  );
}

function Line({ walk, at, onSteer }: { walk: BoardWalk; at: string; onSteer: () => void }) {
  const { colour, icon, text } = stateOf(walk, at);
  return (
    <li class="board-walk">
      <span class="row-text">
        <span class="row-title">{walk.name}</span>
        {walk.status !== "finished" && (
          <span class="muted">
            {[walk.claimed_by?.name ?? t("nobody yet"), minutesLeft(walk, walk.done, walk.total)]
              .filter(Boolean)
              .join(" · ")}
          </span>
        )}
      </span>
      <Bar walk={walk} />
      <span class="board-count">
        {tallyText(walk)}
        {walk.late > 0 && (
          <span class="muted">{n("{count} added", "{count} added", walk.late)}</span>
        )}
      </span>
      <Chip colour={colour} icon={icon}>
        {text}
      </Chip>
      {walk.status !== "finished" && (
        <Button
          kind="quiet"
          icon="more"
          onClick={onSteer}
          aria-label={t("Change {walk}", { walk: walk.name })}
        />
      )}
    </li>
  );
}

function Bar({ walk: { found, missing, total } }: { walk: BoardWalk }) {
  const width = Math.max(1, total);
  return (
    <svg class="board-bar" viewBox={`0 0 ${width} 1`} preserveAspectRatio="none" aria-hidden="true">
      <rect class="bar-all" width={width} height="1" />
      <rect class="bar-found" width={found} height="1" />
      <rect class="bar-missing" x={found} width={missing} height="1" />
    </svg>
  );
}

interface State {
  colour: Colour;
  icon: IconName;
  text: string;
}

function stateOf({ status, moved_at }: BoardWalk, at: string): State {
  if (status === "finished") return { colour: "green", icon: "tick", text: t("finished") };
  if (status === "planned") return { colour: "ink", icon: "dotted-circle", text: t("to take") };
  if (status === "paused") return { colour: "amber", icon: "clock", text: t("paused") };
  if (moved_at && minutesBetween(moved_at, at) >= STANDS_STILL_AFTER_MINUTES) {
    const time = span(moved_at, at);
    return { colour: "red", icon: "warning", text: t("still for {time}", { time }) };
  }
  return { colour: "blue", icon: "right", text: t("on its way") };
}

function Steer({ walk, onClose }: { walk: BoardWalk; onClose: () => void }) {
  const left = walk.total - walk.done;
  const close = () => {
    onClose();
    void steer(`/walks/${walk.id}/close`, {});
  };
  return (
    <Dialog
      open
      title={walk.name}
      onClose={onClose}
      actions={
        <>
          <Button kind="primary" onClick={onClose}>
            {t("Leave it as it is")}
          </Button>
          <Button kind="danger" onClick={close}>
            {t("End this walk")}
          </Button>
        </>
      }
    >
      <p>
        {n(
          "Ending it puts {count} document back on the list. What its phone still sends counts.",
          "Ending it puts {count} documents back on the list. What its phone still sends counts.",
          left,
        )}
      </p>
      <Reassign walk={walk} onDone={onClose} />
      <WalkPaper walk={walk.id} />
    </Dialog>
  );
}
