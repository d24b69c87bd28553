import { getMeta, putMeta } from "./meta";
import type { ActionName, Kept, Recorded } from "./recorded";
import type { Store } from "./store";

/**
 * What holds a person is on the disk only sealed, with a key that no script can read out, and not
 * at all once it was sent.
 */
const PERSONAL: ReadonlySet<ActionName> = new Set(["register_patron"]);

interface SealedPayload {
  iv: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
}

export function isPersonal(name: ActionName): boolean {
  return PERSONAL.has(name);
}

/** The payload as it is kept. The key outlives the shift: what waits to be sent has to leave. */
export async function sealedFor(store: Store, payload: object): Promise<SealedPayload> {
  const key = await keyOf(store);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const clear = new TextEncoder().encode(JSON.stringify(payload));
  return { iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, clear) };
}

async function keyOf(store: Store): Promise<CryptoKey> {
  const fresh = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  return store.connection.write(["meta"], async (writing) => {
    const known = await getMeta(writing, "personKey");
    if (!known) await putMeta(writing, "personKey", fresh);
    return known ?? fresh;
  });
}

/** The action as it is sent. */
export async function openedFor(store: Store, action: Recorded): Promise<Recorded> {
  const { iv, sealed } = action.payload as unknown as Partial<SealedPayload>;
  const { personKey } = isPersonal(action.name) ? await store.meta() : {};
  if (!iv || !sealed || !personKey) return action;
  const clear = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, personKey, sealed);
  const payload = JSON.parse(new TextDecoder().decode(clear)) as Recorded["payload"];
  return { ...action, payload };
}

/** The server has it: nothing of a person stays here. */
export function withoutPerson(kept: Kept): Kept {
  if (!isPersonal(kept.action.name)) return kept;
  return { ...kept, action: { ...kept.action, payload: {} } };
}
