import type { ActionName, Kept, Outcome, Recorded } from "./recorded";

/**
 * What holds a person, or words of theirs, is on the disk only sealed, with a key that no script can
 * read out, and not at all once the server has it.
 */
const PERSONAL: ReadonlySet<ActionName> = new Set(["register_patron", "reserve_for_next"]);

/** The key lies beside what it seals: it outlives the shift, and goes when that goes. */
interface SealedPayload {
  key: CryptoKey;
  iv: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
}

export function isPersonal(name: ActionName): boolean {
  return PERSONAL.has(name);
}

/** The payload as it is kept. */
export async function sealedOf(payload: object): Promise<SealedPayload> {
  const usages: KeyUsage[] = ["encrypt", "decrypt"];
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, usages);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const clear = new TextEncoder().encode(JSON.stringify(payload));
  return { key, iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, clear) };
}

/** The action as it is sent. */
export async function opened(action: Recorded): Promise<Recorded> {
  const { key, iv, sealed } = action.payload as unknown as Partial<SealedPayload>;
  if (!isPersonal(action.name) || !key || !iv || !sealed) return action;
  const clear = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed);
  const payload = JSON.parse(new TextDecoder().decode(clear)) as Recorded["payload"];
  return { ...action, payload };
}

/** Once the server has it, nothing of a person stays here. */
export function withoutPerson(kept: Kept): Kept {
  return isPersonal(kept.action.name) && isTakenIn(kept) ? emptied(kept) : kept;
}

/** What the server did not take in is here and nowhere else: it stays until a person settles it. */
function isTakenIn({ outcome }: Kept): boolean {
  return outcome !== null && TAKEN_IN.has(outcome);
}

const TAKEN_IN: ReadonlySet<Outcome> = new Set(["applied", "duplicate", "superseded"]);

export function emptied(kept: Kept): Kept {
  return { ...kept, action: { ...kept.action, payload: {} } };
}

/** Somebody stands sealed in it. */
export function holdsPerson({ action }: Kept): boolean {
  return isPersonal(action.name) && Object.keys(action.payload).length > 0;
}

/** Judged, and not taken in: a person has to settle it. */
export function isUnsettled(kept: Kept): boolean {
  return kept.state !== "waiting" && holdsPerson(kept);
}

/** Gone for ever if this phone is lost: not sent, or not taken in. */
export function isOnlyHere(kept: Kept): boolean {
  return kept.state === "waiting" || isUnsettled(kept);
}
