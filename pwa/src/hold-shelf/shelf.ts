import { computed, effect, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ApiError, ask } from "../api";
import { store } from "../store/memory";
import type { HoldShelf } from "../store/shapes";
import { actions, meta } from "../sync/live";
import { standing } from "./standing";

const known = signal<HoldShelf | null>(null);
/** Why it could not be asked for just now; what is known is used meanwhile. */
export const problem = signal<string | null>(null);

/** The hold shelf as it was lent to this shift; null before it came, and for everybody else. */
export const shelf = computed(() =>
  known.value && known.value.shift === meta.value.session?.shift ? known.value : null,
);

// Neither the disk nor the memory keeps what was lent to a shift that is over.
effect(() => {
  if (known.value && !shelf.value) known.value = null;
});

/** How far the server’s clock was ahead of this phone’s when the shelf was last heard of. */
const ahead = signal<number | null>(null);

/** The instant by the server’s clock: on a phone that is a day off, nothing is over too early. */
export function serverNow(): number {
  return Date.now() + (ahead.value ?? meta.value.session?.clockAhead ?? 0);
}

/** Every document at the shelf, with what was done on this phone. */
export const documents = computed(() => standing(shelf.value, actions.value));

/** Asks for the shelf when a screen opens, and whenever something was sent or heard. */
export function useShelf(): void {
  const { syncedAt } = meta.value;
  useEffect(() => void renew(), [syncedAt]);
}

/** What the phone keeps comes first: it may be all there is. */
export async function renew(): Promise<void> {
  known.value = shelf.value ?? (await store.shelf().catch(() => undefined)) ?? null;
  try {
    const fresh = await ask<HoldShelf>("/hold-shelf");
    ahead.value = Date.parse(fresh.at) - Date.now();
    await store.keepShelf(fresh);
    known.value = fresh.shift === meta.value.session?.shift ? fresh : null;
    problem.value = null;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    problem.value = error.message;
    if (error.status !== 403) return;
    // Another role by now: nothing is lent to it.
    await store.keepShelf(null);
    known.value = null;
  }
}
