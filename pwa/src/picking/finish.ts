import { signal } from "@preact/signals";
import { replace } from "../navigation";
import type { Walk } from "../store/shapes";
import { forget } from "../sync/live";
import { t } from "../texts";
import { announce } from "../ui/announce";
import { changeWalk } from "./doing";
import { hideResult } from "./result";

/** The walk that was ended last on this screen: the next one says what came of it. */
export const finished = signal<string | null>(null);

/** Ends a walk; what was not looked for goes back to the list of holds. */
export async function finish(walk: Walk): Promise<void> {
  if (!(await changeWalk("finish_walk", walk))) return;
  hideResult();
  await forget("spot");
  finished.value = walk.id;
  replace("today");
  announce(t("{walk} is finished.", { walk: walk.name }));
}
