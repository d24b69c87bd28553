import { place, replace, setGuard } from "../navigation";
import { meta, openWalk, refresh, shown, trouble } from "../sync/live";
import { hasRole, person, resume, shift, watchTouches } from "./session";

/** Resolves when a person has to be told why the memory of the phone keeps everybody waiting. */
export function untilTrouble(): Promise<void> {
  return new Promise((resolve) => {
    trouble.subscribe((why) => why && resolve());
  });
}

/** Wakes the phone up: who it is, who works on it, and where they were. */
export async function startPhone(): Promise<void> {
  setGuard(({ screen }) => {
    const isEnrolling = screen.name === "enrol" || screen.name === "enrol-with-code";
    if (!meta.value.credential) return isEnrolling ? undefined : "enrol";
    if (screen.name === "sign-in" && person.value) return "today";
    if (screen.roles === "anyone") return undefined;
    if (!person.value) return "sign-in";
    return hasRole(...screen.roles) ? undefined : "today";
  });
  try {
    await refresh();
  } catch {
    // StorageAlarm tells the person; nothing can be done before the memory opens again.
    if (trouble.value !== "older") trouble.value = "lost";
    return;
  }
  // The tab in the way is gone: what is on the screen was drawn without knowing anything.
  if (trouble.value === "blocked") return location.reload();
  resume();
  watchTouches();
  await returnToWalk();
}

/** After a killed app: back to the very pick. A walk that was paused waits to be gone on with. */
async function returnToWalk(): Promise<void> {
  const { spot } = meta.value;
  const walk = shown.value.walks.find(({ id }) => id === spot?.walk);
  const isMine = walk?.claimed_by?.id === shift.value?.staff.id;
  if (!isMine || walk?.status !== "claimed") return;
  await openWalk(walk.id);
  if (place.value?.screen.name === "today" || !person.value) replace("walk", { walk: walk.id });
}
