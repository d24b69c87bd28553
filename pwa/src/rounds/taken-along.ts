import { computed, signal } from "@preact/signals";
import { ask } from "../api";
import { seal, unseal } from "../store/sealed";
import { actions, meta, remember } from "../sync/live";
import { onTheWay, type Reader, type Street } from "./street";

/** What was taken along, readable only in memory: on the disk it is sealed. */
const opened = signal<Street | null>(null);

export const street = computed(() =>
  opened.value && opened.value.shift === meta.value.session?.shift ? opened.value : null,
);

/** How the round stands, with what was done here. */
export const way = computed(() => (street.value ? onTheWay(street.value, actions.value) : null));

/** Opens what this shift took along; that of another shift is nobody's any more. */
export async function openStreet(): Promise<void> {
  const { street: kept, session } = meta.value;
  if (!kept || kept.shift !== session?.shift) return;
  opened.value = await unseal<Street>(kept);
}

/** Somebody registered here: their card may borrow from now on, also after the app was killed. */
export async function addReader(hash: string, reader: Reader): Promise<void> {
  const { session } = meta.value;
  if (!street.value || !session) return;
  const known = { ...street.value, cards: { ...street.value.cards, [hash]: reader } };
  await remember({ street: await seal(known, session.shift) });
  opened.value = known;
}

/** Takes a round along, in the place of what was here. Throws ApiError. */
export async function fetchStreet(visit?: { neighbourhood: string; planned: string }) {
  const asked = visit ? { neighbourhood: visit.neighbourhood, day: visit.planned } : {};
  const fresh = await ask<Street>("/street", { body: asked });
  const { session } = meta.value;
  if (!session || fresh.shift !== session.shift) return;
  await remember({ street: await seal(fresh, session.shift) });
  opened.value = fresh;
}
