import { signal } from "@preact/signals";
import { ask } from "../api";
import { seal, unseal } from "../store/sealed";
import { meta, remember } from "../sync/live";
import type { Round } from "./stops";

/** Today's stops, readable only in memory: on the disk they are sealed (see store/sealed.ts). */
export const round = signal<Round | null>(null);

/** Opens what this shift took along; stops of another shift or day are nobody's any more. */
export async function openRound(): Promise<void> {
  const { round: kept, session } = meta.value;
  if (!kept || kept.shift !== session?.shift) return;
  round.value = await unseal<Round>(kept);
}

/** Takes today's stops along, in the place of those that were here. Throws ApiError. */
export async function fetchRound(): Promise<void> {
  const fresh = await ask<Round>("/delivery/round");
  const { session } = meta.value;
  if (!session) return;
  await remember({ round: await seal(fresh, session.shift) });
  round.value = fresh;
}
