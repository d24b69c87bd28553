import { navigate } from "../navigation";
import { hasRole, person } from "../staff/session";
import type { Walk } from "../store/shapes";
import { openWalk, remember, shown } from "../sync/live";
import { phone } from "../sync/sending";
import { toasts } from "../ui/toasts";
import { changeWalk } from "./doing";

/** It is theirs from now on, and they stand in it. */
export async function takeWalk(walk: Walk): Promise<void> {
  if (!(await changeWalk("claim_walk", walk))) return;
  toasts.value = [];
  await openWalk(walk.id);
  await remember({ spot: { walk: walk.id, pick: null } });
  navigate("walk", { walk: walk.id });
}

/** The server has made a walk for this person: it is fetched, then taken as any other. */
export async function takePlanned(id: string): Promise<void> {
  // A request that was under way before the walk was made does not bring it: then once more.
  const walk = (await fetched(id)) ?? (await fetched(id));
  // Where the network has gone, it comes to the home screen by itself.
  if (!walk || walk.claimed_by !== null || !mayWalk()) return navigate("today");
  await takeWalk(walk);
}

async function fetched(id: string): Promise<Walk | undefined> {
  await phone.sync.now();
  return shown.value.walks.find((one) => one.id === id);
}

/** One walk at a time; and whoever only rides the cart leaves it to a picker. */
function mayWalk(): boolean {
  const hasWalk = shown.value.walks.some(
    ({ status, claimed_by }) => status !== "finished" && claimed_by?.id === person.value?.id,
  );
  return !hasWalk && hasRole("picker", "desk", "supervisor");
}
