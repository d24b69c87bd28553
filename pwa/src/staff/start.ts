import { ask, whenSignedOut } from "../api";
import { place, replace, setGuard } from "../navigation";
import { barcodeRules } from "../scanning/rules";
import { defaultRules } from "../scanning/validate";
import type { Branch, Device, Person } from "../store/shapes";
import { meta, openWalk, refresh, remember, shown, startSending, trouble } from "../sync/live";
import { endShift, hasRole, person, resume, shift, watchTouches } from "./session";

const FIRST_PAINT_MS = 150;

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
  whenSignedOut(() => void endShift());
  try {
    await refresh();
  } catch {
    // StorageAlarm tells the person; nothing can be done before the memory opens again.
    trouble.value = "lost";
    return;
  }
  resume();
  learnBarcodes();
  watchTouches();
  await returnToWalk();
  setTimeout(startTalking, FIRST_PAINT_MS);
}

/** Not before the pick is drawn: it would wait behind these on a slow phone and network. */
function startTalking(): void {
  startSending();
  void askAboutDevice();
}

/** After a killed app: back to the very pick. */
async function returnToWalk(): Promise<void> {
  const { spot } = meta.value;
  const walk = shown.value.walks.find(({ id }) => id === spot?.walk);
  const isMine = walk?.claimed_by?.id === shift.value?.staff.id;
  if (!walk || !isMine || walk.status === "finished") return;
  await openWalk(walk.id);
  if (place.value?.screen.name === "today" || !person.value) replace("walk", { walk: walk.id });
}

interface AboutDevice {
  device: Device;
  branch: Branch;
  people: Person[];
}

/** Who may sign in here; asked again at every start, for people come and go. */
export async function askAboutDevice(): Promise<void> {
  if (!meta.value.credential) return;
  try {
    const { device, branch, people } = await ask<AboutDevice>("/device");
    await remember({ device, branch, people });
    learnBarcodes();
  } catch {
    // Without a network the phone knows what it knew yesterday.
  }
}

function learnBarcodes(): void {
  const prefixes = meta.value.branch?.settings.card_prefixes ?? [];
  // "2" alone is the usual rule, which also looks at length and check digit: 2001 is no card.
  const cardPrefixes = prefixes.filter((prefix) => prefix.length > 1);
  barcodeRules.value = { ...defaultRules, cardPrefixes };
}
