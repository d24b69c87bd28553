import { computed, signal } from "@preact/signals";
import { ApiError, ask } from "../api";
import { remembered } from "../remembered";
import type { Role } from "../router";
import type { Session } from "../store/meta";
import { forget, meta, remember } from "../sync/live";
import { type Language, languages, setLanguage, t } from "../texts";
import { isPin, makeVerifier, TRIES } from "./verifier";

const LOCKS_AFTER_MS = 15 * 60 * 1000;

const isLocked = signal(true);
/** The phone's clock at the last touch: it decides whether a killed app opens without a PIN. */
const touchedAt = remembered<string>("touched-at", "");

/** The shift that was opened on this phone, if it is not over. */
export const shift = computed<Session | undefined>(() => meta.value.session);

/** Who may use the phone right now. */
export const person = computed(() => (isLocked.value ? undefined : shift.value?.staff));

export function hasRole(...wanted: Role[]): boolean {
  return person.value?.roles.some((role) => wanted.includes(role)) ?? false;
}

/** Opens without a PIN what was in use a moment ago. */
export function resume(): void {
  const idle = Date.now() - Date.parse(touchedAt.value);
  isLocked.value = isOver() || !(idle >= 0 && idle < LOCKS_AFTER_MS);
}

/** Notes that somebody is there, and locks when nobody was for a while or the shift is over. */
export function watchTouches(): void {
  let last = 0;
  const touched = () => {
    if (isLocked.value || Date.now() - last < 5000) return;
    last = Date.now();
    touchedAt.value = new Date(last).toISOString();
  };
  const check = () => {
    if (!isLocked.value) resume();
  };
  for (const sign of ["pointerdown", "keydown"]) addEventListener(sign, touched, { passive: true });
  document.addEventListener("visibilitychange", check);
  setInterval(check, 30_000);
}

export function lock(): void {
  touchedAt.value = "";
  isLocked.value = true;
}

/** The server does not know this shift any more: a PIN is asked for, with a network. */
export async function endShift(): Promise<void> {
  lock();
  await forget("verifier");
}

/** Opens a shift, or unlocks the one that is open. Throws ApiError with a sentence to show. */
export async function signIn(staff: number, pin: string): Promise<void> {
  const isSamePerson = meta.value.verifier?.staff === staff && !isOver();
  if (isSamePerson) await unlock(pin);
  else await openShift(staff, pin);
  touchedAt.value = new Date().toISOString();
  isLocked.value = false;
}

/** Ends the shift. What waits to be sent stays on the phone and is sent all the same. */
export async function signOut(): Promise<void> {
  await ask("/sign-out", { body: {} }).catch(() => undefined);
  lock();
  await forget("session", "verifier", "spot");
}

interface SignedIn {
  shift: string;
  staff: Session["staff"];
  ends_at: string;
  server_time: string;
}

async function openShift(staff: number, pin: string): Promise<void> {
  const answer = await ask<SignedIn>("/sign-in", { body: { staff, pin } });
  const verifier = await makeVerifier(staff, pin);
  const clockAhead = Date.parse(answer.server_time) - Date.now();
  const session: Session = {
    shift: answer.shift,
    staff: answer.staff,
    endsAt: answer.ends_at,
    clockAhead,
  };
  await remember({ session, ...(verifier ? { verifier } : {}) });
  if (answer.staff.language in languages) await setLanguage(answer.staff.language as Language);
}

async function unlock(pin: string): Promise<void> {
  const verifier = meta.value.verifier;
  if (!verifier) return;
  // Counted before the look, so that killing the app buys no more tries.
  const triesLeft = verifier.triesLeft - 1;
  await remember({ verifier: { ...verifier, triesLeft } });
  if (await isPin(verifier, pin)) return remember({ verifier: { ...verifier, triesLeft: TRIES } });
  if (triesLeft <= 0) await forget("verifier");
  throw new ApiError(0, "wrong_pin", wrongPin(triesLeft), { tries_left: triesLeft });
}

function wrongPin(triesLeft: number): string {
  return triesLeft > 0
    ? t("This is not the right PIN. Try again.")
    : t("Three wrong PINs. Sign in again where there is a network.");
}

function isOver(): boolean {
  const session = meta.value.session;
  return !session || Date.now() + session.clockAhead >= Date.parse(session.endsAt);
}
