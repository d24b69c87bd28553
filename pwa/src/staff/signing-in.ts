import { computed, effect } from "@preact/signals";
import { ApiError, ask } from "../api";
import type { Session } from "../store/meta";
import { forget, meta, remember } from "../sync/live";
import { type Language, language, languages, setLanguage, t } from "../texts";
import { toast } from "../ui/toasts";
import { isOver, lock, unlock } from "./session";
import { isPin, makeVerifier, TRIES } from "./verifier";

/** Opens a shift, or unlocks the one that is open. Throws ApiError with a sentence to show. */
export async function signIn(staff: number, pin: string): Promise<void> {
  const isSamePerson = meta.value.verifier?.staff === staff && !isOver();
  if (isSamePerson) await checkPin(pin);
  else await openShift(staff, pin);
  await unlock();
}

/** Ends the shift. What waits to be sent stays on the phone and is sent all the same. */
export async function signOut(): Promise<void> {
  const { session } = meta.value;
  await lock();
  if (session) await remember({ leaving: session.shift });
  await forget("session", "verifier", "spot", "round", "street");
}

/** A shift that the server has not heard the end of, and the exchange after which to say so. */
const untold = computed(() => {
  const { leaving, syncedAt = "" } = meta.value;
  return leaving && `${leaving} ${syncedAt}`;
});
// The screen that asks who is there has loaded this file; whoever signs in ends the shift as well.
effect(() => {
  if (untold.value) void tellWhoLeft();
});

/** Lets the server know that a shift is over. */
async function tellWhoLeft(): Promise<void> {
  const { leaving } = meta.value;
  if (!leaving) return;
  try {
    await ask("/sign-out", { body: { shift: leaving } });
    if (meta.value.leaving === leaving) await forget("leaving");
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
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
  await forget("round", "street");
  await remember({ session, ...(verifier ? { verifier } : {}) });
  await speakTo(answer.staff);
}

/** In the language of the person; whoever had the phone before may have read another one. */
async function speakTo({ name, language: theirs }: Session["staff"]): Promise<void> {
  if (!(theirs in languages) || theirs === language.value) return;
  await setLanguage(theirs as Language);
  const said = languages[theirs as Language];
  toast(t("{language}, the language of {name}. Settings changes it.", { language: said, name }));
}

async function checkPin(pin: string): Promise<void> {
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
