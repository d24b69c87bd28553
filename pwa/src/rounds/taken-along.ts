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
  if (!street.value) return;
  await keep({ ...street.value, cards: { ...street.value.cards, [hash]: reader } });
}

/** The cart leaves, or is loaded once more; said again after the app was killed in the street. */
export async function sayOut(isOut: boolean): Promise<void> {
  if (street.value) await keep({ ...street.value, isOut });
}

/** Takes a round along, in the place of what was here. Throws ApiError. */
export async function fetchStreet(visit?: { neighbourhood: string; planned: string }) {
  const asked = visit ? { neighbourhood: visit.neighbourhood, day: visit.planned } : {};
  const fresh = await ask<Street>("/street", { body: asked });
  // The server does not know yet that the cart left: only this phone does.
  const isOut = street.value?.isOut && isSameVisit(street.value, fresh);
  await keep(isOut ? { ...fresh, isOut } : fresh);
}

function isSameVisit(one: Street, other: Street): boolean {
  return one.neighbourhood === other.neighbourhood && one.planned === other.planned;
}

async function keep(known: Street): Promise<void> {
  const { session } = meta.value;
  if (known.shift !== session?.shift) return;
  await remember({ street: await seal(known, known.shift) });
  opened.value = known;
}

/** Milliseconds, by the clock of the library. */
export function serverNow(): number {
  return Date.now() + (meta.value.session?.clockAhead ?? 0);
}
