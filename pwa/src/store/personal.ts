import type { ActionName, Kept, Recorded } from "./recorded";

/**
 * What holds a person is on the disk only sealed, with a key that no script can read out, and not
 * at all once it was sent.
 */
const PERSONAL: ReadonlySet<ActionName> = new Set(["register_patron"]);

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

/** The server has it: nothing of a person stays here. */
export function withoutPerson(kept: Kept): Kept {
  if (!isPersonal(kept.action.name)) return kept;
  return { ...kept, action: { ...kept.action, payload: {} } };
}
