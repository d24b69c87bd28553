import { signal } from "@preact/signals";
import { ask } from "../api";
import type { SealedRound } from "../store/meta";
import { meta, remember } from "../sync/live";
import type { Round } from "./stops";

/** Today's stops, readable only in memory: on the disk they are sealed (see SealedRound). */
export const round = signal<Round | null>(null);

/** Opens what this shift took along; stops of another shift or day are nobody's any more. */
export async function openRound(): Promise<void> {
  const { round: kept, session } = meta.value;
  if (!kept || kept.shift !== session?.shift) return;
  round.value = await unseal(kept);
}

/** Takes today's stops along, in the place of those that were here. Throws ApiError. */
export async function fetchRound(): Promise<void> {
  const fresh = await ask<Round>("/delivery/round");
  const { session } = meta.value;
  if (!session) return;
  await remember({ round: await seal(fresh, session.shift) });
  round.value = fresh;
}

// A key that no script can read out. When both go, what a disk may still hold of the stops cannot
// be read: nothing of an address was ever written there in clear.
async function seal(fresh: Round, shift: string): Promise<SealedRound> {
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const clear = new TextEncoder().encode(JSON.stringify(fresh));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, clear);
  return { shift, key, iv, sealed };
}

async function unseal({ key, iv, sealed }: SealedRound): Promise<Round> {
  const clear = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed);
  return JSON.parse(new TextDecoder().decode(clear)) as Round;
}
