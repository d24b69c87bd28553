import { ask, send } from "../api";
import { store } from "../store/memory";
import type { PickStatus, WalkPick } from "../store/shapes";
import { ShelfIndex } from "./index-file";

interface Offered {
  location: number;
  file: string;
}

const CACHE = "rayon-shelves";
const LIST = "/api/shelves";
const opened = new Map<string, ShelfIndex>();
/** The server looks for changes as often; new locations are asked for at once. */
const ASKED_EVERY_MS = 120_000;
let asked = { at: Number.NEGATIVE_INFINITY, locations: "" };

/** Fetches the index of every location where something is to be picked, once it has changed. */
export async function keepIndexes(now = Date.now()): Promise<void> {
  const picks = await picksOfWalks();
  const wanted = new Set(picks.flatMap(({ copies }) => copies.map(({ location }) => location)));
  // What is chosen on the shelf may stand anywhere.
  const isAll = picks.some(({ hold, status }) => hold.wants === "selection" && isToDo(status));
  const locations = isAll ? "all" : [...wanted].sort().join();
  if (locations === asked.locations && now - asked.at < ASKED_EVERY_MS) return;
  const { files } = await ask<{ files: Offered[] }>("/shelves");
  const cache = await caches.open(CACHE);
  for (const { file, location } of files) {
    if ((!isAll && !wanted.has(location)) || (await cache.match(addressOf(file)))) continue;
    await cache.put(addressOf(file), await send(`/shelves/${file}`));
  }
  await cache.put(LIST, new Response(JSON.stringify(files)));
  const current = new Set([LIST, ...files.map(({ file }) => addressOf(file))]);
  for (const { url } of await cache.keys()) {
    if (!current.has(new URL(url).pathname)) await cache.delete(url);
  }
  for (const file of opened.keys()) if (!current.has(addressOf(file))) opened.delete(file);
  asked = { at: now, locations };
}

/** The index of a location as it is kept here; undefined where it is not. */
export async function indexOf(location: number): Promise<ShelfIndex | undefined> {
  const file = (await kept()).find((one) => one.location === location)?.file;
  return file === undefined ? undefined : open(file);
}

/** The location in which a barcode belongs, among those that are kept here. */
export async function homeOf(barcode: string): Promise<ShelfIndex | undefined> {
  for (const { file } of await kept()) {
    const index = await open(file);
    if (index?.rankOf(barcode) !== undefined) return index;
  }
  return undefined;
}

async function kept(): Promise<Offered[]> {
  const list = await (await caches.open(CACHE)).match(LIST);
  return list ? list.json() : [];
}

async function open(file: string): Promise<ShelfIndex | undefined> {
  const known = opened.get(file);
  if (known) return known;
  const found = await (await caches.open(CACHE)).match(addressOf(file));
  if (!found) return undefined;
  const index = new ShelfIndex(await found.arrayBuffer());
  opened.set(file, index);
  return index;
}

function addressOf(file: string): string {
  return `${LIST}/${file}`;
}

async function picksOfWalks(): Promise<WalkPick[]> {
  const walks = await store.walks();
  return (await Promise.all(walks.map(({ id }) => store.picks(id)))).flat();
}

function isToDo(status: PickStatus): boolean {
  return status === "open" || status === "later";
}
