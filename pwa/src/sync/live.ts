import { computed, signal } from "@preact/signals";
import type { Trouble } from "../store/database";
import { everything, store, whenInTrouble } from "../store/memory";
import type { Meta } from "../store/meta";
import { isOnlyHere, isUnsettled } from "../store/personal";
import type { Kept } from "../store/recorded";
import type { Location, Walk, WalkPick } from "../store/shapes";
import { syncState } from "../ui/sync-state";
import type { Deed } from "./outbox";
import { reordered, replay } from "./replay";

/** What this phone knows, kept up to date for the screens. Other tabs of it are heard, too. */
export const meta = signal<Partial<Meta>>({});
export const actions = signal<readonly Kept[]>([]);
/** `full`: it opens, but what is new from the server finds no room in it. */
export const trouble = signal<Trouble | "full" | null>(null);
/** A deed that could not be written down: the screen must not go on as if it were. */
export const unsaved = signal<Deed | null>(null);
/** Set when the library shut this phone out: how many actions had not been sent. */
export const revoked = signal<{ lost: number } | null>(null);

const walkRows = signal<readonly Walk[]>([]);
const pickRows = signal<readonly WalkPick[]>([]);
let openedWalk: string | null = null;
/** How often this page has written something that it shows without reading it again. */
let written = 0;
/** Looks at the memory that were begun, and which of them is drawn. */
let begun = 0;
let drawn = 0;

const me = computed(() => {
  const { session, device } = meta.value;
  return session && device
    ? { id: session.staff.id, name: session.staff.name, device: device.id }
    : null;
});

/** The server's rows with what is pending here on top; only the opened walk has its picks. */
export const shown = computed(() =>
  reordered(
    replay({ walks: walkRows.value, picks: pickRows.value }, actions.value, me.value),
    meta.value.order,
  ),
);

whenInTrouble((which) => {
  trouble.value = which;
});

export const channel =
  typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("rayon");
// From the first file on: what another tab does before this one has looked is read, and what it
// does after is heard.
channel?.addEventListener("message", () => void refresh());

/** Reads everything again and draws it. */
export async function refresh(): Promise<void> {
  const [asked, before, mine] = [openedWalk, written, ++begun];
  const now = await everything(asked);
  // Another walk was opened meanwhile: its picks are wanted. Something was written meanwhile: what
  // was read may be older, would lock a phone that was just signed in on, and undo a scan.
  if (openedWalk !== asked || written !== before) return refresh();
  // A look that began later was faster.
  if (mine < drawn) return;
  drawn = mine;
  openedWalk = now.walk;
  meta.value = now.meta;
  actions.value = now.actions;
  walkRows.value = now.walks;
  pickRows.value = now.picks;
  countWaiting();
}

/** Loads the picks of one walk. */
export async function openWalk(id: string): Promise<void> {
  if (openedWalk === id) return;
  openedWalk = id;
  pickRows.value = await store.picks(id);
}

/** Changes what the phone knows about itself, here and in its other tabs. */
export async function remember(values: Partial<Meta>): Promise<void> {
  await store.setMeta(values);
  written += 1;
  meta.value = { ...meta.value, ...values };
  channel?.postMessage("changed");
}

/** Shows an action that is on the disk, here and in the other tabs. */
export function show(kept: Kept): void {
  written += 1;
  actions.value = [...actions.value.filter(({ number }) => number !== kept.number), kept];
  countWaiting();
  channel?.postMessage("changed");
}

export async function forget(...keys: (keyof Meta)[]): Promise<void> {
  await store.forgetMeta(...keys);
  await changed();
}

export async function markRead(number: number): Promise<void> {
  await store.markRead(number);
  await changed();
}

/** Somebody has settled what the library did not take in of a person. */
export async function settle(number: number): Promise<void> {
  await store.settle(number);
  await changed();
}

/** Leaves nothing of the library on this phone. */
export async function wipe(): Promise<void> {
  const unsent = (await store.actions()).filter(isOnlyHere).length;
  await store.wipe();
  await globalThis.caches?.delete("rayon-shelves");
  revoked.value = { lost: Math.max(unsent, revoked.value?.lost ?? 0) };
  await changed();
}

export function locationOf(id: number | null | undefined): Location | undefined {
  return meta.value.branch?.locations.find((location) => location.id === id);
}

/** Draws what was changed here, and lets the other tabs do so. */
export async function changed(): Promise<void> {
  await refresh();
  channel?.postMessage("changed");
}

export function countWaiting(): void {
  const waiting = actions.value.filter(({ state }) => state === "waiting").length;
  const attention = actions.value.filter((kept) => !kept.isRead || isUnsettled(kept)).length;
  syncState.value = { ...syncState.value, waiting, attention };
}
