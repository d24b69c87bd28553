import { computed, signal } from "@preact/signals";
import type { Role } from "../router";
import type { Session } from "../store/meta";
import { forget, meta, remember } from "../sync/live";

const LOCKS_AFTER_MS = 15 * 60 * 1000;

const isLocked = signal(true);

/** The shift that was opened on this phone, if it is not over. */
export const shift = computed<Session | undefined>(() => meta.value.session);

/** Who may use the phone right now. */
export const person = computed(() => (isLocked.value ? undefined : shift.value?.staff));

export function hasRole(...wanted: Role[]): boolean {
  return person.value?.roles.some((role) => wanted.includes(role)) ?? false;
}

/** Opens without a PIN what was in use a moment ago. */
export function resume(): void {
  // What was taken along goes with the shift, whoever opens the app next.
  if ((meta.value.round || meta.value.street) && isOver()) void forget("round", "street");
  const idle = Date.now() - Date.parse(meta.value.touchedAt ?? "");
  isLocked.value = isOver() || !(idle >= 0 && idle < LOCKS_AFTER_MS);
}

/** Notes that somebody is there, and locks when nobody was for a while or the shift is over. */
export function watchTouches(): void {
  let last = 0;
  const touched = () => {
    if (isLocked.value || Date.now() - last < 5000) return;
    last = Date.now();
    void noteTouch();
  };
  const check = () => {
    if (!isLocked.value) resume();
  };
  for (const sign of ["pointerdown", "keydown"]) addEventListener(sign, touched, { passive: true });
  document.addEventListener("visibilitychange", check);
  setInterval(check, 30_000);
}

/** Kept beside the actions: what a browser keeps elsewhere may be lost when it is killed. */
function noteTouch(): Promise<void> {
  return remember({ touchedAt: new Date().toISOString() });
}

export async function lock(): Promise<void> {
  isLocked.value = true;
  await forget("touchedAt");
}

/** The server does not know this shift any more: a PIN is asked for, with a network. */
export async function endShift(): Promise<void> {
  await lock();
  await forget("verifier", "round", "street");
}

/** Somebody has shown who they are. */
export async function unlock(): Promise<void> {
  await noteTouch();
  isLocked.value = false;
}

/** Whether the shift has come to its end, by the server's clock. */
export function isOver(): boolean {
  const session = meta.value.session;
  return !session || Date.now() + session.clockAhead >= Date.parse(session.endsAt);
}
