import { replace } from "../navigation";
import type { Walk } from "../store/shapes";
import { forget } from "../sync/live";
import { t } from "../texts";
import { toast } from "../ui/toasts";
import { changeWalk } from "./doing";
import { hideResult } from "./result";

/** Ends a walk; what was not looked for goes back to the list of holds. */
export async function finish(walk: Walk): Promise<void> {
  if (!(await changeWalk("finish_walk", walk))) return;
  hideResult();
  await forget("spot");
  replace("today");
  toast(t("{walk} is finished.", { walk: walk.name }));
}
