import { store } from "../store/memory";
import type { ActionName, Kept } from "../store/recorded";
import { language } from "../texts";
import { syncState } from "../ui/sync-state";
import type { Exchanged } from "./exchange";
import { changed, revoked, show, trouble, unsaved } from "./live";
import type { Deed } from "./outbox";
import { createPhone } from "./phone";
import { type Locks, pageLocks } from "./sync";

/** Writes down what is done here, and gets it to the server. */
export const phone = createPhone(
  {
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
    onExchanged: (exchanged) => void heard(exchanged),
  },
  store,
);

/** Writes a deed down; undefined where that failed, and then `unsaved` says so on the screen. */
export async function record<N extends ActionName>(deed: Deed<N>): Promise<Kept | undefined> {
  try {
    const kept = await phone.record(deed);
    if (trouble.value === "lost") trouble.value = null;
    show(kept);
    return kept;
  } catch {
    unsaved.value = deed;
    return undefined;
  }
}

/** Sends by itself from now on: when the network or the person comes back, and now and then. */
export function startSending(): void {
  addEventListener("online", () => phone.sync.wake());
  addEventListener("pageshow", () => phone.sync.wake());
  addEventListener("offline", () => setOnline(false));
  document.addEventListener("visibilitychange", () => phone.sync.wake());
  phone.sync.wake();
}

/** What came last found no room. */
let wasFull = false;

async function heard(exchanged: Exchanged): Promise<void> {
  if (exchanged.kind === "not-enrolled") return;
  setOnline(exchanged.kind !== "failed" || exchanged.reached);
  if (exchanged.kind === "misunderstood" || exchanged.kind === "forgotten") {
    syncState.value = { ...syncState.value, [exchanged.kind]: true };
  }
  // Once may be a page that was just put aside. What keeps the memory shut has to be seen to first.
  if (exchanged.kind === "full" && wasFull) trouble.value ??= "full";
  wasFull = exchanged.kind === "full";
  if (exchanged.kind === "done" && !exchanged.more) {
    if (trouble.value === "full") trouble.value = null;
    syncState.value = {
      ...syncState.value,
      misunderstood: false,
      forgotten: false,
      setAside: exchanged.setAside ?? [],
    };
  }
  if (exchanged.kind === "revoked") revoked.value = { lost: exchanged.lost };
  if (writes.has(exchanged.kind)) await changed();
  if (exchanged.kind === "done") void keepIndexes();
}

/** Whether the memory may be another after it. */
const writes: ReadonlySet<Exchanged["kind"]> = new Set(["done", "full", "revoked"]);

/** What tells where one is, for the walks that are here now. Without it a walk goes on as well. */
async function keepIndexes(): Promise<void> {
  await import("../shelves/keeping").then((keeping) => keeping.keepIndexes()).catch(() => {});
}

function setOnline(online: boolean): void {
  syncState.value = { ...syncState.value, online };
}
