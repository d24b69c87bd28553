import { tallyText } from "../picking/tally";
import { t } from "../texts";
import { Icon } from "../ui/Icon";
import type { BoardWalk } from "./board";

/** Each walk with who has it and how far it is. */
export function WalkLines({ walks, none }: { walks: readonly BoardWalk[]; none: string }) {
  if (walks.length === 0) {
    return (
      <p class="team-none">
        <Icon name="tick" /> {none}
      </p>
    );
  }
  return (
    <ul class="list">
      {walks.map((walk) => (
        <li key={walk.id} class="row">
          <span class="row-text">
            <span class="row-title">{walk.name}</span>
            <span class="muted">{whose(walk)}</span>
            <span>{tallyText(walk)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function whose({ status, claimed_by }: BoardWalk): string {
  if (claimed_by) return t("with {name}", { name: claimed_by.name });
  return status === "finished" ? t("finished") : t("with nobody yet");
}
