import { computed, signal } from "@preact/signals";
import type { Trouble } from "../store/database";
import type { Meta } from "../store/meta";
import type { ActionName, Kept } from "../store/recorded";
import type { Location, Walk, WalkPick } from "../store/shapes";
import { language } from "../texts";
import { syncState } from "../ui/sync-state";
import type { Exchanged } from "./exchange";
import type { Deed } from "./outbox";
import { createPhone } from "./phone";
import { replay } from "./replay";
import { type Locks, pageLocks } from "./sync";

/** What this phone knows, kept up to date for the screens. Other tabs of it are heard, too. */
export const meta = signal<Partial<Meta>>({});
export const actions = signal<readonly Kept[]>([]);
export const trouble = signal<Trouble | null>(null);
/** A deed that could not be written down: the screen must not go on as if it were. */
export const unsaved = signal<Deed | null>(null);
/** Set when the library shut this phone out: how many actions had not been sent. */
export const revoked = signal<{ lost: number } | null>(null);

const walkRows = signal<readonly Walk[]>([]);
const pickRows = signal<readonly WalkPick[]>([]);
let openedWalk: string | null = null;

const me = computed(() => {
  const { session, device } = meta.value;
  return session && device
    ? { id: session.staff.id, name: session.staff.name, device: device.id }
    : null;
});

/** The server's rows with what is pending here on top; only the opened walk has its picks. */
export const shown = computed(() =>
  replay({ walks: walkRows.value, picks: pickRows.value }, actions.value, me.value),
);

export const phone = createPhone({
  indexedDB: globalThis.indexedDB,
  fetch: (address, request) => {
    const headers = new Headers(request?.headers);
    // Reasons and names come back in the language of the screen, not of the phone.
    headers.set("Accept-Language", language.value);
    return globalThis.fetch(address, { ...request, headers });
  },
  now: () => Date.now(),
  locks: (navigator.locks as Locks | undefined) ?? pageLocks(),
  random: () => Math.random(),
  randomBytes: (bytes) => crypto.getRandomValues(bytes),
  schedule: (wait, run) => {
    const timer = setTimeout(run, wait);
    return () => clearTimeout(timer);
  },
  onTrouble: (which) => {
    trouble.value = which;
  },
  onExchanged: (exchanged) => void heard(exchanged),
});

const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("rayon");

/** Reads everything again and draws it. */
export async function refresh(): Promise<void> {
  const { store } = phone;
  const knowing = store.meta();
  const [about, kept, walks, picks] = await Promise.all([
    knowing,
    store.actions(),
    store.walks(),
    knowing.then(({ spot }) => picksOf(openedWalk ?? spot?.walk)),
  ]);
  meta.value = about;
  actions.value = kept;
  walkRows.value = walks;
  pickRows.value = picks;
  countWaiting();
}

async function picksOf(walk: string | undefined): Promise<WalkPick[]> {
  openedWalk = walk ?? null;
  return walk ? phone.store.picks(walk) : [];
}

/** Loads the picks of one walk. */
export async function openWalk(id: string): Promise<void> {
  if (openedWalk === id) return;
  openedWalk = id;
  pickRows.value = await phone.store.picks(id);
}

/** Writes a deed down; undefined where that failed, and then `unsaved` says so on the screen. */
export async function record<N extends ActionName>(deed: Deed<N>): Promise<Kept | undefined> {
  try {
    const kept = await phone.record(deed);
    if (trouble.value === "lost") trouble.value = null;
    actions.value = [...actions.value.filter(({ number }) => number !== kept.number), kept];
    countWaiting();
    channel?.postMessage("changed");
    return kept;
  } catch {
    unsaved.value = deed;
    return undefined;
  }
}

/** Changes what the phone knows about itself, here and in its other tabs. */
export async function remember(values: Partial<Meta>): Promise<void> {
  await phone.store.setMeta(values);
  meta.value = { ...meta.value, ...values };
  channel?.postMessage("changed");
}

export async function forget(...keys: (keyof Meta)[]): Promise<void> {
  await phone.store.forgetMeta(...keys);
  await changed();
}

export async function markRead(number: number): Promise<void> {
  await phone.store.markRead(number);
  await changed();
}

/** Leaves nothing of the library on this phone. */
export async function wipe(): Promise<void> {
  const unsent = (await phone.store.actions()).filter(({ state }) => state === "waiting").length;
  await phone.store.wipe();
  await globalThis.caches?.delete("rayon-shelves");
  revoked.value = { lost: Math.max(unsent, revoked.value?.lost ?? 0) };
  await changed();
}

export function locationOf(id: number | null | undefined): Location | undefined {
  return meta.value.branch?.locations.find((location) => location.id === id);
}

/** Sends by itself from now on: when the network or the person comes back, and now and then. */
export function startSending(): void {
  channel?.addEventListener("message", () => void refresh());
  addEventListener("online", () => phone.sync.wake());
  addEventListener("pageshow", () => phone.sync.wake());
  addEventListener("offline", () => setOnline(false));
  document.addEventListener("visibilitychange", () => phone.sync.wake());
  phone.sync.wake();
}

async function changed(): Promise<void> {
  await refresh();
  channel?.postMessage("changed");
}

async function heard(exchanged: Exchanged): Promise<void> {
  if (exchanged.kind === "not-enrolled") return;
  setOnline(exchanged.kind !== "failed" || exchanged.reached);
  if (exchanged.kind === "revoked") revoked.value = { lost: exchanged.lost };
  if (exchanged.kind === "done" || exchanged.kind === "revoked") await changed();
  if (exchanged.kind === "done") void keepIndexes();
}

/** What tells where one is, for the walks that are here now. Without it a walk goes on as well. */
async function keepIndexes(): Promise<void> {
  await import("../shelves/keeping").then((keeping) => keeping.keepIndexes()).catch(() => {});
}

function setOnline(online: boolean): void {
  syncState.value = { ...syncState.value, online };
}

function countWaiting(): void {
  const waiting = actions.value.filter(({ state }) => state === "waiting").length;
  const attention = actions.value.filter(({ isRead }) => !isRead).length;
  syncState.value = { ...syncState.value, waiting, attention };
}
